"""What becomes public of visits, conclusions and remediation."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from portal.publishing.payload import Payload, Ref, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument


@dataclass(frozen=True)
class SessionPayload:
    """A working session (buổi làm việc). ``state``: planned, moved, cancelled or done.

    A moved session stays with ``state`` "moved" and its reason; ``moved_to`` is the code
    of the session that took its place.
    """

    code: str
    on: str
    part: str
    part_name: str
    time: str
    place: str
    sub_unit: str
    state: str
    reason: str = ""
    moved_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReportDeadline(PublicDeadline):
    """The deadline of the report before a visit whose first day is not the one first told.

    ``former``: the last day by the schedule as first told (ISO). A report handed in before the
    move is judged by the day it was due on then, any other by ``last_day``. It says what holds
    for any report, not whether this one came: who handed in when is public by decision only.
    """

    former: str = ""


@dataclass(frozen=True)
class VisitPayload(Payload):
    """A visit of the published schedule; slug ``<year>/<unit code>[-n]``."""

    kind: ClassVar[str] = "visit"

    year: int
    plan_slug: str
    plan_title: str
    unit: UnitRef
    strand: str
    strand_name: str
    method: str
    team: str
    team_head: str
    sessions: tuple[SessionPayload, ...]
    deadlines: tuple[PublicDeadline, ...]
    state: str
    demo: bool = False

    def headline(self) -> str:
        return f"Kiểm tra tại {self.unit.name}"

    def refs(self) -> list[Ref]:
        return [
            Ref("session", self.unit.code, date.fromisoformat(session.on))
            for session in self.sessions
        ] or [Ref("visit", self.unit.code)]


@dataclass(frozen=True)
class FindingPayload:
    """A finding. ``finding_kind``: strength, shortcoming or violation."""

    code: str
    domain: str
    domain_name: str
    finding_kind: str
    kind_name: str
    text: str
    cause: str
    recommendation: str
    deadline: PublicDeadline | None = None


@dataclass(frozen=True)
class ConclusionPayload(Payload):
    """A conclusion notice (thông báo kết luận); ``is_extract``: something was left out."""

    kind: ClassVar[str] = "conclusion"

    year: int
    title: str
    unit: UnitRef
    plan_slug: str
    plan_title: str
    visit_slug: str
    visit_dates: tuple[str, ...]
    document: PublicDocument
    missing_document_reason: str
    summary: str
    findings: tuple[FindingPayload, ...]
    is_extract: bool
    extract_note: str = ""
    demo: bool = False

    def headline(self) -> str:
        return self.title

    def refs(self) -> list[Ref]:
        issued = self.document.issued_on
        return [Ref("conclusion", self.unit.code, date.fromisoformat(issued) if issued else None)]


@dataclass(frozen=True)
class RemediationRow:
    """One shortcoming on its way: asked for, reported by the unit, verified by the office.

    ``first_reported_on``: the day of the first report (ISO), by which it is judged, where the
    unit reported again on a later one; "" otherwise.
    """

    code: str
    domain_name: str
    text: str
    recommendation: str
    deadline: PublicDeadline | None
    reported_on: str
    reported_text: str
    verified_on: str
    verified_text: str
    state: str
    state_name: str
    first_reported_on: str = ""


@dataclass(frozen=True)
class AnswerRow:
    """A proposal of the unit (kiến nghị): who answers, by when, and the answer."""

    code: str
    text: str
    agency: str
    due: str
    answered_on: str
    answer: str


@dataclass(frozen=True)
class RemediationPayload(Payload):
    """Remediation after a conclusion; its slug is the conclusion's."""

    kind: ClassVar[str] = "remediation"

    year: int
    unit: UnitRef
    conclusion_slug: str
    conclusion_title: str
    rows: tuple[RemediationRow, ...]
    answers: tuple[AnswerRow, ...] = ()
    demo: bool = False

    def headline(self) -> str:
        return f"Khắc phục sau kiểm tra tại {self.unit.name}"

    def as_json(self) -> dict[str, Any]:
        rows = [
            {name: value for name, value in row.items() if name != "first_reported_on" or value}
            for row in asdict(self)["rows"]
        ]
        return {**asdict(self), "rows": rows}

    def refs(self) -> list[Ref]:
        return [Ref("remediation", self.unit.code)]


@dataclass(frozen=True)
class CalendarMark:
    """What a calendar knows a session by: ``uid`` stays when it moves, ``sequence`` rises with
    each move and once more when it is cancelled (RFC 5545, 3.8.7.4)."""

    uid: str
    sequence: int


def calendar_marks(
    visit_slug: str, sessions: Iterable[Mapping[str, Any]]
) -> dict[str, CalendarMark]:
    """The marks of the sessions of a visit by their codes, as publications keep them (JSON).

    A moved session hands its uid to the one that took its place, so what replaced it is the
    same entry at another time; the old one is no entry of its own and is left out. All of it
    follows from ``moved_to``, so that publications of any age have it.
    """
    rows = {row["code"]: row for row in sessions}
    before = {row["moved_to"]: code for code, row in rows.items() if row.get("moved_to") in rows}
    marks = {}
    for code, row in rows.items():
        if row["state"] == "moved" and row.get("moved_to") in rows:
            continue
        first, moves = code, 0
        while first in before and moves < len(rows):
            first, moves = before[first], moves + 1
        uid = f"{visit_slug.replace('/', '-')}-{first}@lich-kiem-tra"
        marks[code] = CalendarMark(uid, moves + (row["state"] in ("cancelled", "moved")))
    return marks
