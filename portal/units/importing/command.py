"""What ``portal units import`` does."""

from pathlib import Path

import click

from portal import db
from portal.accounts.rules import SYSTEM
from portal.cli import Refused, portal_app
from portal.clock import today
from portal.documents.sheets import BadSheet, read_table
from portal.units.actions import BadRegister, ended_by, load_successions, publish_units
from portal.units.importing.actions import ImportRefused, import_units
from portal.units.importing.outcome_rules import KINDS, Result
from portal.units.importing.queries import preview
from portal.units.importing.row_rules import COLUMNS, FileRow, NoHeading, read_rows


def import_file(file: Path, dry_run: bool, skip: bool) -> None:
    """Say what the rows of a file would change, then write it and publish the changed units."""
    try:
        rows = read_rows(read_table(file.read_bytes(), file.name))
    except (BadSheet, NoHeading) as error:
        raise Refused(str(error)) from error
    with db.connection(portal_app()):
        found = preview(rows, {}, today(), ended_by(file.parent))
        for one in found:
            for line in _lines(one):
                click.echo(line)
        click.echo(_counted(found))
        if dry_run:
            return
        if not skip and any(one.kind in ("wrong", "doubtful") for one in found):
            raise Refused("Chưa ghi gì. Sửa các dòng trên, hoặc thêm --skip để bỏ qua chúng.")
        try:
            _write(file, rows)
        except (BadRegister, ImportRefused) as error:
            raise Refused(f"Chưa ghi gì. {error}") from error
        changed = publish_units(SYSTEM, today())
    click.echo(f"Đã ghi; {changed} trang đơn vị thay đổi.")


def _write(file: Path, rows: list[FileRow]) -> None:
    with db.write():
        ending = ended_by(file.parent)
        import_units(SYSTEM, rows, {}, today(), file=file.name, ending=ending)
        load_successions(file.parent)


def _lines(one: Result) -> list[str]:
    head = f"Dòng {one.row.line}\t{KINDS[one.kind]}\t{one.code or one.name}"
    told = [f"{COLUMNS[column][0]}: {message}" for column, message in one.errors]
    told += [one.doubt] if one.doubt else []
    told += ["{}: {} → {}".format(*change.words) for change in one.changes]
    return [f"{head}\t{text}" for text in told]


def _counted(found: list[Result]) -> str:
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    return "; ".join(f"{KINDS[kind]}: {count}" for kind, count in counts.items() if count)
