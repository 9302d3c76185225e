"""The form of the unit's word on a keyed report: shape only."""

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
