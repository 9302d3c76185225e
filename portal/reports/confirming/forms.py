"""Forms of the unit's word on a keyed report: shape only."""

from portal.web import fields
from portal.web.forms import Form


class KeyedAnswerForm(Form):
    """Right or not, and what is wrong."""

    right = fields.RadioField(
        "Báo cáo Sở Nội vụ nhập thay có đúng với báo cáo của đơn vị không",
        choices=(
            ("yes", "Đúng", "Báo cáo được tính là của đơn vị."),
            ("no", "Chưa đúng", "Bản này không được tính; đơn vị tự sửa và gửi lại."),
        ),
    )
    note = fields.TextAreaField(
        "Chỗ chưa đúng", hint="Cần ghi khi chọn “Chưa đúng”.", rows=3, max_length=1000,
        required=False, mark_optional=False,
    )  # fmt: skip


class PaperWordForm(Form):
    """The unit's word as it came on paper, recorded by the office."""

    signer = fields.TextField(
        "Người ký xác nhận", hint="Họ tên, chức vụ trong đơn vị.", max_length=120,
        width="two-thirds",
    )  # fmt: skip
    signed_on = fields.DateField("Ngày ký xác nhận")
    scan = fields.FileField("Bản quét có chữ ký", kinds=("pdf", "png", "jpg"))
    held = fields.HiddenField()
    reason = fields.TextAreaField(
        "Vì sao đơn vị không xác nhận trên cổng", hint="Ví dụ: xã chưa được cấp tài khoản.",
        rows=2, max_length=500,
    )  # fmt: skip
