"""``submit``: a report of more than 120 rows sent over HTTP (budget: 0.5 × raw ``executemany``).

Reports per second, four clerks at a time, through gunicorn's two workers with session, CSRF,
signed PDF and audit; the peer writes the same rows in one transaction per report, on one
connection and nothing around it. On SQLite (WAL, FULL) and on PostgreSQL (fsync on). Then 500
units at one instant on each, by ``tests/concurrency``: 0 lost, 0 doubled, 0 errors.
"""

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import measuring
import psycopg
import workspace

from tests.concurrency import http_clients
from tests.concurrency.filled_reports import Clerk
from tests.concurrency.processes import served
from tests.concurrency.test_submissions import click

BUDGET, REPORTS, UNITS = 0.5, 60, 500
_TABLE = "CREATE TABLE raw_row (duty INTEGER, code TEXT, value TEXT, version INTEGER, by_whom TEXT)"
_INSERT = "INSERT INTO raw_row VALUES (?, ?, ?, 1, 'Người Dùng')"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database ``bench`` on a server of its own, writing to the disk."""
    script = (
        "set -euo pipefail; . deploy/postgres.sh; start_postgres; "
        "for name in bench portal_test_gw0; do "
        'as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U portal "$name"; done; '
        'echo "$port"; read -r _ || true'
    )
    server = subprocess.Popen(
        ["bash", "-c", script], cwd=measuring.ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    if not port.isdigit():
        raise SystemExit(f"PostgreSQL cannot be started: {port}")
    try:
        yield f"postgresql://portal@127.0.0.1:{port}/bench"
    finally:
        server.communicate("\n", timeout=60)


def sent_per_second(app: Any, clerks: list[Clerk]) -> float:
    """Open every page of confirmation, then press all buttons, four people at a time."""
    with served(app) as place:
        opened = [http_clients.get(clerk.address, clerk.cookie) for clerk in clerks]
        pages = http_clients.a_few_at_a_time(place, opened)
        clicks = [click(clerk, page) for clerk, page in zip(clerks, pages, strict=True)]
        started = time.monotonic()
        answers = http_clients.a_few_at_a_time(place, clicks)
        took = time.monotonic() - started
    assert {answer.status for answer in answers} == {302}, answers[0].text[:500]
    return len(clerks) / took


def raw_per_second(execute: Callable[[list[Any]], None], clerks: list[Clerk]) -> float:
    """One transaction per report with all of its rows."""
    started = time.monotonic()
    for clerk in clerks:
        execute([(clerk.duty.id, code, str(value)) for code, value in clerk.values.items()])
    return len(clerks) / (time.monotonic() - started)


def on_sqlite(data: Path) -> dict[str, float]:
    """Both rates on SQLite."""
    app = workspace.portal(data)
    clerks = workspace.clerks(app, REPORTS)
    app.extensions["database"].close()
    raw = sqlite3.connect(data / "raw.db", isolation_level=None)
    raw.executescript(f"PRAGMA journal_mode = wal; PRAGMA synchronous = full; {_TABLE}")

    def execute(rows: list[Any]) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(_INSERT, rows)
        raw.execute("COMMIT")

    return _rates(app, clerks, execute)


def on_postgres(data: Path, url: str) -> dict[str, float]:
    """Both rates on PostgreSQL."""
    app = workspace.portal(data, url)
    clerks = workspace.clerks(app, REPORTS)
    app.extensions["database"].close()
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(_TABLE)

        def execute(rows: list[Any]) -> None:
            with raw.transaction(), raw.cursor() as cursor:
                cursor.executemany(_INSERT.replace("?", "%s"), rows)

        return _rates(app, clerks, execute)


def _rates(app: Any, clerks: list[Clerk], execute: Callable[[list[Any]], None]) -> dict[str, float]:
    half = len(clerks) // 2
    before = raw_per_second(execute, clerks[:half])
    sent = sent_per_second(app, clerks)
    after = raw_per_second(execute, clerks[half:])
    raw = (before + after) / 2
    return {"per_second": sent, "raw": raw, "ratio": sent / raw}


def at_one_instant(url: str = "") -> str:
    """What the test of 500 units at one instant says; SystemExit when it fails."""
    more = {"PORTAL_TEST_DATABASE": url.replace("/bench", "/portal_test")} if url else {}
    environment = measuring.settings(Path(), SUBMIT_CLIENTS=str(UNITS), **more)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/concurrency/test_submissions.py", "-n0", "-s"],
        cwd=measuring.ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = re.search(rf"^{UNITS} units.*", ran.stdout, re.MULTILINE)
    if ran.returncode or not said:
        raise SystemExit(f"The submissions at one instant failed: {ran.stdout[-2000:]}")
    return said[0]


def main() -> None:
    """Rates on both databases, then everybody at once on both."""
    with measuring.folder() as work, postgres() as url:
        lite = on_sqlite(work / "sqlite")
        print(f"SQLite: {lite}")
        post = on_postgres(work / "postgres", url)
        print(f"PostgreSQL: {post}")
        print(f"SQLite, {at_one_instant()}")
        print(f"PostgreSQL, {at_one_instant(url)}")
    worst = min(lite, post, key=lambda one: one["ratio"])
    measuring.result(
        "submit", worst["per_second"], "reports/s", worst["raw"], worst["ratio"], BUDGET,
        worst["ratio"] >= BUDGET, sqlite_ratio=lite["ratio"], postgres_ratio=post["ratio"],
        at_one_instant=f"{UNITS} units on each database: 0 lost, 0 doubled, 0 errors",
    )  # fmt: skip


if __name__ == "__main__":
    main()
