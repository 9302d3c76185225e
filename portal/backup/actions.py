"""Back up a portal while people work in it; restore it where there is none yet."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask

from portal import db, migrations
from portal.backup import archive, tables
from portal.backup.archive import BadArchive, Contents, Reading, Writing
from portal.documents import blobs
from portal.documents.models import Blob
from portal.site.freezing.builds import Builds

Progress = Callable[[str], None]


class FileLost(Exception):
    """A row names a file that is not in the store: a backup would only look whole."""


class NotEmpty(Exception):
    """There is a portal already where one should be restored; nothing was changed."""


def back_up(app: Flask, path: Path, now: datetime, progress: Progress = lambda _: None) -> Contents:
    """Write everything that ``app`` keeps to ``path``; what it wrote.

    The rows are of one instant. A file is on the disk before the row that names it and is never
    overwritten, so copying the files afterwards finds each. FileLost names one that is missing
    all the same.
    """
    data: Path = app.config["DATA"]
    with db.snapshot(app):
        contents = Contents(migrations.applied(), now.isoformat(timespec="seconds"))
        with archive.writing(path, contents) as written:
            for table in tables.names():
                progress(f"Bảng {table}")
                written.add_lines(table, tables.lines(table))
            progress("Tệp")
            for blob in Blob.select(Blob.sha256).order_by(Blob.sha256):
                file = blobs.path_of(data, blob.sha256)
                if not file.is_file():
                    raise FileLost(f"Kho tệp thiếu tệp {blob.sha256}; chưa sao lưu.")
                written.add_file(f"files/{blob.sha256}", file)
            for secret in sorted((data / "secrets").glob("*")):
                written.add_file(f"secrets/{secret.name}", secret)
            progress("Bản công bố đang hiện")
            _add_site(written, data)
    return contents


def _add_site(written: Writing, data: Path) -> None:
    shown = Builds.in_data(data).shown()
    if shown is None:
        return
    for path in sorted(shown.folder.rglob("*")):
        if path.is_file():
            written.add_file(f"site/{shown.number}/{path.relative_to(shown.folder)}", path)


def restore(app: Flask, path: Path, progress: Progress = lambda _: None) -> Contents:
    """Make the empty portal ``app`` hold what ``path`` holds; what that was.

    The whole archive is checked before anything is written. A restore that was broken off can
    be run again. NotEmpty if rows are there already, BadArchive if the file cannot be used.
    """
    data: Path = app.config["DATA"]
    with archive.reading(path) as held:
        progress("Kiểm tra tệp sao lưu")
        held.check()
        unknown = set(held.contents.migrations) - set(migrations.known())
        if unknown:
            raise BadArchive("Tệp sao lưu do phiên bản mới hơn tạo ra; hãy nâng cấp cổng trước.")
        with db.connection(app):
            if db.database.get_tables() and not tables.empty():
                raise NotEmpty("Nơi khôi phục đã có dữ liệu; hãy dùng cơ sở dữ liệu còn trống.")
        for name in held.names("files/"):
            progress("Tệp")
            _put(held, f"files/{name}", blobs.path_of(data, name), 0o440)
        for name in held.names("secrets/"):
            _put(held, f"secrets/{name}", data / "secrets" / name, 0o600)
        progress("Bảng dữ liệu")
        # The schema of the day of the backup, its rows, then what has changed since.
        migrations.apply(app, up_to=held.contents.migrations[-1])
        with db.connection(app):
            tables.fill({table: held.lines(table) for table in held.contents.rows})
        migrations.apply(app)
        progress("Bản công bố đang hiện")
        _restore_site(held, data)
        return held.contents


def _restore_site(held: Reading, data: Path) -> None:
    names = held.names("site/")
    if not names:
        return
    builds = Builds.in_data(data)
    number = int(names[0].partition("/")[0])
    shutil.rmtree(builds.home / str(number), ignore_errors=True)
    for name in names:
        _put(held, f"site/{name}", builds.home / name, 0o644)
    builds.show(builds.build(number))


def _put(held: Reading, part: str, target: Path, mode: int) -> None:
    private = part.startswith("secrets/")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o755)
    waiting = target.with_name(f".{target.name}.khoi-phuc")
    with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        held.copy(part, file)
        file.flush()
        os.fsync(file.fileno())
    waiting.chmod(mode)
    os.replace(waiting, target)


def summary(contents: Contents) -> dict[str, Any]:
    """How much an archive holds: ``rows``, ``files``, and whether a ``site`` is in it."""
    return {
        "rows": sum(contents.rows.values()),
        "files": sum(name.startswith("files/") for name in contents.parts),
        "site": any(name.startswith("site/") for name in contents.parts),
    }
