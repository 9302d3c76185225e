"""``autosave``: one cell of the statistics page, saved (budget: 5 ms on the server, 4 queries).

In one process, the whole application around it: session, CSRF, the write with its history and
its fsync (SQLite, WAL, synchronous FULL). The peer is the bare transaction on the same disk:
one UPDATE and one INSERT by the ``sqlite3`` of Python.
"""

import itertools
import sqlite3
import statistics
import time

import measuring
import workspace

from portal import db
from tests.conftest import QueryCount
from tests.page_checks import Page

BUDGET, QUERIES, TIMES = 5.0, 4, 200


BARE = """
PRAGMA journal_mode = wal; PRAGMA synchronous = full;
CREATE TABLE field (id INTEGER PRIMARY KEY, value TEXT, version INTEGER);
CREATE TABLE edit (id INTEGER PRIMARY KEY, field INTEGER, before TEXT, after TEXT);
INSERT INTO field VALUES (1, '0', 1);
"""


def save_bare(bare: sqlite3.Connection) -> float:
    """One UPDATE and one INSERT, committed; seconds."""
    started = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("UPDATE field SET value = '1001', version = version + 1 WHERE id = 1")
    bare.execute("INSERT INTO edit (field, before, after) VALUES (1, '0', '1001')")
    bare.execute("COMMIT")
    return time.perf_counter() - started


def main() -> None:
    """Save the cells of a report one after the other; the median of the answers."""
    with measuring.folder() as data:
        app = workspace.portal(data)
        db.keep_connections(app)  # as the served portal does
        clerk = workspace.clerks(app, 1)[0]
        client = app.test_client()
        name, _, value = clerk.cookie.partition("=")
        client.set_cookie(name, value)
        token = Page(client.get(clerk.address.replace("/gui/", "/phu-luc-2/")).text).csrf_token
        cells = [
            code for code, kept in clerk.values.items()
            if code.startswith("stat:") and kept == {"state": "value", "value": "0"}
        ]  # fmt: skip
        sequence = itertools.count(1)

        def save(code: str, version: int) -> float:
            sent = {
                "code": code, "value": str(1000 + version), "version": str(version),
                "client": "bench", "sequence": str(next(sequence)), "csrf_token": token,
            }  # fmt: skip
            started = time.perf_counter()
            answer = client.post(
                clerk.address.replace("/gui/", "/truong/"),
                data=sent,
                headers={"HX-Request": "true"},
            )
            spent = time.perf_counter() - started
            assert answer.status_code == 200, (answer.status, answer.text[:500])
            return spent

        turns = [(code, version) for version in range(1, 9) for code in cells][: TIMES + 10]
        bare = sqlite3.connect(data / "bare.db", isolation_level=None)
        bare.executescript(BARE)
        times, bare_times = [], []
        started = time.process_time()
        for turn in turns:
            times.append(save(*turn))
            bare_times.append(save_bare(bare))
        bare.close()
        cpu_ms = (time.process_time() - started) / len(turns) * 1000
        with db.connection(app) as database:
            seen = QueryCount(database)
            with seen:
                save(turns[0][0], 9)
    value_ms = statistics.median(times[10:]) * 1000
    bare_ms = statistics.median(bare_times[10:]) * 1000
    print(f"{len(times)} saves, {cpu_ms:.1f} ms of processor each, {seen.count} queries")
    for statement in seen.statements:
        print("  ", statement[:100])
    measuring.result(
        "autosave", value_ms, "ms", bare_ms, value_ms / bare_ms, {"ms": BUDGET, "queries": QUERIES},
        value_ms <= BUDGET and seen.count <= QUERIES, cpu_ms=cpu_ms, queries=seen.count,
    )  # fmt: skip


if __name__ == "__main__":
    main()
