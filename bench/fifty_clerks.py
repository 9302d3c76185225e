"""``fifty_clerks``: fifty clerks fill in their reports for ten minutes (budget: no error at all).

Each saves a cell of the own statistics page every one to three seconds, through gunicorn's two
workers on SQLite; FIFTY_CLERKS_MINUTES makes it shorter. An answer other than 200 (a locked
database would be one) fails the run, as does a traceback in the server's log; in the end every
acknowledged value must stand in the draft. Also: how long a save takes, and whether any waited
longer than a person notices.
"""

import asyncio
import os
import random
import statistics

import measuring
import workspace

from portal import db
from portal.reports.queries import draft_fields
from tests.concurrency import http_clients
from tests.concurrency.filled_reports import Clerk
from tests.concurrency.processes import served
from tests.page_checks import Page

CLERKS, MINUTES = 50, float(os.environ.get("FIFTY_CLERKS_MINUTES", "10"))
PAUSE = (1.0, 3.0)


class Writer:
    """A clerk at the keyboard: what was sent, what came back, what is acknowledged."""

    def __init__(self, clerk: Clerk, page: http_clients.Answer) -> None:
        self.clerk, self.token = clerk, Page(page.text).csrf_token
        self.cookie = page.cookie or clerk.cookie
        self.chance = random.Random(clerk.duty.id)
        self.versions = {
            code: 1 for code, kept in clerk.values.items()
            if code.startswith("stat:") and kept.get("state") == "value"
        }  # fmt: skip
        self.acknowledged: dict[str, str] = {}
        self.seconds: list[float] = []
        self.failures: list[http_clients.Answer] = []

    async def work(self, place: tuple[str, int], until: float) -> None:
        """Save one cell after the other with a pause to think, as long as there is time."""
        loop, opened = asyncio.get_running_loop(), asyncio.Event()
        opened.set()
        sequence = 0
        await asyncio.sleep(self.chance.uniform(0, PAUSE[1]))
        while loop.time() < until:
            sequence += 1
            code, value = self.chance.choice(list(self.versions)), str(1000 + sequence)
            form = {
                "code": code, "value": value, "version": str(self.versions[code]),
                "client": "bench", "sequence": str(sequence), "csrf_token": self.token,
            }  # fmt: skip
            address = self.clerk.address.replace("/gui/", "/truong/")
            request = http_clients.post(address, self.cookie, form, None)
            answer = await http_clients.one(place, request, opened)
            self.seconds.append(answer.seconds)
            if answer.status == 200:
                self.versions[code] += 1
                self.acknowledged[code] = value
            else:
                self.failures.append(answer)
            await asyncio.sleep(self.chance.uniform(*PAUSE))

    def lost(self) -> list[str]:
        """The cells whose draft does not hold what was acknowledged."""
        stored = draft_fields(self.clerk.duty)
        return [
            code for code, value in self.acknowledged.items()
            if f'"{value}"' not in stored[code].value
        ]  # fmt: skip


async def day(place: tuple[str, int], writers: list[Writer]) -> None:
    """All of them at once, until the time is over."""
    until = asyncio.get_running_loop().time() + MINUTES * 60
    await asyncio.gather(*(writer.work(place, until) for writer in writers))


def main() -> None:
    """Let them write, then look at what stands in the drafts."""
    with measuring.folder() as data:
        app = workspace.portal(data)
        clerks = workspace.clerks(app, CLERKS)
        app.extensions["database"].close()
        with served(app) as place:
            pages = http_clients.a_few_at_a_time(
                place,
                [
                    http_clients.get(clerk.address.replace("/gui/", "/phu-luc-2/"), clerk.cookie)
                    for clerk in clerks
                ],
            )
            writers = [Writer(clerk, page) for clerk, page in zip(clerks, pages, strict=True)]
            asyncio.run(day(place, writers))
        with db.connection(app):
            lost = [code for writer in writers for code in writer.lost()]
    failures = [answer for writer in writers for answer in writer.failures]
    times = sorted(second * 1000 for writer in writers for second in writer.seconds)
    if failures:
        print(f"{failures[0].status}: {failures[0].text[:500]}")
    p95 = times[int(len(times) * 0.95)]
    print(f"{CLERKS} clerks, {MINUTES:g} min: {len(times)} saves, {len(failures)} failed")
    measuring.result(
        "fifty_clerks", len(failures) + len(lost), "saves failed or lost", None, None, 0,
        not failures and not lost, saves=len(times), median_ms=statistics.median(times),
        p95_ms=p95, longest_ms=times[-1],
    )  # fmt: skip


if __name__ == "__main__":
    main()
