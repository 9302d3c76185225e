"""``list_page``: the office's board of 50 reports (budget: 2 × Django's requests/s, 4 queries).

Both behind gunicorn with two sync workers, over copies of one SQLite database, someone signed
in by a session of the database; the same page (``django_list/``). One client per worker keeps
asking; the sides take turns.
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import measuring
import peers
import workspace

from portal import db
from tests.concurrency.processes import served
from tests.conftest import QueryCount

BUDGET, QUERIES, ROWS, SECONDS, TURNS = 2.0, 4, 50, 6, 3
PAGE = "/lam-viec/dieu-hanh/nop-bao-cao/"
DJANGO = Path(__file__).parent / "django_list"


def ask(place: tuple[str, int], cookie: str) -> bytes:
    """The page, as one answer."""
    connection = http.client.HTTPConnection(*place, timeout=60)
    connection.request("GET", PAGE, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, (answer.status, body[:300])
    return body


def per_second(place: tuple[str, int], cookie: str) -> float:
    """Answers per second to as many clients as there are workers."""
    counts = [0, 0]
    ends = time.monotonic() + SECONDS

    def keep_asking(number: int) -> None:
        while time.monotonic() < ends:
            ask(place, cookie)
            counts[number] += 1

    threads = [threading.Thread(target=keep_asking, args=(number,)) for number in (0, 1)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


@contextmanager
def django_served(database: Path) -> Iterator[tuple[tuple[str, int], str]]:
    """Django over the same tables: where it answers, and the cookie of someone signed in."""
    environment = {
        **os.environ, "LIST_DATABASE": str(database), "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": os.pathsep.join((str(DJANGO), str(peers.django()))),
    }  # fmt: skip
    prepared = subprocess.run(
        [sys.executable, "prepare.py"], cwd=DJANGO, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if prepared.returncode:
        raise SystemExit(f"Django cannot be prepared: {prepared.stderr[-1000:]}")
    cookie = prepared.stdout.strip()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = ("127.0.0.1", probe.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"{place[0]}:{place[1]}", "--workers", "2",
         "--preload", "--log-level", "warning", "django.core.wsgi:get_wsgi_application()"],
        cwd=DJANGO, env=environment,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                ask(place, cookie)
                break
            except OSError:
                time.sleep(0.1)
        yield place, cookie
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    """Count the queries, then let the two answer in turns."""
    with measuring.folder() as work:
        app = workspace.portal(work / "data")
        cookie = workspace.board(app, ROWS)
        client = app.test_client()
        name, _, value = cookie.partition("=")
        client.set_cookie(name, value)
        client.get(PAGE)
        with db.connection(app) as database, QueryCount(database) as seen:
            client.get(PAGE)
        app.extensions["database"].close()
        shutil.copytree(work / "data", work / "copy")
        with served(app) as ours, django_served(work / "copy" / "portal.db") as (theirs, other):
            size, size_there = len(ask(ours, cookie)), len(ask(theirs, other))
            if abs(size - size_there) > size / 10:
                raise SystemExit(f"The pages differ: {size} bytes here, {size_there} there.")
            turns = [(per_second(ours, cookie), per_second(theirs, other)) for _ in range(TURNS)]
    here, there = (statistics.median(side) for side in zip(*turns, strict=True))
    print(f"{size} bytes here, {size_there} there; requests/s in turns: {turns}")
    for statement in seen.statements:
        print("  ", statement[:110])
    ratio = here / there
    measuring.result(
        "list_page", here, "requests/s", there, ratio, {"ratio": BUDGET, "queries": QUERIES},
        ratio >= BUDGET and seen.count <= QUERIES, queries=seen.count,
    )  # fmt: skip


if __name__ == "__main__":
    main()
