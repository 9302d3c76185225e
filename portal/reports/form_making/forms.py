"""Forms of the office about report forms: shape only; a form for the rows of each part."""

from collections.abc import Mapping
from typing import Any

from portal.reports.form_making.part_rules import (
    CHECKS,
    DEEPEST,
    GENERAL,
    KINDS,
    LEVELS,
    TYPES,
    Part,
    value_of,
)
from portal.reports.form_making.sheet_rules import BadCell, value_in
from portal.web import fields
from portal.web.forms import Form

_NUMBER_HINT = "Số in trong biểu mẫu, ví dụ 2.1. Để trống nếu không đánh số."
_LEVELS_HINT = "Không chọn cấp nào là mọi cấp đều điền."
_TEXTS = ("lines", "codes")


class SeenForm(Form):
    """What the page saw of the thing it writes."""

    seen = fields.HiddenField()


class DefinitionForm(SeenForm):
    """An Excel file with the definition of a form."""

    file = fields.FileField("Tệp định nghĩa", kinds=("xlsx",), max_bytes=5 * 1024 * 1024)


class IssueForm(SeenForm):
    """The note of a version."""

    note = fields.TextAreaField(
        "Bản này thay đổi gì, vì sao",
        hint="Người xem danh sách các bản đọc lời này. Ví dụ: bỏ các dòng của cấp huyện.",
        rows=4,
        max_length=1000,
    )


class RowForm(SeenForm):
    """What the forms of all rows share: their values, as ``part_rules`` edits them."""

    number = fields.TextField(
        "Số thứ tự in", hint=_NUMBER_HINT, max_length=20, width=5, required=False
    )

    def values(self, part: Part) -> dict[str, Any] | None:
        """The values by key; None with messages at the fields that cannot be read."""
        found: dict[str, Any] = {}
        for one in part.fields:
            typed = self[one.key].data
            if one.kind in ("levels", "yes"):
                found[one.key] = typed or ([] if one.kind == "levels" else False)
                continue
            try:
                found[one.key] = value_in(one, typed if typed is not None else "")
            except BadCell as why:
                self[one.key].errors = [str(why)]
        return found if len(found) == len(part.fields) else None


class SectionForm(RowForm):
    """A section of the outline."""

    title = fields.TextField("Tên mục", max_length=500, width="full")
    level = fields.SelectField(
        "Bậc", choices=[(str(n), f"Bậc {n}") for n in range(1, DEEPEST + 1)], blank=None
    )
    kind = fields.SelectField("Loại mục", choices=list(KINDS.items()), blank=None)
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )
    prompts = fields.TextAreaField("Gợi ý nội dung", hint="Mỗi ý một dòng.", required=False)
    evidence = fields.TextAreaField(
        "Tài liệu cần có", hint="Mỗi tài liệu một dòng.", rows=3, required=False
    )


class TaskGroupForm(RowForm):
    """A group of the task table."""

    title = fields.TextField("Tên nhóm", max_length=500, width="full")


class StatGroupForm(RowForm):
    """A heading of the statistics table."""

    title = fields.TextField("Tên nhóm", max_length=500, width="full")
    level = fields.SelectField(
        "Bậc", choices=[(str(n), f"Bậc {n}") for n in range(1, DEEPEST + 1)], blank=None
    )
    parent = fields.SelectField("Thuộc nhóm", required=False)
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )


class IndicatorForm(RowForm):
    """An indicator: a row of the statistics table."""

    label = fields.TextField("Tên chỉ tiêu", max_length=500, width="full")
    group = fields.SelectField("Nhóm")
    unit = fields.TextField("Đơn vị tính", hint="Ví dụ: Văn bản; Hồ sơ; %", max_length=500)
    type = fields.SelectField(
        "Loại số liệu", choices=list(TYPES.items()),
        hint="Dòng đã ban hành không đổi loại được: hãy bỏ dòng cũ, thêm dòng mới.",
    )  # fmt: skip
    parts = fields.TextAreaField(
        "Tên hai phần", rows=2, required=False,
        hint="Chỉ ghi cho loại hai số, số đếm và tỷ lệ: mỗi phần một dòng.",
    )  # fmt: skip
    denominator = fields.TextField(
        "Mẫu số của tỷ lệ", max_length=500, required=False,
        hint="Chỉ ghi cho chỉ tiêu là tỷ lệ. Ví dụ: Tổng số hồ sơ đã giải quyết",
    )  # fmt: skip
    show_percent = fields.CheckboxField("Hiện tỷ lệ bên cạnh hai số")
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )
    optional = fields.CheckboxField("Chỉ điền nếu có")


class CheckForm(SeenForm):
    """A soft rule over indicators."""

    message = fields.TextField("Lời nhắc khi số liệu không khớp", max_length=500, width="full")
    kind = fields.SelectField("Phép so", choices=list(CHECKS.items()))
    left = fields.TextAreaField(
        "Các chỉ tiêu bên trái", rows=3, hint="Mã chỉ tiêu, mỗi mã một dòng."
    )
    right = fields.TextAreaField(
        "Các chỉ tiêu bên phải", rows=3, required=False, hint="Mã chỉ tiêu, mỗi mã một dòng."
    )
    values = RowForm.values


FORMS: dict[str, type[Any]] = {
    "de-cuong": SectionForm,
    "nhom-nhiem-vu": TaskGroupForm,
    "nhom-chi-tieu": StatGroupForm,
    "chi-tieu": IndicatorForm,
    "kiem-tra": CheckForm,
}


def as_typed(part: Part, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as its form shows it."""
    values = {one.key: value_of(row, one) for one in part.fields}
    for one in part.fields:
        if one.kind in _TEXTS:
            values[one.key] = "\n".join(values[one.key])
        elif one.kind == "whole":
            values[one.key] = str(values[one.key])
    return values


class GeneralForm(SeenForm):
    """Titles of the form; for each level, who answers what was meant for it."""

    title = fields.TextField("Tên biểu mẫu", max_length=500, width="full")
    short_title = fields.TextField("Tên ngắn", max_length=500)
    cutoff_label = fields.TextField("Lời trước ngày chốt số liệu", max_length=500)

    def values(self) -> dict[str, Any]:
        """What ``row_actions.change_general`` takes."""
        return {
            **{one.key: self[one.key].data for one in GENERAL},
            "reassign": {
                level: [one for one in LEVELS if one in (self[f"takes_{level}"].data or ())]
                for level in LEVELS
            },
        }


for _level, _words in LEVELS.items():
    setattr(
        GeneralForm,
        f"takes_{_level}",
        fields.CheckboxesField(
            f"Phần của {_words[:1].lower()}{_words[1:]} do cấp nào điền",
            choices=list(LEVELS.items()),
            required_message="Chọn ít nhất một cấp; giữ nguyên thì chọn chính cấp đó.",
        ),
    )
