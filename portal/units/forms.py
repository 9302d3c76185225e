"""Forms of the register: shape only."""

from portal.units.change_rules import CHANGES, LEVEL_OF
from portal.units.rules import BLOCKS, TYPES
from portal.web.fields import DateField, RadioField, SelectField, TextAreaField, TextField
from portal.web.forms import Form

_BASIS = "Loại, số, ngày của văn bản. Ví dụ: Nghị quyết số 1681/NQ-UBTVQH15 ngày 16/6/2025"


class ChangeForm(Form):
    """What becomes of a unit."""

    kind = RadioField(
        "Hình thức",
        choices=[(code, words, hint) for code, (words, hint) in CHANGES.items()],
    )
    on = DateField(
        "Có hiệu lực từ ngày",
        required_message="Nhập ngày bắt đầu có hiệu lực.",
        hint="Ngày đầu tiên theo văn bản; đơn vị cũ hoạt động đến hết ngày hôm trước.",
    )
    document = TextField("Văn bản làm căn cứ", hint=_BASIS, max_length=300)
    successors = TextAreaField(
        "Đơn vị kế thừa",
        hint="Mỗi dòng một đơn vị, tên đầy đủ hoặc tên tắt. Đơn vị mới thành lập phải có trong "
        "danh mục trước. Bỏ trống khi đổi tên, hoặc giải thể không có nơi nhận.",
        required=False,
        rows=4,
        max_length=20_000,
    )
    new_name = TextField(
        "Tên mới", hint="Chỉ nhập khi đổi tên.", required=False, max_length=300, width="two-thirds"
    )
    new_short_name = TextField(
        "Tên tắt mới", hint="Chỉ nhập khi đổi tên.", required=False, max_length=150, width=30
    )


class NewUnitForm(Form):
    """A unit that has just been set up."""

    name = TextField(
        "Tên đơn vị", hint="Tên đầy đủ theo văn bản thành lập.", max_length=300, width="two-thirds"
    )
    short_name = TextField("Tên tắt", required=False, max_length=150, width=30)
    type = SelectField("Loại đơn vị", choices=[(code, TYPES[code]) for code in LEVEL_OF])
    parent = SelectField("Đơn vị cấp trên", required=False)
    block = SelectField("Khối xếp hạng", choices=list(BLOCKS.items()), required=False)
    valid_from = DateField("Hoạt động từ ngày", required_message="Nhập ngày bắt đầu hoạt động.")
    document = TextField("Văn bản thành lập", hint=_BASIS, max_length=300)
