"""``portal user``: add, reset, list."""

import click

from portal import db
from portal.accounts.rules import ROLES, SYSTEM, account_faults


def register(main: click.Group) -> None:
    """Give the ``portal`` command its ``user`` group."""
    main.add_command(user)


@click.group(help="Tài khoản: thêm, cấp lại mật khẩu, liệt kê.")
def user() -> None:
    """Accounts."""


@user.command(help="Thêm tài khoản USERNAME của FULL_NAME, in mật khẩu lần đầu.")
@click.argument("username")
@click.argument("full_name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(ROLES)))
@click.option("--unit", "unit_code", default="", help="Mã đơn vị.")
@click.option("--shared", is_flag=True, help="Tài khoản dùng chung của đơn vị.")
def add(
    username: str, full_name: str, roles: tuple[str, ...], unit_code: str, shared: bool
) -> None:
    """Add an account and print its first password."""
    # all commands are loaded at each start; what these work with is much
    from portal.accounts import actions
    from portal.cli import Refused, portal_app
    from portal.units.queries import unit_by_code

    app = portal_app()
    password = actions.new_password()
    with db.connection(app):
        unit = unit_by_code(unit_code) if unit_code else None
        if unit_code and unit is None:
            raise Refused(f"Không có đơn vị mang mã “{unit_code}”.")
        faults = account_faults(username.strip().lower(), roles, unit is not None, shared)
        if faults:
            raise Refused(" ".join(faults.values()))
        try:
            actions.add_user(
                SYSTEM, username, full_name, list(roles), password,
                app.config["PASSWORD_COST"], unit=unit, is_shared=shared,
            )  # fmt: skip
        except actions.UsernameTaken as error:
            raise Refused(f"Tên đăng nhập “{username}” đã có.") from error
    click.echo(f"Mật khẩu lần đầu của {username}: {password}")


@user.command(help="Cấp lại mật khẩu lần đầu cho USERNAME và in ra.")
@click.argument("username")
def reset(username: str) -> None:
    """Give an account a new first password and print it."""
    from portal.accounts import actions
    from portal.accounts.models import User
    from portal.cli import Refused, portal_app

    app = portal_app()
    password = actions.new_password()
    with db.connection(app):
        found = User.get_or_none(User.username == username.lower())
        if found is None:
            raise Refused(f"Không có tài khoản “{username}”.")
        actions.reset_password(SYSTEM, found, password, app.config["PASSWORD_COST"])
    click.echo(f"Mật khẩu lần đầu của {username}: {password}")


@user.command("list", help="Liệt kê tài khoản và vai trò.")
def list_users() -> None:
    """List the accounts with their roles."""
    from portal.accounts import queries
    from portal.cli import portal_app

    with db.connection(portal_app()):
        for row in queries.users():
            roles = ", ".join(grant.role for grant in row.grants)
            unit = row.unit.code if row.unit_id else "-"
            state = "" if row.active else " (đã khóa)"
            click.echo(f"{row.username}\t{row.full_name}\t{unit}\t{roles}{state}")
