"""Faults at a chosen write of a real process, without a line for them in the product.

``fault.c`` is compiled once and loaded before the process (LD_PRELOAD). It counts writes,
fsyncs, renames, links … below one folder, those of SQLite included, and asks a shared file what
to do. The test holds that file as ``Faults``: it arms a fault right before it sends a request
and reads afterwards what happened.
"""

import errno
import mmap
import os
import shutil
import struct
import subprocess
from enum import IntEnum, IntFlag
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("fault.c")
_HEAD = struct.Struct("=6i2q64s")
_LINES, _WIDTH = 8192, 120


class Mode(IntEnum):
    """What happens at the chosen operation."""

    COUNT = 0
    KILL_BEFORE = 1
    KILL_HALFWAY = 2
    KILL_AFTER = 3
    FAIL = 4


class Kind(IntFlag):
    """Operations that count."""

    WRITE = 1
    SYNC = 2
    CREATE = 4
    RENAME = 8
    LINK = 16
    REMOVE = 32
    RESIZE = 64


EVERY = Kind(127)
#: What needs room on the disk (an fsync may be where a remote or thin disk says it is full).
SPACE = Kind.WRITE | Kind.SYNC | Kind.CREATE | Kind.RENAME | Kind.LINK | Kind.RESIZE


def compiled(folder: Path) -> Path:
    """The shared library, made with the C compiler of the machine."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        if os.environ.get("CI"):
            pytest.fail("Không có trình biên dịch C: apt-get install gcc libc6-dev")
        pytest.skip("faults are injected through a small C library; there is no C compiler")
    made = folder / "fault.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, SOURCE, "-ldl"],
        check=True,
    )
    return made


class Faults:
    """The shared file that says what breaks, where, and what happened so far."""

    def __init__(self, library: Path, control: Path, root: Path) -> None:
        self.library, self.control, self.root = library, control, root.resolve()
        size = _HEAD.size + _LINES * _WIDTH
        control.write_bytes(bytes(size))
        with control.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), size)

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to be breakable."""
        return {
            "LD_PRELOAD": str(self.library),
            "FAULT_CONTROL": str(self.control),
            "FAULT_ROOT": f"{self.root}/",
        }

    def arm(
        self,
        mode: Mode,
        at: int = 0,
        *,
        kinds: Kind = EVERY,
        match: str = "",
        group: bool = False,
        error: int = errno.ENOSPC,
        lasting: bool = False,
    ) -> None:
        """From now on count operations of ``kinds`` on paths with ``match`` in them (at their
        end: ``match$``), from 1, and break number ``at``; ``lasting``: all that follow too."""
        self._write(Mode.COUNT, 0, group, error, lasting, 0, "")
        self._write(mode, int(kinds), group, error, lasting, at, match)

    def disarm(self) -> None:
        """Nothing breaks and nothing counts any more; what was counted stays readable."""
        struct.pack_into("=2i", self._shared, 0, 0, 0)

    @property
    def broken(self) -> int:
        """How many operations were broken since ``arm``."""
        return int(_HEAD.unpack_from(self._shared)[5])

    @property
    def count(self) -> int:
        """How many operations were seen since ``arm``."""
        return int(_HEAD.unpack_from(self._shared)[7])

    def trace(self) -> list[str]:
        """Every operation since ``arm``: what, a blank, the path below the folder."""
        lines = []
        for number in range(min(self.count, _LINES)):
            start = _HEAD.size + number * _WIDTH
            lines.append(self._shared[start : start + _WIDTH].split(b"\0", 1)[0].decode())
        return lines

    def _write(
        self, mode: Mode, kinds: int, group: bool, error: int, lasting: bool, at: int, match: str
    ) -> None:
        _HEAD.pack_into(
            self._shared, 0, mode, kinds, group, error, lasting, 0, at, 0, match.encode()
        )
