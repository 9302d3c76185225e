"""The form that says where copies of the inbox go: shape only."""

from wtforms.validators import ValidationError

from portal.inbox.rules import is_address
from portal.web import fields
from portal.web.forms import Form


class MailboxForm(Form):
    """An e-mail address, or none."""

    address = fields.TextField(
        "Địa chỉ thư điện tử công vụ",
        hint="Ví dụ: nguyenvana@tinh.gov.vn. Để trống thì không gửi thư.",
        max_length=254,
        required=False,
        mark_optional=False,
        autocomplete="email",
    )

    often = fields.RadioField(
        "Gửi thế nào",
        choices=(
            ("each", "Khi có tin mới", "Gộp các tin mới thành một thư mỗi lần gửi."),
            ("daily", "Mỗi ngày một thư", "Sáng ngày làm việc, gộp mọi tin đến lúc đó."),
        ),
        default="each",
    )

    def validate_address(self, field: fields.TextField) -> None:
        """Refuse what no mail server would take."""
        if field.data and not is_address(field.data):
            raise ValidationError("Địa chỉ thư điện tử viết không đúng, ví dụ: ten@tinh.gov.vn.")
