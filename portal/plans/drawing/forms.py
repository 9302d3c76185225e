"""Forms of draws: shape only."""

from portal.units.rules import BLOCKS, LEVELS
from portal.web.fields import (
    CheckboxField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from portal.web.forms import Form


class PoolForm(Form):
    """Which units, how many of them, and where the seed will come from."""

    strand = SelectField("Loại kiểm tra cần chọn đơn vị", choices=[])
    level = SelectField(
        "Cấp của đơn vị", choices=list(LEVELS.items()), required=False, blank="Mọi cấp"
    )
    block = SelectField("Khối", choices=list(BLOCKS.items()), required=False, blank="Mọi khối")
    spare_visited = CheckboxField("Đề xuất không đưa vào chọn đơn vị đã kiểm tra năm trước")
    amount = IntegerField("Số lượng", min=1, max=10_000, width=5)
    how = RadioField(
        "Tính theo",
        required_message="Chọn cách tính số lượng.",
        choices=[("count", "Số đơn vị"), ("percent", "Tỷ lệ % của các đơn vị đưa vào chọn")],
        default="count",
    )
    seed_source = TextField(
        "Nguồn hạt giống",
        hint="Con số chưa ai biết lúc này và ai cũng kiểm tra được sau đó. Ví dụ: giải đặc biệt "
        "xổ số kiến thiết miền Bắc ngày 05/3/2026; hoặc dãy số do những người chứng kiến mỗi "
        "người đọc ba chữ số, ghép theo thứ tự ghi tên.",
        max_length=300,
    )
    listed = HiddenField(default="")


class SeedForm(Form):
    """The seed, once it is public, and who saw it typed."""

    seed = TextField("Hạt giống", hint="Gõ đúng như công bố.", max_length=100)
    reference = TextField(
        "Nơi kiểm tra",
        hint="Trang công bố, số biên bản … để người khác đối chiếu hạt giống.",
        max_length=300,
    )
    witnesses = TextAreaField(
        "Người chứng kiến",
        hint="Mỗi dòng một người: họ và tên, chức vụ và cơ quan. Ít nhất hai người.",
        rows=4,
        max_length=2000,
    )
    sure = CheckboxField(
        "Đã đối chiếu hạt giống. Sau khi bấm, kết quả không sửa được nữa.",
        required=True,
        required_message="Hãy xác nhận đã đối chiếu hạt giống.",
    )


class VoidForm(Form):
    """Why a draw is taken back."""

    reason = TextField("Lý do hủy", max_length=500)
