"""``public_visits``: a visitor's page while 500 units send 1 MB each (budget: p95 < 300 ms).

The public-only process and the portal's are two, as ``deploy/`` runs them, on one machine and one
database (SQLite); ten visitors follow the links of the home page one after the other. The peer is
the same visitors before anybody sends. 0 visits and 0 submissions may fail.
"""

import asyncio
import re
import time
from pathlib import Path

import measuring
import workspace
from flask import Flask

from portal import db
from tests.concurrency import http_clients
from tests.concurrency.filled_reports import Clerk
from tests.concurrency.processes import served
from tests.concurrency.test_submissions import click
from tests.site import publishing

BUDGET, UNITS, VISITORS, BYTES = 300.0, 500, 10, 1_000_000
BEFORE = 20.0
_LINK = re.compile(r'href="(/[^"#?]*/)"')


def portal(data: Path) -> tuple[Flask, list[Clerk]]:
    """A province with something public, and reports that are ready to be sent."""
    app = workspace.portal(data)
    with db.connection(app):
        publishing.publish_all(data)
    clerks = workspace.clerks(app, UNITS)
    app.extensions["database"].close()
    return app, clerks


async def visitor(
    place: tuple[str, int], paths: list[str], first: int, over: asyncio.Event
) -> list[http_clients.Answer]:
    """Pages one after the other until it is over."""
    found, opened = [], asyncio.Event()
    opened.set()
    while not over.is_set():
        path = paths[(first + len(found)) % len(paths)]
        found.append(await http_clients.one(place, http_clients.get(path, ""), opened))
        await asyncio.sleep(0.2)
    return found


async def visits(
    place: tuple[str, int], paths: list[str], meanwhile: "asyncio.Future[object]"
) -> list[http_clients.Answer]:
    """What the visitors saw until ``meanwhile`` was done."""
    over = asyncio.Event()
    meanwhile.add_done_callback(lambda _: over.set())
    groups = await asyncio.gather(
        *(visitor(place, paths, number * 3, over) for number in range(VISITORS)), meanwhile
    )
    return [answer for group in groups[:VISITORS] for answer in group]  # type: ignore[union-attr]


def heavy(clerk: Clerk, page: http_clients.Answer) -> bytes:
    """The click of a clerk with a signed report of 1 MB."""
    light = click(clerk, page)
    filler = b"%" + b"x" * (BYTES - 2) + b"\n"
    head, _, body = light.partition(b"\r\n\r\n")
    body = body.replace(b"%%EOF", filler + b"%%EOF", 1)
    length = re.sub(rb"Content-Length: \d+", f"Content-Length: {len(body)}".encode(), head)
    return length + b"\r\n\r\n" + body


def p95(answers: list[http_clients.Answer]) -> float:
    """Of twenty visits nineteen were faster; milliseconds."""
    times = sorted(answer.seconds * 1000 for answer in answers)
    return times[int(len(times) * 0.95)]


async def measured(
    public: tuple[str, int], paths: list[str], live: tuple[str, int], clicks: list[bytes]
) -> tuple[list[http_clients.Answer], list[http_clients.Answer], list[http_clients.Answer]]:
    """Visits in quiet, visits while everybody sends, and the answers of these."""
    quiet = await visits(public, paths, asyncio.ensure_future(asyncio.sleep(BEFORE)))
    sending = asyncio.ensure_future(http_clients.all_of(live, clicks, len(clicks)))
    return quiet, await visits(public, paths, sending), sending.result()


def main() -> None:
    """Serve both, fill the line of the one, visit the other."""
    with measuring.folder() as data:
        app, clerks = portal(data)
        with served(app) as live, served(app, "--public-only") as public:
            home = http_clients.a_few_at_a_time(public, [http_clients.get("/", "")])[0]
            paths = sorted({"/", *_LINK.findall(home.text)})
            opened = [http_clients.get(clerk.address, clerk.cookie) for clerk in clerks]
            pages = http_clients.a_few_at_a_time(live, opened)
            clicks = [heavy(clerk, page) for clerk, page in zip(clerks, pages, strict=True)]
            started = time.monotonic()
            quiet, busy, sent = asyncio.run(measured(public, paths, live, clicks))
            took = time.monotonic() - started - BEFORE
    wrong = [one for one in (*quiet, *busy) if one.status != 200]
    refused = [one for one in sent if one.status != 302]
    for one in (*wrong[:1], *refused[:1]):
        print(f"{one.status}: {one.text[:300]}")
    value, peer = p95(busy), p95(quiet)
    print(
        f"{len(paths)} pages, {len(quiet)} visits before, {len(busy)} during {took:.0f} s of "
        f"{UNITS} submissions; {len(wrong)} visits and {len(refused)} submissions failed"
    )
    measuring.result(
        "public_visits", value, "ms (p95)", peer, value / peer, BUDGET,
        value < BUDGET and not wrong and not refused, visits=len(busy), sending_seconds=took,
    )  # fmt: skip


if __name__ == "__main__":
    main()
