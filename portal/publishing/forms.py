"""Forms at the gate."""

from portal.web.fields import DateField, FileField, TextAreaField, TextField
from portal.web.forms import Form


class PaperApprovalForm(Form):
    """An approval given on the printed slip."""

    approved_by = TextField("Người duyệt (họ tên, chức vụ)", max_length=200)
    approved_on = DateField("Ngày duyệt")
    scan = FileField("Bản chụp phiếu trình đã ký", kinds=("pdf", "png", "jpg"))


class RefusalForm(Form):
    """Why a request goes back to its author."""

    reason = TextAreaField("Lý do không duyệt", rows=3, max_length=2000)
