"""``portal units import``."""

from pathlib import Path

import click

from portal import db
from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.units.actions import BadRegister, load_units, publish_units


def register(main: click.Group) -> None:
    """Give the ``portal`` command its ``units`` group."""
    main.add_command(units)


@click.group()
def units() -> None:
    """The register of units."""


@units.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_units(file: Path) -> None:
    """Import FILE (units.csv; a successions.csv beside it is read too) and publish the changes."""
    from portal.cli import Refused, portal_app

    with db.connection(portal_app()):
        try:
            count = load_units(SYSTEM, file.parent, file.name)
        except BadRegister as error:
            raise Refused(str(error)) from error
        changed = publish_units(SYSTEM, today())
    click.echo(f"Đã đọc {count} đơn vị; {changed} trang đơn vị thay đổi.")
