"""Forms of timeliness."""

from portal.publishing.forms import told_field
from portal.web import fields
from portal.web.forms import Form


class ProposeForm(Form):
    """A change note for the gate."""

    change_note = fields.TextField(
        "Ghi chú thay đổi", max_length=300,
        hint="Người đọc nhìn thấy. Ví dụ: Số liệu đến hết quý II.",
    )  # fmt: skip
    told = told_field()
