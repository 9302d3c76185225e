"""Forms of coverage: shape only."""

from portal.plans.coverage.rules import METHODS
from portal.plans.forms import VersionedForm
from portal.units.rules import BLOCKS, LEVELS
from portal.web.fields import DateField, IntegerField, RadioField, SelectField, TextField


class MeasureForm(VersionedForm):
    """How a target is measured."""

    method = RadioField("Cách đo", choices=list(METHODS.items()))
    strand = SelectField(
        "Loại kiểm tra",
        choices=[],
        required=False,
        blank="Mọi loại kiểm tra của kế hoạch",
        hint="Đo trên các đơn vị mà loại kiểm tra này nêu tên; không nêu tên thì lấy danh mục.",
    )
    level = SelectField(
        "Chỉ đơn vị cấp", choices=list(LEVELS.items()), required=False, blank="Mọi cấp"
    )
    block = SelectField("Chỉ khối", choices=list(BLOCKS.items()), required=False, blank="Mọi khối")


class CountForm(VersionedForm):
    """What a unit checked itself."""

    total = IntegerField("Tổng số cơ quan, đơn vị thuộc đơn vị", min=0, max=100_000, width=5)
    planned = IntegerField(
        "Số đề ra trong kế hoạch tự kiểm tra", min=0, max=100_000, width=5, required=False
    )
    checked = IntegerField("Số đã kiểm tra", min=0, max=100_000, width=5)
    source = TextField(
        "Nguồn số liệu", hint="Ví dụ: Báo cáo số 45/BC-UBND ngày 10/10/2024", max_length=300
    )
    as_of = DateField("Số liệu tính đến ngày", required_message="Nhập ngày tính số liệu.")
