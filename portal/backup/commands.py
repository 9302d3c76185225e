"""``portal backup`` and ``portal restore``."""

from pathlib import Path

import click

from portal.backup.archive import BadArchive
from portal.clock import now


def register(group: click.Group) -> None:
    """Add the commands to the ``portal`` command."""
    group.add_command(backup_command)
    group.add_command(restore_command)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Sao lưu dữ liệu, tệp, khóa và bản công bố đang hiện vào FILE.

    Chạy được trong lúc mọi người đang làm việc. FILE chứa dữ liệu cá nhân và khóa ký: chỉ
    người quản trị được giữ.
    """
    from portal.backup.actions import FileLost, back_up, summary
    from portal.cli import portal_app

    try:
        contents = back_up(portal_app(), file, now(), _say)
    except FileLost as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Không ghi được {file}: {error.strerror}.") from error
    held = summary(contents)
    size = file.stat().st_size / 1_000_000
    click.echo(f"Đã sao lưu {held['rows']} dòng, {held['files']} tệp vào {file} ({size:.1f} MB).")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Khôi phục từ FILE vào một cổng còn trống, rồi kiểm tra lại toàn bộ."""
    from portal import db
    from portal.backup.actions import NotEmpty, restore, summary
    from portal.checking import problems
    from portal.cli import portal_app

    app = portal_app()
    try:
        contents = restore(app, file, _say)
    except (BadArchive, NotEmpty) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Không ghi được dữ liệu: {error.strerror}.") from error
    with db.connection(app):
        found = problems(app.config["DATA"])
    for line in found:
        click.echo(line, err=True)
    if found:
        raise click.ClickException("Đã khôi phục, nhưng bản sao lưu có chỗ không nguyên vẹn.")
    held = summary(contents)
    click.echo(
        f"Đã khôi phục {held['rows']} dòng, {held['files']} tệp, lưu lúc {contents.made_at}."
    )


def _say(step: str) -> None:
    click.echo(f"{step}…", err=True)
