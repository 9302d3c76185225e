"""Forms of the office about reports: shape only."""

from portal.reports.parents.rules import DEPTHS, LONGEST_SILENCE
from portal.web import fields
from portal.web.forms import Form

WHOLE_ROW = ""
_SCANS = ("pdf", "png", "jpg", "docx")


class CommentForm(Form):
    """A comment on one field: to the unit, or an internal note.

    ``cell`` chooses a cell of a statistics row; the view gives its choices.
    """

    cell = fields.SelectField("Ý kiến về ô nào", required=False, blank=None, mark_optional=False)
    text = fields.TextAreaField("Nội dung", rows=4, max_length=2000)
    audience = fields.RadioField(
        "Ai đọc được ý kiến này",
        choices=(
            ("unit", "Gửi đơn vị", "Đơn vị thấy ý kiến này khi báo cáo được trả lại."),
            ("internal", "Ghi chú nội bộ", "Chỉ Sở Nội vụ đọc; không bao giờ gửi đơn vị."),
        ),
        default="unit",
    )


class ReturnForm(Form):
    """A return: the reason and the new deadline."""

    note = fields.TextAreaField(
        "Lý do trả lại",
        hint="Đơn vị đọc lý do này cùng các ý kiến ở từng mục.",
        rows=4,
        max_length=2000,
    )
    new_due_on = fields.DateField("Hạn nộp lại", hint="Tính đến hết ngày này. Ví dụ: 05/3/2024")
    head_agrees = fields.CheckboxField(
        "Trưởng đoàn kiểm tra đồng ý nhận báo cáo từ ngày kiểm tra trở đi"
    )


class ApprovalForm(Form):
    """How deep the reports of a plan are approved."""

    seen = fields.HiddenField()
    depth = fields.RadioField(
        "Báo cáo qua mấy cấp duyệt",
        choices=tuple((str(depth), words) for depth, words in DEPTHS.items()),
    )
    silence_days = fields.IntegerField(
        "Cấp trên không trả lời sau bao nhiêu ngày thì Sở Nội vụ duyệt luôn",
        min=1,
        max=LONGEST_SILENCE,
        width=3,
        hint="Tính từ ngày đơn vị gửi báo cáo. Ví dụ: 5",
    )


class ParentForm(Form):
    """What the parent unit says of a report."""

    decision = fields.RadioField(
        "Ý kiến của đơn vị cấp trên",
        choices=(
            ("approved", "Duyệt", "Báo cáo chuyển Sở Nội vụ xem."),
            ("returned", "Trả lại để sửa", "Đơn vị đọc lý do và nộp lại."),
        ),
    )
    note = fields.TextAreaField("Lý do, ghi chú", rows=3, max_length=2000, required=False)


class AcceptForm(Form):
    """An acceptance with a word to the unit."""

    note = fields.TextAreaField("Ghi chú cho đơn vị", rows=3, max_length=2000, required=False)


class ExtendForm(Form):
    """More time for a unit: date and reason."""

    new_due_on = fields.DateField("Hạn mới", hint="Tính đến hết ngày này. Ví dụ: 05/3/2024")
    reason = fields.TextAreaField(
        "Lý do gia hạn", hint="Đơn vị đọc được lý do này.", rows=3, max_length=500
    )
    head_agrees = fields.CheckboxField(
        "Trưởng đoàn kiểm tra đồng ý nhận báo cáo từ ngày kiểm tra trở đi"
    )


class _DocumentForm(Form):
    """The unit's own document, as it stands on paper."""

    doc_number = fields.TextField(
        "Số, ký hiệu của báo cáo", max_length=50, width=20, hint="Ví dụ: 125/BC-STC"
    )
    doc_date = fields.DateField("Ngày của báo cáo")
    signer = fields.TextField("Người ký", max_length=120, width="two-thirds")


class ReceivedForm(_DocumentForm):
    """A report that came on paper or through the document system."""

    arrival_number = fields.TextField(
        "Số đến", max_length=50, width=10, hint="Số văn thư ghi trên dấu “Đến”."
    )
    received_on = fields.DateField("Ngày đến")
    copies = fields.IntegerField(
        "Số bộ", min=1, max=99, width=3, required=False, hint="Số bản giấy nhận được."
    )
    scan = fields.FileField("Bản quét hoặc tệp văn bản", kinds=_SCANS, required=False)
    held = fields.HiddenField()


class KeyedForm(_DocumentForm):
    """What the office keyed for a unit, sent with the unit's signed report."""

    received_on = fields.DateField("Ngày đơn vị gửi báo cáo cho Sở")
    signed_file = fields.FileField("Báo cáo đã ký của đơn vị", kinds=("pdf",))
    held = fields.HiddenField()
    reason = fields.TextField(
        "Lý do nhập thay", max_length=255, width="full", hint="Ví dụ: đơn vị mất kết nối mạng."
    )
    missing_reason = fields.TextAreaField(
        "Vì sao còn chỗ để trống",
        hint="Chưa có phần nào được điền nên báo cáo này sẽ không có số trong tổng hợp số liệu.",
        rows=3,
        max_length=2000,
        required=False,
        mark_optional=False,
    )


class HandOverForm(Form):
    """Who owes the report of a unit that is gone; the view gives the units that follow it."""

    units = fields.CheckboxesField(
        "Giao cho đơn vị kế thừa",
        hint="Gợi ý theo danh mục đơn vị; chọn theo văn bản sắp xếp. "
        "Không chọn đơn vị nào: miễn nộp, không giao lại.",
        coerce=int,
        required=False,
        mark_optional=False,
    )
    reason = fields.TextAreaField(
        "Căn cứ, lý do", hint="Ghi văn bản giao việc, ví dụ nghị quyết sắp xếp đơn vị.",
        rows=3, max_length=500,
    )  # fmt: skip
