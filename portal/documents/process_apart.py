"""Work on a file from outside, in a process of its own with limits: it may be made to do harm."""

import json
import os
import resource
import select
from collections.abc import Callable
from pathlib import Path
from typing import Any

_SECONDS, _MEMORY = 30, 1 << 30


def made_apart(make: Callable[[], Any]) -> Any:
    """What ``make`` returns, which JSON can hold; None when it fails, or takes too much.

    ``make`` has no database: it reads files alone.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _make_and_exit(make, writer)
    os.close(writer)
    said = _received(reader)
    os.close(reader)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return json.loads(said) if said else None


def _received(reader: int) -> bytes:
    """All that the child says; nothing when it says nothing for too long."""
    parts: list[bytes] = []
    while select.select([reader], [], [], _SECONDS * 2)[0]:
        part = os.read(reader, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return b""


def _make_and_exit(make: Callable[[], Any], writer: int) -> None:
    """The life of the child: it never returns into what its parent was doing."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
        said = json.dumps(make()).encode()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(said)
    finally:
        os._exit(0)
