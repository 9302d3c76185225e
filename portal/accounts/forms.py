"""Forms of accounts."""

from typing import Any

from portal.accounts.rules import ROLES, STANDINGS, account_faults
from portal.web.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    HiddenField,
    PasswordField,
    SelectField,
    TextField,
)
from portal.web.forms import Form


class SignInForm(Form):
    """Field names ``username`` and ``password`` are a contract with scripts and proxies."""

    username = TextField("Tên đăng nhập", autocomplete="username", max_length=100)
    password = PasswordField("Mật khẩu", autocomplete="current-password", max_length=200)
    next = HiddenField()
    kept = HiddenField()


class PasswordForm(Form):
    """One's own password."""

    old = PasswordField("Mật khẩu hiện tại", autocomplete="current-password", max_length=200)
    new = PasswordField(
        "Mật khẩu mới",
        hint="Ít nhất 10 ký tự, không chứa tên đăng nhập. Một câu ngắn dễ nhớ là tốt nhất.",
        autocomplete="new-password",
        max_length=200,
    )


class StepCodeForm(Form):
    """A code of the authenticator app, or one on paper."""

    code = TextField(
        "Mã xác thực",
        hint="Sáu chữ số trên ứng dụng; mất điện thoại thì một mã khôi phục trên giấy.",
        max_length=30,
        width=10,
        autocomplete="one-time-code",
    )
    next = HiddenField()


class AppCodeForm(StepCodeForm):
    """A code of the authenticator app; one on paper is not taken here."""

    code = TextField(
        "Mã xác thực", hint="Sáu chữ số trên ứng dụng.", max_length=30, width=10,
        autocomplete="one-time-code",
    )  # fmt: skip


class TypistForm(Form):
    """Who is typing in a shared account."""

    name = TextField("Họ và tên người nhập", autocomplete="name", max_length=100)
    phone = TextField("Điện thoại", autocomplete="tel", max_length=30)
    next = HiddenField()


class RolesForm(Form):
    """The roles of an account that exists; ``seen`` are those that were shown."""

    seen = HiddenField()
    roles = CheckboxesField("Vai trò", choices=list(ROLES.items()))


class UserForm(Form):
    """A new account; its unit's choices are given by the view."""

    username = TextField(
        "Tên đăng nhập",
        hint="Chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới.",
        max_length=60,
    )
    full_name = TextField("Họ và tên (hoặc tên tài khoản đơn vị)", max_length=120)
    unit = SelectField("Đơn vị", blank="Không thuộc đơn vị nào", required=False)
    roles = CheckboxesField("Vai trò", choices=list(ROLES.items()))
    is_shared = CheckboxField(
        "Tài khoản dùng chung của đơn vị (hỏi họ tên người nhập mỗi lần đăng nhập)",
        required=False,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself and what they say together, all in one answer."""
        fine = super().validate(extra_validators)
        name = (self.username.data or "").strip().lower()
        faults = account_faults(
            name, self.roles.data or [], bool(self.unit.data), bool(self.is_shared.data)
        )
        for field, message in faults.items():
            self[field].errors = self[field].errors or [message]
        return fine and not faults


class AccountsForm(Form):
    """Which accounts are listed; the names stand in the address."""

    ten = TextField(
        "Tên, tên đăng nhập hoặc đơn vị", max_length=100, required=False, mark_optional=False
    )
    vai_tro = SelectField(
        "Vai trò", blank="Mọi vai trò", choices=list(ROLES.items()), required=False,
        mark_optional=False,
    )  # fmt: skip
    tinh_trang = SelectField(
        "Tình trạng", blank="Mọi tài khoản", choices=list(STANDINGS.items()), required=False,
        mark_optional=False,
    )  # fmt: skip


class LogForm(Form):
    """What is asked of the audit log; the names stand in its addresses."""

    ai = TextField("Họ tên người làm", max_length=100, required=False, mark_optional=False)
    viec = SelectField("Việc", blank="Mọi việc", required=False, mark_optional=False)
    tu_ngay = DateField("Từ ngày", hint="", required=False, mark_optional=False)
    den_ngay = DateField("Đến hết ngày", hint="", required=False, mark_optional=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """The days in their order as well."""
        fine = super().validate(extra_validators)
        since, until = self.tu_ngay.data, self.den_ngay.data
        if fine and since and until and until < since:
            self.den_ngay.errors = ["Ngày cuối phải từ ngày đầu trở đi."]
            return False
        return fine
