"""Forms of findings, conclusions, remediation and petitions: shape only."""

from wtforms import ValidationError

from portal.documents.rules import SIGN_CAPACITIES
from portal.inspections.rules import DOMAINS, FINDING_KINDS, OUTCOMES
from portal.publishing.forms import told_field
from portal.vietnamese import slug
from portal.web import fields
from portal.web.forms import Form

EVIDENCE_KINDS = ("pdf", "docx", "xlsx", "png", "jpg")
DUE_KINDS = {
    "": "Theo thời hạn chung của kế hoạch",
    "by_date": "Chậm nhất ngày (tính cả ngày đó)",
    "before_date": "Trước ngày (không tính ngày đó)",
    "days_after": "Trong một số ngày kể từ ngày ban hành kết luận",
}


class FindingForm(Form):
    """A finding, with the deadline rule of its remediation."""

    kind = fields.RadioField("Loại ghi nhận", choices=list(FINDING_KINDS.items()))
    domain = fields.SelectField("Lĩnh vực", choices=list(DOMAINS.items()))
    text = fields.TextAreaField("Nội dung", rows=4, max_length=4000)
    cause = fields.TextAreaField("Nguyên nhân", required=False, rows=2, max_length=2000)
    recommendation = fields.TextAreaField(
        "Yêu cầu, kiến nghị khắc phục", required=False, rows=3, max_length=2000
    )
    due_kind = fields.SelectField(
        "Thời hạn báo cáo khắc phục",
        choices=[(code, text) for code, text in DUE_KINDS.items() if code],
        blank=DUE_KINDS[""],
        required=False,
        mark_optional=False,
    )
    due_day = fields.DateField("Ngày", required=False, mark_optional=False)
    due_n = fields.IntegerField(
        "Số ngày", min=1, max=366, required=False, mark_optional=False, width=4
    )
    due_working = fields.CheckboxField("Tính theo ngày làm việc")
    public = fields.CheckboxField(
        "Đăng công khai nội dung này",
        hint="Bỏ đánh dấu khi nội dung nêu tên cá nhân hoặc không thuộc diện công khai.",
        default=True,
    )
    internal_note = fields.TextAreaField("Ghi chú nội bộ", required=False, rows=2, max_length=2000)
    version = fields.HiddenField()


class PublicMarkForm(Form):
    """Why a finding is put into the public extract or left out."""

    reason = fields.TextField("Lý do", max_length=300)


class DraftForm(Form):
    """The draft of a conclusion."""

    title = fields.TextField("Tiêu đề", max_length=300)
    summary = fields.TextAreaField(
        "Tóm tắt kết luận",
        required=False,
        rows=10,
        max_length=10_000,
        hint="Phần này được đăng công khai. Không nhắc lại nội dung đã bỏ dấu “đăng công khai”.",
    )
    extract_note = fields.TextField(
        "Lời ghi trên bản trích công khai",
        required=False,
        max_length=300,
        hint="Chỉ dùng khi có nội dung không đăng công khai.",
    )
    version = fields.HiddenField()


class IssueForm(Form):
    """A conclusion notice as issued outside the portal."""

    number = fields.TextField("Số, ký hiệu", max_length=60, width=20, hint="Ví dụ: 12/TB-ĐKT")
    issued_on = fields.DateField("Ngày ban hành")
    issuer = fields.TextField("Cơ quan ban hành", max_length=200)
    signer = fields.TextField("Người ký", max_length=120, hint="Chỉ ghi họ và tên.")
    signer_title = fields.TextField("Chức vụ người ký", required=False, max_length=120)
    sign_capacity = fields.SelectField(
        "Thể thức ký",
        choices=[(code, text) for code, text in SIGN_CAPACITIES.items() if code],
        blank=SIGN_CAPACITIES[""],
        required=False,
        mark_optional=False,
    )
    signed = fields.FileField("Văn bản đã ký", kinds=("pdf",), required=False)
    publish_signed = fields.CheckboxField(
        "Đăng công khai toàn văn văn bản đã ký",
        hint="Chỉ có tác dụng khi mọi nội dung ghi nhận đều được đăng công khai.",
    )
    public_file = fields.FileField(
        "Bản công khai riêng",
        kinds=("pdf",),
        required=False,
        hint="Bản trích đã lược bỏ nội dung không công khai.",
    )
    held_signed = fields.HiddenField()
    held_public_file = fields.HiddenField()
    version = fields.HiddenField()


class ProposeConclusionForm(Form):
    """Note for the gate, and the reason while no document is recorded."""

    change_note = fields.TextField(
        "Ghi chú thay đổi", max_length=300, hint="Người đọc nhìn thấy trong lịch sử của trang."
    )
    missing_document_reason = fields.TextField(
        "Lý do đăng khi chưa ghi nhận văn bản đã ban hành", required=False, max_length=300
    )
    told = told_field()


class AddressForm(Form):
    """Another address for a published conclusion."""

    name = fields.TextField(
        "Phần cuối của địa chỉ",
        max_length=100,
        hint="Chữ thường không dấu, chữ số và dấu gạch nối, ví dụ: ket-luan-so-tai-chinh.",
    )
    reason = fields.TextField(
        "Lý do đổi", max_length=300, hint="Người đọc nhìn thấy trong lịch sử của trang."
    )

    def validate_name(self, field: fields.TextField) -> None:
        """An address is what ``slug`` makes of a name, nothing else."""
        if slug(field.data) != field.data:
            proposed = slug(field.data)
            better = f" Có thể dùng: {proposed}." if proposed else ""
            raise ValidationError(f"Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối.{better}")


class ReportForm(Form):
    """What the unit did about a finding."""

    text = fields.TextAreaField("Kết quả khắc phục", rows=6, max_length=10_000)
    on = fields.DateField("Ngày hoàn thành hoặc ngày báo cáo")
    evidence = fields.FileField("Tài liệu kiểm chứng", kinds=EVIDENCE_KINDS, required=False)
    held = fields.HiddenField()
    version = fields.HiddenField()


class VerifyForm(Form):
    """What the office found about a remediation."""

    outcome = fields.RadioField("Kết quả xác minh", choices=list(OUTCOMES.items()))
    text = fields.TextAreaField("Nhận xét", rows=4, max_length=4000)
    on = fields.DateField("Ngày xác minh")
    version = fields.HiddenField()


class PetitionForm(Form):
    """A petition of the unit and its answer."""

    text = fields.TextAreaField("Nội dung kiến nghị", rows=4, max_length=4000)
    agency = fields.TextField("Cơ quan trả lời", required=False, max_length=200)
    due_on = fields.DateField("Hạn trả lời", required=False)
    answer = fields.TextAreaField("Nội dung trả lời", required=False, rows=4, max_length=4000)
    answered_on = fields.DateField("Ngày trả lời", required=False)
    public = fields.CheckboxField("Đăng công khai kiến nghị và câu trả lời")
    version = fields.HiddenField()

    def validate(self, extra_validators: object = None) -> bool:
        """An answer has its date, and a date its answer."""
        good = bool(super().validate(extra_validators))
        if self.answer.data and self.answered_on.data is None and not self.answered_on.errors:
            self.answered_on.errors = ["Nhập ngày trả lời."]
            good = False
        if self.answered_on.data and not self.answer.data:
            self.answer.errors = ["Nhập nội dung trả lời."]
            good = False
        return good
