"""What stands in a frozen site, for tests to compare."""

import hashlib
from pathlib import Path


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    folder = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest_of(folder: Path) -> str:
    return hashlib.sha256(repr(files_of(folder)).encode()).hexdigest()
