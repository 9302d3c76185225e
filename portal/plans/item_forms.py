"""Forms of the rows of a plan's lists: shape only."""

from typing import Any

from portal.plans.deadline_form import RuleForm
from portal.plans.forms import ONE_A_LINE, VersionedForm
from portal.plans.item_rules import MEASURES, ROLES, SURVEY_MODES
from portal.plans.rules import RULE_KINDS
from portal.web.fields import (
    CheckboxesField,
    DecimalField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)

_MOST = 1_000_000_000
_BODIES = (
    "Mỗi dòng một cơ quan: tên trong danh mục đơn vị, hoặc tên cơ quan, nhóm cơ quan "
    "ngoài danh mục."
)


def _strand_field() -> Any:
    return SelectField("Áp dụng cho", blank="Cả kế hoạch", required=False, mark_optional=False)


class QuantityForm(VersionedForm):
    """A target or an amount."""

    title = TextField(
        "Chỉ tiêu", hint="Ví dụ: Tỷ lệ cơ quan, đơn vị trực thuộc phải tự kiểm tra", max_length=500
    )
    minimum = DecimalField("Tối thiểu", required=False, min=0, max=_MOST)
    maximum = DecimalField(
        "Tối đa",
        hint="Bằng số tối thiểu khi văn bản nêu đúng một số.",
        required=False,
        min=0,
        max=_MOST,
    )
    unit = SelectField("Đơn vị tính", choices=[(one, one) for one in MEASURES])
    strand = _strand_field()


class TeamRoleForm(VersionedForm):
    """An agency of the team and its role."""

    role = SelectField("Vai trò", choices=list(ROLES.items()))
    body = TextField(
        "Cơ quan",
        hint="Tên trong danh mục đơn vị, hoặc tên cơ quan ngoài danh mục, ví dụ Ban Dân vận.",
    )
    strand = _strand_field()
    note = TextField(
        "Ghi chú", hint="Ví dụ: chỉ khi kiểm tra cấp huyện, cấp xã", required=False, max_length=500
    )


class TaskForm(RuleForm):
    """A step of the plan and when it is to be done."""

    number = TextField(
        "Số thứ tự",
        hint="Như cột TT của văn bản: 4, hoặc 4.1 cho việc thuộc mục 4",
        width=4,
        max_length=12,
    )
    title = TextAreaField("Nội dung", rows=3, max_length=1000)
    kind = SelectField(
        "Thời gian hoàn thành",
        choices=list(RULE_KINDS.items()),
        blank="Văn bản không nêu",
        required=False,
        mark_optional=False,
    )
    lead = TextAreaField("Chủ trì", hint=_BODIES, required=False, rows=2, max_length=5000)
    support = TextAreaField("Phối hợp", hint=_BODIES, required=False, rows=2, max_length=5000)
    note = TextAreaField("Ghi chú", required=False, rows=2, max_length=1000)


class SurveyGroupForm(VersionedForm):
    """Who is asked about whom."""

    ballot_code = TextField("Mã phiếu", hint="Ví dụ: LĐH-CH", width=10, max_length=30)
    name = TextAreaField("Đối tượng điều tra", rows=2, max_length=1000)
    mode = RadioField("Hình thức", choices=list(SURVEY_MODES.items()))
    rates = CheckboxesField("Khối được đánh giá", required=False)
    ballots = IntegerField(
        "Số phiếu", hint="Để trống khi văn bản không ấn định.", required=False, min=1, max=_MOST
    )
    ballots_rule = TextField(
        "Cách tính số phiếu", hint="Ví dụ: 2 phiếu × 20 sở, ban, ngành", required=False
    )


class SubjectForm(VersionedForm):
    """A block of ranked units."""

    block = SelectField("Khối")
    units = TextAreaField(
        "Đơn vị",
        hint=f"{ONE_A_LINE} Để trống khi thêm mới: lấy mọi đơn vị của khối vào ngày của kế hoạch.",
        required=False,
        rows=12,
        max_length=20_000,
    )
