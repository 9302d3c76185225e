"""Sends what was drawn, judges each answer, and keeps count by kind and status."""

import os
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from hypothesis import HealthCheck, Phase, given, seed, settings
from werkzeug.test import TestResponse

from portal import db, features
from tests.bad_input.answers import ITS_TABLES, changed, counts, faults_of
from tests.bad_input.attacks import Attack, attacks
from tests.bad_input.cases import Case
from tests.bad_input.refusals import refusal_faults
from tests.bad_input.world import World, undone

#: Requests of one run; the suite sends a share, `make bad-input` ten thousand and more.
REQUESTS = int(os.environ.get("BAD_INPUT_REQUESTS", "600"))
SLOWEST = 2.0
#: The statistics table keeps a text that it cannot read beside the cell (``kept_texts``), the
#: last page the signed file that came with a mistake elsewhere.
KEEPS_REFUSED = {
    "reports_unit.save_one": {"draft_field"}, "reports_unit.save_statistics": {"draft_field"},
    "reports_unit.save_statistics_block": {"draft_field"},
    "reports_unit.confirm": {"signed_copy"},
}  # fmt: skip
#: What any request may write, taken or refused: who is there, and that it was refused.
_ALWAYS = {"sign_in_session", "sign_in_attempt", "audit_entry", "blob"}
#: What reading notes: when the unit first opened the notice of a visit.
_BY_READING = {"visit_notice"}
_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
_TRACE = re.compile(r"Traceback \(most recent call|File &#34;/|File \"/|peewee\.|werkzeug\.")


class Campaign:
    """One world under attack; ``faults`` stay empty if all is well."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults: list[str] = []
        self.statuses: Counter[int] = Counter()
        self.kinds: Counter[str] = Counter()
        self.slowest: tuple[float, str] = (0.0, "")

    @property
    def sent(self) -> int:
        """How many requests were answered, or crashed."""
        return self.statuses.total()

    def drawn(self, strategy: Any, times: int, key: str, judge: Callable[[Any], None]) -> None:
        """Judge so many examples, the same ones in each run; ``key`` makes the series differ."""

        @seed(crc32(key.encode()))
        @settings(
            max_examples=times,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def each(example: Any) -> None:
            judge(example)

        each()

    def on_form(self, case: Case, times: int) -> None:
        """So many attacks on one form."""
        self.drawn(attacks(case), times, case.endpoint, lambda one: self.post(case, one))

    def post(self, case: Case, attack: Attack) -> None:
        """One attack on a form: sent, judged, undone."""
        what = f"{case.endpoint} {attack}"
        client = self.world.client(case.endpoint)
        own = {"AuditEntry", *ITS_TABLES[case.endpoint.partition(".")[0]].split()}
        with undone(client):
            before = counts()
            with written() as tables:
                answer, crash = self.timed(
                    what,
                    lambda: client.http.post(
                        case.path,
                        data=attack.body,
                        content_type=attack.content_type,
                        headers=_token(case),
                    ),
                )
            more = changed(before, counts()).keys() - own
            # an address forged into “next” may lead to no page, though never away
            leads = attack.field != "next"
            braces = "{" in str(attack.sent)
            found = faults_of(self.world, case, answer, crash, braces=braces, followed=leads)
        if answer is not None and answer.status_code >= 400:
            found += refusal_faults(case, attack, answer)
            meant = _ALWAYS | KEEPS_REFUSED.get(case.endpoint, set())
            if tables - meant and answer.status_code != 500:
                found += self._really_changed(case, attack, tables - meant)
        found += [f"changed {name}" for name in sorted(more)]
        self.note(attack.kind, answer, what, found)

    def get(self, http: Any, path: str, kind: str) -> None:
        """One odd address: below 500, a sound page, nothing written."""
        with undone(self.world.clients[""]), written() as tables:
            answer, crash = self.timed(path, lambda: http.get(path))
            case = Case("accounts.sign_in", path, None, {})  # type: ignore[arg-type]
            found = faults_of(self.world, case, answer, crash, braces=True, followed=False)
        if wrote := sorted(tables - _ALWAYS - _BY_READING):
            found.append(f"a GET wrote {wrote}")
        self.note(f"address: {kind}", answer, f"GET {path[:200]}", found)
        if answer is not None:
            answer.close()

    def timed(self, what: str, send: Callable[[], TestResponse]) -> tuple[TestResponse | None, str]:
        """The answer, or None and where it crashed; its seconds of processor time are kept."""
        begun = time.process_time()
        try:
            answer, crash = send(), ""
            answer.get_data()
        except Exception:  # noqa: BLE001 - whatever it is, it is the finding
            answer, crash = None, traceback.format_exc(limit=-3)
        self.slowest = max(self.slowest, (time.process_time() - begun, what[:150]))
        if time.process_time() - begun > SLOWEST:
            self.faults.append(f"{what}: took {time.process_time() - begun:.1f} s")
        return answer, crash

    def note(self, kind: str, answer: TestResponse | None, what: str, found: list[str]) -> None:
        """Count the answer; keep what is wrong with it."""
        status = 500 if answer is None else answer.status_code
        self.statuses[status] += 1
        self.kinds[kind] += 1
        if answer is not None:
            if "X-Injected" in answer.headers:
                found = [*found, "a header was injected"]
            if answer.mimetype == "text/html" and _TRACE.search(answer.text):
                found = [*found, "a stack trace is shown"]
        self.faults += [f"{what}: {fault}" for fault in found]
        if found and REQUESTS >= 10_000:  # a long run need not be over to be read
            print(f"{what}: {found}", flush=True)

    def _really_changed(self, case: Case, attack: Attack, tables: set[str]) -> list[str]:
        """Again, comparing the rows: what was written may have been taken back."""
        client = self.world.client(case.endpoint)
        with undone(client):
            before = {table: _rows(table) for table in tables}
            client.http.post(
                case.path,
                data=attack.body,
                content_type=attack.content_type,
                headers=_token(case),
            )
            return [f"refused, but {table} changed" for table in sorted(tables)
                    if _rows(table) != before[table]]  # fmt: skip

    def report(self) -> str:
        """Counts by status and by kind, and the slowest."""
        lines = [f"{self.sent} requests; slowest {self.slowest[0]:.2f} s: {self.slowest[1]!r}"]
        lines.append(
            "by status: " + ", ".join(f"{k}: {n}" for k, n in sorted(self.statuses.items()))
        )
        lines.append("by kind: " + ", ".join(f"{k}: {n}" for k, n in sorted(self.kinds.items())))
        return "\n".join(lines)


def _token(case: Case) -> dict[str, str]:
    """The token in a header as well: only the body is wrong, not the right to send it."""
    tokens = [value for name, value in case.good.items() if "csrf_token" in name]
    return {"X-CSRFToken": tokens[0][0]} if tokens else {}


def _rows(table: str) -> list[tuple[Any, ...]]:
    return sorted(db.database.execute_sql(f'SELECT * FROM "{table}"').fetchall(), key=repr)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that statements of the block write to, whether or not they are taken back."""
    tables: set[str] = set()
    known = {model._meta.table_name for model in features.models()}
    database = db.database.obj
    execute = database.execute_sql

    def noting(sql: str, *args: Any, **kwargs: Any) -> Any:
        if (found := _WRITE.match(sql)) and found[1] in known:
            tables.add(found[1])
        return execute(sql, *args, **kwargs)

    database.execute_sql = noting
    try:
        yield tables
    finally:
        del database.execute_sql
