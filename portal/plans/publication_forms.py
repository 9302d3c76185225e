"""Forms that bear on what is public of a plan: relations, proposal, withdrawal."""

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from portal.plans.rules import RELATIONS
from portal.publishing.forms import WITHDRAWAL_CHOICES, told_field
from portal.publishing.rules import CHANGE_KINDS
from portal.web.fields import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from portal.web.forms import Form


class RelationForm(Form):
    """A document related to the plan."""

    kind = RadioField(
        "Kế hoạch này",
        required_message="Chọn quan hệ của kế hoạch này với văn bản.",
        choices=[(code, words[1]) for code, words in RELATIONS.items()],
    )
    other_plan = SelectField(
        "Văn bản đó là một kế hoạch trên cổng này",
        hint="Chọn kế hoạch thì số, ngày và trích yếu để trống dưới đây lấy từ văn bản đã ban "
        "hành của kế hoạch đó.",
        blank="Không",
        coerce=int,
        required=False,
    )
    number = TextField(
        "Số, ký hiệu của văn bản", hint="Ví dụ: 812/QĐ-UBND", required=False, width=20
    )
    issued_on = DateField("Ngày ban hành văn bản", required=False)
    subject = TextField(
        "Trích yếu của văn bản", max_length=500, required=False, mark_optional=False
    )

    def cite(self, number: str, issued_on: date, subject: str) -> None:
        """Take from the issued document of the chosen plan what was left blank."""
        self.number.data = self.number.data or number
        self.subject.data = self.subject.data or subject
        if self.issued_on.data is None and not any(self.issued_on.raw_data or ()):
            self.issued_on.data = issued_on

    def validate(self, extra_validators: Any = None) -> bool:
        """Only what has a number and a date can change a plan; every document is cited by its
        subject, which a plan that was not issued yet cannot lend."""
        super().validate(extra_validators)
        if self.kind.data not in (None, "basis", "issues"):
            require(self.number, "Văn bản làm thay đổi kế hoạch phải có số, ký hiệu.")
            require(self.issued_on, "Văn bản làm thay đổi kế hoạch phải có ngày ban hành.")
        lacking = "kế hoạch được chọn chưa ghi nhận số và ngày ban hành để lấy theo."
        require(
            self.subject,
            f"Nhập trích yếu của văn bản; {lacking}"
            if self.other_plan.data
            else "Nhập trích yếu của văn bản.",
        )
        return not self.errors


def require(field: Any, message: str) -> None:
    """Say ``message`` at a field that is empty and has no error of its own."""
    if not field.data and not field.errors:
        field.errors = [message]


class PublishForm(Form):
    """A proposal to publish; the view leaves only the kinds of change that are possible."""

    change_kind = RadioField(
        "Loại thay đổi",
        choices=[(code, name) for code, name in CHANGE_KINDS.items() if code != "withdrawal"],
    )
    change_note = TextAreaField(
        "Ghi chú thay đổi",
        hint="Người đọc thấy ghi chú này trong lịch sử của trang.",
        rows=3,
        max_length=1000,
    )
    told = told_field()
    missing_document_reason = TextAreaField(
        "Lý do đăng khi văn bản chưa đủ số, ngày, bản ký",
        hint="Lý do này được đăng cùng kế hoạch. Để trống nếu văn bản đã đủ.",
        rows=3,
        max_length=1000,
        required=False,
        mark_optional=False,
    )
    seen = HiddenField()


class WithdrawForm(Form):
    """A proposal to take a plan off the site."""

    how = RadioField("Hình thức", choices=WITHDRAWAL_CHOICES)
    reason = TextAreaField(
        "Lý do",
        hint="Người mở địa chỉ cũ sẽ thấy lý do này.",
        rows=3,
        max_length=1000,
    )
    successor = SelectField("Kế hoạch thay thế", blank="Không có", required=False)

    def validate_how(self, field: Any) -> None:
        """Readers of what was replaced are led to what replaced it."""
        if field.data == "replaced" and not self.successor.data:
            raise ValidationError("Chọn kế hoạch thay thế ở dưới, hoặc chọn hình thức khác.")
