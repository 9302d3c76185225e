"""The file of a backup: a ZIP with its own list of contents, checked before anything is used.

tables/<name>.jsonl   the rows (see ``tables``)
files/<sha256>        stored files that a row names
secrets/…             keys: cookies stay valid and the site keeps its signing key
site/…                the frozen build that readers see
contents.json         written last: format, migrations, number of rows, sha256 of each part
"""

import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
CONTENTS = "contents.json"
_CHUNK = 1 << 20
_COMPRESSED = (".br", ".gz", ".png", ".woff2", ".docx", ".xlsx", ".zip", ".pdf")


class BadArchive(ValueError):
    """The file is no backup, or not a whole one; the message says so in Vietnamese."""


@dataclass
class Contents:
    """What an archive says of itself; ``rows`` by table, ``parts`` sha256 by name."""

    migrations: list[str]
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


class Writing:
    """An archive being written; ``finish`` makes it whole."""

    def __init__(self, opened: ZipFile, contents: Contents) -> None:
        self._zip = opened
        self.contents = contents

    def add_lines(self, table: str, lines: Iterable[str]) -> None:
        """The rows of a table, as ``tables.lines`` gives them."""
        count = -1
        with self._part(f"tables/{table}.jsonl", ZIP_DEFLATED) as write:
            for count, line in enumerate(lines):  # noqa: B007 (the last one counts)
                write(line.encode() + b"\n")
        self.contents.rows[table] = count

    def add_file(self, name: str, path: Path) -> None:
        """A file as it lies on the disk."""
        how = ZIP_STORED if name.endswith(_COMPRESSED) else ZIP_DEFLATED
        with path.open("rb") as source, self._part(name, how) as write:
            while chunk := source.read(_CHUNK):
                write(chunk)

    def finish(self) -> None:
        """The list of contents; without it the archive counts as broken off."""
        said = {"format": FORMAT, **vars(self.contents)}
        self._zip.writestr(CONTENTS, json.dumps(said, ensure_ascii=False, indent=1))

    @contextmanager
    def _part(self, name: str, how: int) -> Iterator[Any]:
        info = ZipInfo(name)
        info.compress_type = how
        digest = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as part:

            def write(chunk: bytes) -> None:
                digest.update(chunk)
                part.write(chunk)

            yield write
        self.contents.parts[name] = digest.hexdigest()


@contextmanager
def writing(path: Path, contents: Contents) -> Iterator[Writing]:
    """Write an archive that appears at ``path`` whole or not at all, readable by its owner."""
    unfinished = path.with_name(f".{path.name}.dang-ghi")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with ZipFile(file, "w") as opened:
                archive = Writing(opened, contents)
                yield archive
                archive.finish()
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


class Reading:
    """A whole archive, open for reading."""

    def __init__(self, opened: ZipFile) -> None:
        self._zip = opened
        self.contents = _contents(opened)

    def lines(self, table: str) -> Iterator[str]:
        """The rows of a table as ``Writing.add_lines`` took them."""
        with self._zip.open(f"tables/{table}.jsonl") as part:
            yield from io.TextIOWrapper(part, "utf-8", newline="\n")

    def names(self, folder: str) -> list[str]:
        """The parts below ``folder``, without it."""
        return [
            name.removeprefix(folder) for name in self.contents.parts if name.startswith(folder)
        ]

    def copy(self, name: str, target: BinaryIO) -> None:
        """Write the part ``name`` to ``target``. BadArchive if its bytes changed."""
        digest = hashlib.sha256()
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
        if digest.hexdigest() != self.contents.parts[name]:
            raise BadArchive(f"Tệp sao lưu bị hỏng ở phần {name}.")

    def check(self) -> None:
        """BadArchive unless every part is there and has the content that it should have."""
        for name in self.contents.parts:
            if name.startswith("/") or ".." in Path(name).parts:
                raise BadArchive(f"Tệp sao lưu có tên phần không hợp lệ: {name}.")
            try:
                with open(os.devnull, "wb") as nowhere:
                    self.copy(name, nowhere)
            except (BadZipFile, EOFError, KeyError, zlib.error) as error:
                raise BadArchive(f"Tệp sao lưu bị hỏng ở phần {name}.") from error


def _contents(opened: ZipFile) -> Contents:
    said = json.loads(opened.read(CONTENTS))
    if said.pop("format") != FORMAT:
        raise BadArchive("Tệp sao lưu do một phiên bản khác của cổng tạo ra.")
    return Contents(**said)


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open an archive. BadArchive if it is none or was broken off."""
    try:
        opened = ZipFile(path)
        archive = Reading(opened)
    except (BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive(
            f"{path.name} không phải tệp sao lưu của cổng, hoặc là tệp chưa ghi xong."
        ) from error
    with opened:
        yield archive
