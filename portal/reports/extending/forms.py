"""Forms of extensions: shape only."""

from portal.web import fields
from portal.web.forms import Form


class WishForm(Form):
    """What the unit asks for: a day and why."""

    wished_on = fields.DateField("Đề nghị gia hạn đến hết ngày", hint="Ví dụ: 05/3/2024")
    reason = fields.TextAreaField(
        "Lý do xin gia hạn", hint="Sở Nội vụ đọc lý do này.", rows=3, max_length=1000
    )


class RefusalForm(Form):
    """Why the office refuses."""

    answer = fields.TextAreaField(
        "Lý do không gia hạn", hint="Đơn vị đọc được lý do này.", rows=3, max_length=1000
    )
