"""Secrets that the portal makes for itself at first use, and keeps in the data folder."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The secret in ``path``; ``make`` gives it at first use.

    Processes that start at once agree on one. The file is whole and on the disk, or not there;
    what a killed process left of it is removed by the next that makes one.
    """
    if not path.exists():
        _write_once(path, make())
    return path.read_bytes()


def _write_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    start = f".{path.name}."
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=start)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces: whoever comes second reads what the first one wrote, who may
        # even have removed the second one's file.
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            os.link(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    for rest in path.parent.glob(f"{start}*"):
        rest.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
