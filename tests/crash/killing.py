"""One kill while a report is being sent (twice at once), and what is true afterwards."""

import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from portal.db import connection
from tests.crash.faults import EVERY, Faults, Kind, Mode
from tests.crash.reporting import PASSWORD, Clerk, check, clerk, settle
from tests.crash.serving import Server
from tests.crash.visiting import Browser, Ledger


@dataclass(frozen=True)
class Point:
    """Where the kill strikes: at an operation, or (``at`` 0) at a random moment."""

    name: str
    mode: Mode = Mode.KILL_BEFORE
    at: int = 0
    kinds: Kind = EVERY
    match: str = ""
    #: the whole server, or only the worker that meets it
    group: bool = True


#: What a submit does to the disk, by name: the signed file first, its row, then the report.
FILE_POINTS = (
    Point("signed file half written", Mode.KILL_HALFWAY, 1, Kind.WRITE, "files/.incoming"),
    Point("signed file not yet fsynced", Mode.KILL_BEFORE, 1, Kind.SYNC, "files/.incoming"),
    Point("before the file has its name", Mode.KILL_BEFORE, 1, Kind.LINK, "files/"),
    Point("after the file's name, before its row", Mode.KILL_AFTER, 1, Kind.LINK, "files/"),
    Point("the rest of the upload not removed", Mode.KILL_BEFORE, 1, Kind.REMOVE, "files/."),
)
SQLITE_POINTS = (
    Point("before the file's row is written", Mode.KILL_BEFORE, 1, Kind.WRITE, ".db-wal"),
    Point("inside the first write of the log", Mode.KILL_HALFWAY, 2, Kind.WRITE, ".db-wal"),
    Point("before the first commit is durable", Mode.KILL_BEFORE, 1, Kind.SYNC, ".db-wal"),
    Point("after the first commit, before its answer", Mode.KILL_AFTER, 2, Kind.SYNC, ".db-wal"),
    Point("between file row and report", Mode.KILL_BEFORE, 9, Kind.WRITE, ".db-wal"),
    Point("inside the report's rows", Mode.KILL_HALFWAY, 12, Kind.WRITE, ".db-wal"),
    Point("before the report's commit is durable", Mode.KILL_BEFORE, 3, Kind.SYNC, ".db-wal"),
    Point("after the report's commit", Mode.KILL_AFTER, 3, Kind.SYNC, ".db-wal"),
    Point("while the log is copied into the database", Mode.KILL_HALFWAY, 2, Kind.WRITE, ".db$"),
    Point("before the copied log is removed", Mode.KILL_BEFORE, 1, Kind.REMOVE, ".db-wal"),
)


@dataclass
class Campaign:
    """Kills in a row against one server; the ledger spans all of them."""

    server: Server
    faults: Faults
    ledger: Ledger
    app: object
    data: Path
    duties: list[int]
    #: a draft that a colleague goes on typing into, whatever happens
    draft: int
    chance: random.Random
    hits: int = 0
    kills: int = 0

    def __post_init__(self) -> None:
        self.sender = self._signed_in(0, "tab-a")
        self.typist = self._signed_in(1, "tab-b")
        self.typed = 0
        self.usual = 0.0
        self.done: list[int] = []

    def _signed_in(self, number: int, tab: str) -> Clerk:
        browser = Browser(self.server.socket)
        browser.sign_in(clerk(number), PASSWORD)
        browser.get("/lam-viec/")
        return Clerk(browser, self.ledger, tab)

    def calibrate(self, rounds: int = 2) -> list[str]:
        """How long sending takes when nothing breaks, and what it does to the disk."""
        taken = []
        for _ in range(rounds):
            duty = self.next_duty()
            prepared = self.sender.prepare(duty)
            self.faults.arm(Mode.COUNT)
            started = time.monotonic()
            answer = self.sender.send(duty, prepared)
            assert answer is not None
            assert answer.status == 302, answer.text[-3000:]
            taken.append(time.monotonic() - started)
            self.faults.disarm()
        self.usual = min(taken)
        return self.faults.trace()

    def kill_at(self, point: Point) -> bool:
        """One kill; everything acknowledged is checked; whether it struck while sending."""
        duty = self.next_duty()
        self._write_draft(duty)
        prepared = self.sender.prepare(duty)
        stop = threading.Event()
        busy = threading.Thread(target=self._keep_typing, args=(stop,))
        busy.start()
        if point.at and "files/" not in point.match:
            # the write that is counted must be one of the report
            stop.set()
            busy.join()
        struck = self._send_twice_and_kill(duty, prepared, point)
        stop.set()
        busy.join()
        self.faults.disarm()
        self.kills += 1
        self.hits += struck
        if point.group or not point.at or not self.faults.broken:
            self.server.kill()
            self.server.start()
        else:
            self.server.wait()
        self.check([duty, self.draft])
        self._send_in_the_end(duty)
        self.check([duty, self.draft])
        return struck

    def check(self, duties: list[int]) -> None:
        """Compare the ledger with the database."""
        with connection(self.app):  # type: ignore[arg-type]
            settle()
            check(self.ledger, self.data, duties)

    def next_duty(self) -> int:
        """A duty that nobody has sent a report for."""
        self.done.append(self.duties[len(self.done)])
        return self.done[-1]

    def _write_draft(self, duty: int) -> None:
        for word in ("một", "hai"):
            assert self.sender.type(duty, f"Báo cáo {duty}: {word}"), self.server.log.read_text()

    def _keep_typing(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.typed += 1
            self.typist.type(self.draft, f"Lần gõ {self.typed}")
            stop.wait(0.03)

    def _send_twice_and_kill(self, duty: int, prepared: dict[str, object], point: Point) -> bool:
        """A double click, and the kill while it is under way."""
        before = len(self.ledger.lines)
        sent = self.sender.browser.sent = threading.Event()
        clicks = [
            threading.Thread(target=self.sender.send, args=(duty, prepared)) for _ in range(2)
        ]
        if point.at:
            self.faults.arm(
                point.mode, point.at, kinds=point.kinds, match=point.match, group=point.group
            )
        for click in clicks:
            click.start()
        if not point.at:
            sent.wait(60)
            time.sleep(self.chance.uniform(0, self.usual))
            moment = self.ledger.note("kill")["at"]
            self.server.kill()
        for click in clicks:
            click.join()
        if not point.at:
            return any(line["kind"] == "send" for line in self.ledger.in_flight(moment))
        broken = self.faults.broken > 0
        new = self.ledger.lines[before:]
        dead = any(line["event"] == "dead" and line["kind"] == "send" for line in new)
        if not broken:
            self.server.kill()
        return broken and dead

    def _send_in_the_end(self, duty: int) -> None:
        """After the interruption the person sends again, and once more to be sure."""
        answers = [self.sender.send(duty, self.sender.prepare(duty)) for _ in range(2)]
        for answer in answers:
            assert answer is not None
            assert answer.status == 302, answer.text[-3000:]
        receipts = {self.sender.receipt(duty) for _ in range(2)}
        assert len(receipts) == 1
        self.typist.versions.pop(self.draft, None)
        self._resume_typing()

    def _resume_typing(self) -> None:
        """The colleague opens the page again: the version shown is the one that is stored."""
        address = f"/lam-viec/don-vi/bao-cao/{self.draft}/de-cuong/p1.i/"
        page = self.typist.browser.get(address)
        marker = 'name="version" value="'
        start = page.text.index(marker) + len(marker)
        self.typist.versions[self.draft] = int(page.text[start:].split('"', 1)[0])
