"""Forms of the messages: shape only."""

from typing import Any

from wtforms.validators import ValidationError

from portal.feedback.rules import DECISIONS, KINDS, LONGEST_PAGE, names_other_procedure
from portal.web.choice_fields import CheckboxField
from portal.web.fields import HiddenField, RadioField, TextAreaField, TextField
from portal.web.forms import Form


class KindForm(Form):
    """What somebody wants to say, asked before anything is typed."""

    kind = RadioField(
        "Anh/chị muốn gửi nội dung nào?",
        choices=[(code, words, hint) for code, (words, hint) in KINDS.items()],
        required_message="Chọn loại nội dung muốn gửi.",
    )
    page = HiddenField()


class MessageForm(Form):
    """A message on what the portal shows."""

    page = TextField(
        "Trang cần góp ý",
        hint="Tên hoặc địa chỉ của trang. Bỏ trống nếu góp ý chung.",
        required=False,
        max_length=LONGEST_PAGE,
    )
    text = TextAreaField(
        "Nội dung góp ý",
        hint="Nêu chỗ sai, thiếu, khó hiểu. Không ghi số định danh hay thông tin riêng tư.",
        rows=7,
        max_length=3000,
    )
    confirmed = CheckboxField("Đây là góp ý về thông tin trên cổng, không phải đơn thư")
    name = TextField(
        "Họ và tên", required=False, max_length=100, width="two-thirds", autocomplete="name"
    )
    contact = TextField(
        "Thư điện tử hoặc số điện thoại",
        hint="Chỉ khi muốn Sở liên hệ lại; xóa sau 180 ngày kể từ khi trả lời.",
        required=False,
        max_length=150,
        width="two-thirds",
    )
    website = TextField(
        "Bỏ trống ô này", required=False, max_length=100, autocomplete="off", width=20
    )

    def validate_text(self, field: Any) -> None:
        """A complaint is caught before it is taken for feedback, and no law's deadline is lost."""
        if field.data and names_other_procedure(field.data) and not self.confirmed.data:
            raise ValidationError(
                "Nội dung nhắc đến khiếu nại, tố cáo, mà cổng này không tiếp nhận. Nếu đây chỉ "
                "là góp ý về thông tin, hãy đánh dấu ô bên dưới rồi gửi lại."
            )

    def validate_website(self, field: Any) -> None:
        """People do not see this field; machines fill in every one."""
        if field.data:
            raise ValidationError("Bỏ trống ô này rồi gửi lại.")


class CodeForm(Form):
    """The code of a message."""

    code = TextField(
        "Mã tra cứu", hint="12 chữ và số, được cấp khi gửi góp ý.", max_length=30, width=20
    )


class DecisionForm(Form):
    """What the office does with a message."""

    version = HiddenField()
    state = RadioField(
        "Cách xử lý", choices=[(code, words, hint) for code, (words, hint) in DECISIONS.items()]
    )
    answer = TextAreaField(
        "Lời đáp", hint="Người góp ý đọc được nguyên văn.", rows=6, max_length=3000
    )
