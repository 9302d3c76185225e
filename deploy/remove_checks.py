#!/usr/bin/env python3
"""Removes every access check in turn and sees that a test misses it: ``make access-mutations``.

The checks are found in the source (tests/access/checks.py). This program copies the tree, opens
the world of the access tests there, and gives each check a process of its own, in which the
portal works without it (tests/access/removal.py) and the access tests run, those of its
addresses first. What is asked only while the portal starts is taken out of the copied source; so
is what the access tests do not miss, for the tests of its feature. A check that no test misses
is printed, and the exit code is 1. ``--only PATTERN`` tries the checks whose names hold it,
``--list`` prints the names.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: Tests for what is asked while the portal starts.
_AT_START = ("tests/site/test_isolation.py", "tests/access/test_doors.py",
             "tests/access/test_writes.py", "tests/access/test_objects.py")  # fmt: skip
#: Packages of reports with pages of a unit.
_OF_UNITS = ("confirming", "evidence", "extending", "narrative", "signed_pdf", "statistics",
             "system_access", "tasks")  # fmt: skip
#: Tests of a feature that stand with another, where the page is that asks it.
_ELSEWHERE = {"people": ("tests/reports/unit_pages/test_sending.py",)}
#: Second locks: a check that no test misses while the other one is there is removed together
#: with it. Part of the name → part of the other's name.
BACKED_UP = (
    ("portal/reports/receiving.py", "state in check_open"),
    ("state in confirm", "state in check_open"),
    ("state in _approved", "state in moved"),
    ("state in moved", "state in _approved"),
    ("portal/reports/unit_", "role in seen_by"),
    *((f"portal/reports/{part}/unit", "role in seen_by") for part in _OF_UNITS),
    ("portal/reports/unit_tasks.py", "role in may_write"),
    ("portal/reports/tasks/unit", "role in may_write"),
    ("portal/reports/parents/unit", "role in submissions_below"),
    ("role in submissions_below", "portal/reports/parents/unit"),
    ("portal/reports/team.py", "role in seen_by"),
    ("portal/reports/reading/team.py", "role in seen_by"),
    ("portal/reports/reading/team.py", "role in visits_for"),
    ("portal/reports/team.py", "role in visits_for"),
    ("portal/inspections/unit.py", "role in visits_for"),
    ("portal/inspections/word_pages.py", "role in visits_for"),
    ("portal/inspections/team.py", "role in visits_for"),
    ("portal/inspections/office_", "role in visits_for"),
    ("portal/inspections/start.py", "role in visits_for"),
    ("portal/reports/start.py", "role in seen_by"),
)


def main() -> int:
    """Run the campaign; 1 when a check was not missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only checks whose name holds this pattern")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="access-") as folder:
        tree = Path(folder) / "tree"
        _copy(tree)
        os.chdir(tree)
        sys.path[:] = [str(tree), *(one for one in sys.path if one not in ("", str(ROOT)))]
        from tests.access.checks import checks_in

        found = checks_in(tree)
        wanted = [check for check in found if re.search(chosen.only, check.name)]
        if chosen.list:
            print("\n".join(check.name for check in wanted))
            return 0
        return _campaign(tree, Path(folder), wanted, found)


def _copy(tree: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("portal", "tests", "content", "templates"):
        shutil.copytree(ROOT / name, tree / name, ignore=skipped)
    shutil.copy(ROOT / "setup.cfg", tree)
    (tree / "static").symlink_to(ROOT / "static")


def _campaign(tree: Path, folder: Path, wanted: list[Any], found: list[Any]) -> int:
    from tests.access.removal import AT_START
    from tests.access.world import make, opened
    from tests.bad_input.cases import case_of, endpoints

    kept = folder / "kept"
    kept.mkdir()
    make(kept)
    with opened(kept, folder / "first") as world:
        cases = {name: case_of(world, name) for name in endpoints(world)}
    if red := _without([], cases, tree, folder):
        print(f"The access tests are red before anything is removed: {red}")
        return 2
    began, remaining = time.monotonic(), wanted
    for attempt in ("nearest", "every", "feature"):
        missed = []
        for number, check in enumerate(remaining, start=1):
            if check.inside in AT_START:
                said = _in_the_source(check, tree, _AT_START)
            elif attempt == "feature":
                said = _in_the_source(check, tree, _green_tests(Path(check.path).parts[1], tree))
            else:
                thorough = attempt == "every"
                said = _without([check], cases, tree, folder, thorough)
                backing = [] if said else _backing(check, found)
                if backing:
                    said = _without([check, *backing], cases, tree, folder, thorough)
                    said = said and f"with {len(backing)} behind it: {said}"
            told = f"caught   {said}" if said else "SURVIVED"
            print(f"{number}/{len(remaining)} {check.name}: {told}", flush=True)
            missed += [] if said else [check]
        remaining = missed
    minutes = (time.monotonic() - began) / 60
    caught = len(wanted) - len(remaining)
    print(f"{len(wanted)} checks removed, {caught} caught, {minutes:.0f} min")
    for check in remaining:
        print(f"not missed: {check.name}")
    return 1 if remaining else 0


def _backing(check: Any, found: list[Any]) -> list[Any]:
    others = [other for part, other in BACKED_UP if part in check.name]
    return [one for one in found if one != check and any(other in one.name for other in others)]


def _without(
    checks: list[Any], cases: dict[str, Any], tree: Path, folder: Path, thorough: bool = True
) -> str:
    """What turns red without ``checks``, tried in a process of its own; empty when nothing."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            said = _tried(checks, cases, tree, folder, thorough)
        except BaseException as error:  # noqa: BLE001 - the parent prints it
            said = f"broken: {type(error).__name__}: {error}"
        os.write(writing, " ".join(said.split())[:200].encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return said


def _tried(
    checks: list[Any], cases: dict[str, Any], tree: Path, folder: Path, thorough: bool
) -> str:
    from tests.access.removal import endpoints_of, removed
    from tests.access.trials import Trials
    from tests.access.world import opened

    copy = folder / f"world-{os.getpid()}"
    try:
        with opened(folder / "kept", copy) as world, ExitStack() as stack:
            trials = Trials(world, cases)
            trials.backed = len(checks) > 1
            if not checks:
                return trials.red_of_all()
            for check in checks:
                stack.enter_context(removed(check, tree))
            places = endpoints_of(checks[0], world.app.view_functions)
            return trials.misses(checks[0], places, thorough)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _in_the_source(check: Any, tree: Path, tests: tuple[str, ...]) -> str:
    """The same by pytest in the copied tree, of which the check is taken out."""
    path = tree / check.path
    source = path.read_text(encoding="utf-8")
    path.write_text(check.removed(source), encoding="utf-8")
    try:
        return next(filter(None, (_red(test, tree) for test in tests)), "")
    finally:
        path.write_text(source, encoding="utf-8")


def _red(test: str, tree: Path) -> str:
    """What a test, or a folder of them, says when it fails; empty when it passes."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not browser",
               "-p", "no:cacheprovider", test]  # fmt: skip
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if not ran.returncode:
        return ""
    said = [line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return said[0] if said else f"pytest ended with {ran.returncode}"


@cache
def _green_tests(feature: str, tree: Path) -> tuple[str, ...]:
    """The files of a feature's tests that pass in the tree as it is."""
    found = sorted((tree / "tests" / feature).rglob("test_*.py"))
    found += [tree / test for test in _ELSEWHERE.get(feature, ())]
    return tuple(str(test) for test in found if not _red(str(test), tree))


if __name__ == "__main__":
    sys.exit(main())
