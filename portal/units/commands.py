"""``portal units import``."""

from pathlib import Path

import click


def register(main: click.Group) -> None:
    """Give the ``portal`` command its ``units`` group."""
    main.add_command(units)


@click.group(help="Danh mục đơn vị.")
def units() -> None:
    """The register of units."""


@units.command(
    "import",
    help="Nhập danh mục đơn vị từ FILE (.csv hoặc .xlsx; đọc cả successions.csv cạnh đó) rồi đăng "
    "thay đổi. In chỗ khác nhau trước; có dòng lỗi hoặc chưa rõ thì dừng, trừ khi có --skip.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ in những gì sẽ thay đổi, không ghi.")
@click.option("--skip", is_flag=True, help="Bỏ qua những dòng lỗi hoặc chưa rõ.")
def import_units_command(file: Path, dry_run: bool, skip: bool) -> None:
    """Import FILE (.csv or .xlsx; a successions.csv beside it is read too), publish the changes.

    Prints the difference first. Rows with errors or doubts stop it unless --skip is given.
    """
    # all commands are loaded at each start; what this one works with is much
    from portal.units.importing.command import import_file

    import_file(file, dry_run, skip)
