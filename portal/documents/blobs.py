"""Content-addressed files: `<data>/files/ab/cdef…`, written once under their sha256.

A file is on the disk, with its folder entry, before `store` returns, so the row that names it
can be committed afterwards. Nothing is ever overwritten. `root` is the data folder
(`current_app.config["DATA"]`).
"""

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from portal.documents.file_types import FileTypeRefused, media_type_of
from portal.vietnamese import file_size

__all__ = [
    "BlobDamaged",
    "FileTooLarge",
    "FileTypeRefused",
    "StoredFile",
    "open_blob",
    "path_of",
    "store",
    "sweep_incoming",
    "verify",
]

_CHUNK = 1 << 20
_INCOMING = ".incoming-"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(ValueError):
    """More bytes than allowed; the message names the limit."""


class BlobDamaged(OSError):
    """A stored file no longer has the content its name promises."""


@dataclass(frozen=True)
class StoredFile:
    """A file in the store; `size` in bytes, `media_type` by its content."""

    sha256: str
    size: int
    media_type: str


def store(root: Path, stream: BinaryIO, *, max_bytes: int) -> StoredFile:
    """Keep what `stream` holds and say what it is.

    FileTooLarge beyond `max_bytes`, FileTypeRefused if the content is not accepted,
    BlobDamaged if the same file is already there and has gone bad.
    """
    files = Path(root) / "files"
    files.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_INCOMING, dir=files)
    incoming = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, size = _copy(stream, target, max_bytes)
            target.flush()
            os.fsync(target.fileno())
        media_type = media_type_of(incoming)
        incoming.chmod(0o440)
        _place(root, incoming, sha256)
    finally:
        incoming.unlink(missing_ok=True)
    return StoredFile(sha256, size, media_type)


def path_of(root: Path, sha256: str) -> Path:
    """Where the file is kept; ValueError if `sha256` is not 64 lower-case hex digits."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a sha256")
    return Path(root) / "files" / sha256[:2] / sha256[2:]


def open_blob(root: Path, sha256: str) -> BufferedReader:
    """The file, open for reading; FileNotFoundError if it is not there."""
    return path_of(root, sha256).open("rb")


def verify(root: Path, sha256: str) -> bool:
    """Whether the file is there and its content still matches its name."""
    try:
        with open_blob(root, sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def sweep_incoming(root: Path, before: datetime) -> int:
    """Remove uploads that a killed process began before that instant; returns how many."""
    swept = 0
    for rest in (Path(root) / "files").glob(f"{_INCOMING}*"):
        # an upload just finished takes its file away itself
        with contextlib.suppress(FileNotFoundError):
            if rest.stat().st_mtime < before.timestamp():
                rest.unlink()
                swept += 1
    return swept


def _copy(stream: BinaryIO, target: BinaryIO, max_bytes: int) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise FileTooLarge(f"Tệp lớn hơn mức cho phép ({file_size(max_bytes)}).")
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


def _place(root: Path, incoming: Path, sha256: str) -> None:
    """Give the file its name without ever replacing one, then make the name durable."""
    final = path_of(root, sha256)
    final.parent.mkdir(exist_ok=True)
    try:
        os.link(incoming, final)
    except FileExistsError:
        if not verify(root, sha256):
            raise BlobDamaged(f"stored file {sha256} is damaged") from None
    for folder in (final.parent, final.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
