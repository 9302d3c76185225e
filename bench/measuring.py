"""What every measurement needs: a folder to work in, commands timed from outside, one result line.

A script of this folder runs alone (``.venv/bin/python bench/<name>.py``) or with the others
(``make bench``). It ends with code 0 whether its budget was met or missed.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Peers and prepared data; not under version control.
KEPT = ROOT / ".bench"
#: Of these the tests know how to make units, reports and hundreds of clients.
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Run:
    """A finished command: wall and processor seconds, the most memory of any one process (MiB)."""

    wall: float
    cpu: float
    memory: float


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder on the disk of the repository, for both sides; removed afterwards."""
    KEPT.mkdir(exist_ok=True)
    made = tempfile.mkdtemp(dir=KEPT, prefix="run-")
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made)


def empty(path: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if path.exists():
        shutil.rmtree(path)


def aside(path: Path) -> None:
    """Take a folder out of the way, if it is there, without removing what is in it.

    For minutes after many files were removed ext4 looks long for a free inode: both sides would
    be measured by how many files they make.
    """
    if path.exists():
        path.rename(path.with_name(f".{path.name}-{time.monotonic_ns()}"))


def settings(data: Path, **more: str) -> dict[str, str]:
    """The environment of a portal on ``data``, free of the caller's own portal settings."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    return {**kept, "PORTAL_DATA": str(data), "PORTAL_SECRET_KEY": "bench", **more}


def command(
    words: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Run:
    """Run a command from cold to its end; SystemExit with what it said when it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in words], cwd=cwd, env=env, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            told = said.read().decode("utf-8", "replace").strip()
            raise SystemExit(f"{Path(words[0]).name} failed ({process.returncode}): {told[-2000:]}")
    # the kernel gives the largest of the process and the children that it waited for
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def portal(data: Path, *words: str | Path, **more: str) -> Run:
    """Run a ``portal`` command on ``data``, cold."""
    return command([sys.executable, "-m", "portal", *words], settings(data, **more))


def alternating(times: int, *sides: Callable[[], Run]) -> list[list[Run]]:
    """Each side that many times, turn by turn, so that both meet the same weather."""
    runs: list[list[Run]] = [[] for _ in sides]
    for _ in range(times):
        for side, kept in zip(sides, runs, strict=True):
            kept.append(side())
    return runs


def median(runs: Sequence[Run], what: str = "wall") -> float:
    """The median of one figure over several runs."""
    return statistics.median(getattr(run, what) for run in runs)


def memory(runs: Sequence[Run]) -> float:
    """The most memory that a process of any of the runs took, in MiB."""
    return max(run.memory for run in runs)


def result(
    name: str,
    value: float | None,
    unit: str,
    peer: float | None,
    ratio: float | None,
    budget: float | dict[str, float],
    ok: bool,
    **more: Any,
) -> None:
    """The last line of a script: the figures as one JSON object."""
    line = {
        "name": name, "value": _round(value), "unit": unit, "peer": _round(peer),
        "ratio": _round(ratio), "budget": budget, "ok": ok,
        **{key: _round(figure) for key, figure in more.items()},
    }  # fmt: skip
    print(json.dumps(line, ensure_ascii=False))


def _round(figure: Any) -> Any:
    return float(f"{figure:.4g}") if isinstance(figure, float) else figure
