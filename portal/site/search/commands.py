"""``portal reindex``: the rows of search written anew."""

import click

from portal import create_app, db


def register(group: click.Group) -> None:
    """Add the command to the ``portal`` command."""
    group.add_command(reindex)


@click.command("reindex")
def reindex() -> None:
    """Lập lại chỉ mục tìm kiếm, sau khi sửa danh sách chữ viết tắt (content/search)."""
    from portal.site.search.filling import fill_all, read_files

    app = create_app()
    with app.app_context(), db.connection(app):
        count, files = fill_all(), read_files(app.config["DATA"])
    click.echo(f"Đã lập lại chỉ mục: {count} văn bản, trang; đọc thêm {files} tệp.")
