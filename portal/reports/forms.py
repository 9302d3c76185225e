"""Forms of the unit's report pages; cells and sections are generated, not built with these."""

from portal.reports.form_version import FormDefinition
from portal.reports.rules import CODE_AT_LEAST, labels_of
from portal.web import fields
from portal.web.forms import Form

EVIDENCE_KINDS = ("pdf", "docx", "xlsx", "png", "jpg")
_STATUS = (
    ("", "Tính theo ngày văn bản và thời hạn"),
    ("on_time", "Đúng hạn"),
    ("overdue", "Quá hạn"),
)


class TaskForm(Form):
    """A row of Phụ lục I."""

    row = fields.HiddenField()
    version = fields.HiddenField()
    group = fields.SelectField("Nhóm nhiệm vụ")
    name = fields.TextAreaField("Tên nhiệm vụ", rows=2, max_length=1000)
    doc_number = fields.TextField(
        "Số văn bản", required=False, max_length=100, width=20, hint="Ví dụ: 45/KH-SCT"
    )
    doc_date = fields.DateField("Ngày văn bản", required=False)
    doc_subject = fields.TextAreaField(
        "Trích yếu nội dung văn bản", rows=2, max_length=1000, required=False
    )
    due = fields.DateField("Thời hạn ban hành văn bản", required=False)
    on_time = fields.SelectField(
        "Đúng hạn, quá hạn", choices=_STATUS, blank=None, required=False, mark_optional=False
    )
    reason = fields.TextField(
        "Lý do ghi khác kết quả tính được",
        required=False,
        hint="Chỉ cần khi tự chọn “Đúng hạn” hoặc “Quá hạn” khác với ngày đã nhập.",
    )
    note = fields.TextField("Ghi chú", required=False, max_length=500)
    extra_1 = fields.TextAreaField("Cột thêm 1", rows=2, max_length=1000, required=False)
    extra_2 = fields.TextAreaField("Cột thêm 2", rows=2, max_length=1000, required=False)


class EvidenceForm(Form):
    """A piece of evidence: what the document is, and its file."""

    field = fields.SelectField(
        "Dùng cho phần nào của báo cáo", blank="Toàn bộ báo cáo", required=False
    )
    number = fields.TextField("Số, ký hiệu", required=False, max_length=100, width=20)
    issued_on = fields.DateField("Ngày văn bản", required=False)
    subject = fields.TextField("Tên hoặc trích yếu tài liệu", max_length=500)
    file = fields.FileField("Tệp", kinds=EVIDENCE_KINDS, required=False)
    held = fields.HiddenField()


class ExcelForm(Form):
    """The file of both appendices as somebody filled it in; nothing of it is kept."""

    file = fields.FileField("Tệp Excel đã điền", kinds=("xlsx",), max_bytes=5 * 1024 * 1024)


class WordForm(Form):
    """The file of the outline as somebody wrote in it; nothing of it is kept."""

    file = fields.FileField("Tệp Word đã viết", kinds=("docx",), max_bytes=10 * 1024 * 1024)


class DraftFileForm(Form):
    """A draft saved to a file; nothing of it is kept."""

    file = fields.FileField("Tệp bản nháp", kinds=("json",), max_bytes=10 * 1024 * 1024)


class CarriedForm(Form):
    """What was read from a file, carried by the page until it is applied or left."""

    cells = fields.HiddenField()
    disputed = fields.HiddenField()
    name = fields.HiddenField()


class AccessForm(Form):
    """Access to a software system that was given for an inspection; no field for a password."""

    system = fields.TextField(
        "Phần mềm, hệ thống", max_length=200, hint="Ví dụ: Hệ thống thông tin giải quyết TTHC"
    )
    holder = fields.TextField(
        "Cấp cho ai", max_length=200, hint="Họ tên hoặc tài khoản; không ghi mật khẩu",
        autocomplete="off",
    )  # fmt: skip
    granted_on = fields.DateField("Ngày cấp")


class SignedForm(Form):
    """The signed report, to be checked before it is sent."""

    file = fields.FileField("Bản PDF đã ký", kinds=("pdf",))


class SendForm(Form):
    """Xác nhận và gửi: the unit's document, its signed PDF, reasons where something is odd."""

    seen = fields.HiddenField()
    doc_number = fields.TextField(
        "Số, ký hiệu báo cáo", max_length=100, width=20, hint="Ví dụ: 125/BC-SCT"
    )
    doc_date = fields.DateField("Ngày ký báo cáo")
    signer = fields.TextField("Người ký", max_length=150, autocomplete="off")
    file = fields.FileField("Bản PDF đã ký", kinds=("pdf",))
    missing_reason = fields.TextAreaField(
        "Vì sao còn chỗ để trống", rows=3, max_length=2000, required=False, mark_optional=False
    )
    late_reason = fields.TextAreaField(
        "Lý do gửi quá hạn", rows=3, max_length=2000, required=False, mark_optional=False
    )
    confirm = fields.CheckboxField(
        "Tôi xác nhận nội dung, số liệu trong báo cáo là đúng và chịu trách nhiệm về báo cáo này",
        required=True,
        required_message="Cần đánh dấu xác nhận trước khi gửi.",
    )


class AnswerForm(Form):
    """The unit's answer to a comment of the office; ``seen`` is the answer it was shown with."""

    seen = fields.HiddenField()
    fixed = fields.CheckboxField("Đã sửa")
    answer = fields.TextAreaField("Trả lời", rows=2, max_length=2000, required=False)


def section_choices(definition: FormDefinition) -> list[tuple[str, str]]:
    """The parts of a report that evidence can be attached to."""
    labels = labels_of(definition)
    choices = [(item.field, labels[item.field]) for item in definition.answered_sections]
    return [*choices, ("tasks", "Phụ lục I"), ("statistics", "Phụ lục II")]


class ReceiptCheckForm(Form):
    """What stands on a receipt."""

    number = fields.TextField("Số biên nhận", hint="Ví dụ: BN-2026-0012", max_length=30, width=20)
    code = fields.TextField(
        "Mã xác thực",
        hint=f"Nhập ít nhất {CODE_AT_LEAST} chữ số đầu; cách trống không sao.",
        max_length=200,
    )
