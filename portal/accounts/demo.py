"""Demo accounts: user name = role name, one password, refused outside demo mode."""

import os
from pathlib import Path

from portal.accounts import actions
from portal.accounts.models import User
from portal.accounts.rules import ROLES, SYSTEM, UNIT_ROLES
from portal.units.models import Unit

#: The demo unit: one that the sample plan visits soon, so that its pages have work in them.
DEMO_UNITS = ("bql-cac-kcn", "ban-quan-ly-cac-khu-cong-nghiep", "so-tai-chinh")


def add_demo_accounts(data: Path, cost: int) -> tuple[str, list[str]]:
    """Make sure that the demo accounts are there; returns the password and the names."""
    password = _kept_password(data / "secrets" / "demo-password")
    unit = demo_unit()
    for role, words in ROLES.items():
        if User.get_or_none(User.username == role) is None:
            actions.add_user(
                SYSTEM, role, f"{words} (trình diễn)", [role], password, cost,
                unit=unit if role in UNIT_ROLES else None, is_demo=True, must_change=False,
            )  # fmt: skip
    return password, list(ROLES)


def demo_unit() -> Unit | None:
    """The unit that the demo accounts of units belong to."""
    for code in DEMO_UNITS:
        found = Unit.get_or_none(Unit.code == code)
        if found:
            return found
    return Unit.select().order_by(Unit.id).first()


def _kept_password(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(actions.new_password())
    return path.read_text()
