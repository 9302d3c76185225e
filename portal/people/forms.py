"""Forms of a unit's people: shape only."""

from wtforms.validators import ValidationError

from portal.people.rules import code_problem
from portal.web.fields import (
    CheckboxesField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    TextField,
)
from portal.web.forms import Form


class ActivationForm(Form):
    """The code of a letter or an invitation, and who uses it."""

    code = TextField(
        "Mã kích hoạt",
        hint="Mười sáu chữ và số trong thư hoặc giấy mời; không cần gạch nối.",
        max_length=60,
        width=20,
        autocomplete="one-time-code",
    )
    full_name = TextField("Họ và tên", autocomplete="name", max_length=100)
    position = TextField(
        "Chức vụ", hint="Ví dụ: Công chức Văn phòng - Thống kê", autocomplete="organization-title",
        max_length=120,
    )  # fmt: skip
    password = PasswordField(
        "Mật khẩu",
        hint="Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
        autocomplete="new-password",
        max_length=200,
    )

    def validate_code(self, field: TextField) -> None:
        """Said before anything is looked up: the slips of the pen."""
        problem = code_problem(field.data or "")
        if problem:
            raise ValidationError(problem)


class InvitationForm(Form):
    """A person of the unit; the roles are given by the view."""

    full_name = TextField("Họ và tên", max_length=100)
    position = TextField("Chức vụ", max_length=120)
    roles = CheckboxesField("Vai trò")


class OwnRolesForm(Form):
    """The roles of a person of the unit; ``seen`` are those that were shown, the choices are
    given by the view."""

    seen = HiddenField()
    roles = CheckboxesField("Vai trò")


class AnonymiseForm(Form):
    """Why a name is taken off an account."""

    reason = TextField(
        "Căn cứ, lý do", max_length=255, width="full",
        hint="Ví dụ: nghỉ hưu từ năm 2021, hết thời hạn lưu thông tin cá nhân.",
    )  # fmt: skip


class DelegationForm(Form):
    """A deputy signs off in a window of days; the people are given by the view."""

    deputy = SelectField("Người được ủy quyền", coerce=int)
    number = TextField("Số văn bản ủy quyền", hint="Ví dụ: 15/GUQ-UBND", max_length=100, width=20)
    issued_on = DateField("Ngày văn bản")
    valid_from = DateField("Được ký từ ngày", required_message="Nhập ngày bắt đầu được ký.")
    valid_to = DateField("Đến hết ngày")


class LettersForm(Form):
    """For which units letters are made, and what their first person may do."""

    kind = RadioField(
        "Thư dành cho",
        required_message="Chọn thư dành cho ai.",
        choices=[
            ("editor", "Người làm báo cáo", "Nhập liệu, gửi báo cáo và mời thêm người của đơn vị."),
            ("head", "Thủ trưởng đơn vị", "Ký nộp, ủy quyền và mời thêm người của đơn vị."),
        ],
        default="editor",
    )
    units = CheckboxesField("Đơn vị", coerce=int, required_message="Chọn ít nhất một đơn vị.")


#: What the first person of a unit may do, by the kind of the letter.
LETTER_ROLES = {"editor": ("unit_editor", "unit_admin"), "head": ("unit_head", "unit_admin")}
