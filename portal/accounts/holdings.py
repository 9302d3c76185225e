"""Accounts that stand open with a unit, for whoever records that the unit ends."""

from datetime import date

from portal.accounts.models import User
from portal.units.models import Unit
from portal.web.panels import Panel, Row


def held_by(unit: Unit, day: date) -> Panel:
    """The accounts of a unit that can still sign in; an administrator locks or moves them."""
    users = User.select().where(User.unit == unit, User.active).order_by(User.full_name, User.id)
    rows = [Row(user.full_name, "", f"Tên đăng nhập {user.username}") for user in users]
    return Panel("Tài khoản đang dùng", rows)
