"""The grid of a plan as it would become public, and what of it stays inside, with the reason.

A report of a visit tells the unit and, by its deadline, the day. So it is public only when the
visit is, with the day that readers see: neither one that is unannounced and not released, nor one
whose schedule, move or cancellation still waits to be published.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.inspections.models import Conclusion, Finding, Visit
from portal.inspections.queries import first_day, sessions_of
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.publishing.models import Publication
from portal.publishing.payload import UnitRef
from portal.reports.duties.kinds import KINDS
from portal.reports.duties.remediation import KIND as REMEDIATION
from portal.reports.models import Duty
from portal.reports.timeliness.payload import RESULTS, ReportColumn, ReportRow, TimelinessPayload
from portal.reports.timeliness.queries import Cell, grid
from portal.reports.timeliness.rules import public_result, said_of

UNANNOUNCED = "kiểm tra đột xuất chưa công khai"
NOT_PUBLIC = "lịch kiểm tra, hoặc thay đổi của lịch, chưa đăng"
NO_CONCLUSION = "kết luận chưa đăng, hoặc chỉ đăng bản trích"
OWN = "không theo kế hoạch đã đăng"


@dataclass(frozen=True)
class Offer:
    """What would be published, and what stays inside: (report, reason), by unit."""

    payload: TimelinessPayload
    left_out: list[tuple[Cell, str]]


def offer_of(plan: Plan, today: date) -> Offer | None:
    """The grid of ``plan`` on ``today`` as readers may see it; None while the plan is not public.

    A fixed number of queries.
    """
    known = _public("plan", [plan.slug]).get(plan.slug)
    if known is None:
        return None
    cells = grid(plan, today).cells
    visits = _visits_of(cells)
    inside = _reasons(plan, cells, visits)
    shown = [one for one in cells if one.duty.id not in inside]
    rows = _rows(shown, {one.id: one.slug for one in visits})
    counts = Counter((row.report, row.result) for row in rows)
    present = {row.report for row in rows}
    payload = TimelinessPayload(
        year=plan.year,
        plan_slug=plan.slug,
        plan_title=known["title"],
        as_of=today.isoformat(),
        columns=tuple(
            ReportColumn(code, kind.words, **{name: counts[code, name] for name in RESULTS})
            for code, kind in KINDS.items()
            if code in present
        ),
        rows=rows,
        demo=known["demo"],
    )
    return Offer(payload, [(one, inside[one.duty.id]) for one in cells if one.duty.id in inside])


def _rows(cells: list[Cell], visits: dict[int, str]) -> tuple[ReportRow, ...]:
    """Numbered by what is public: a number must not count what is not."""
    made: Counter[tuple[str, str]] = Counter()
    rows = []
    for cell in cells:
        unit, report = cell.duty.unit, cell.duty.kind
        made[unit.code, report] += 1
        number = made[unit.code, report]
        result = public_result(cell.result)
        rows.append(
            ReportRow(
                code=f"{unit.code}/{report}" + (f"-{number}" if number > 1 else ""),
                label=f"{unit.name}: {KINDS[report].words}",
                unit=UnitRef(unit.code, unit.name),
                report=report,
                due=_iso(cell.timing.extended_to or cell.timing.due_on),
                extended=cell.timing.extended_to is not None,
                result=result,
                result_name=said_of(result, cell.days_late, cell.timing),
                days_late=cell.days_late,
                visit_slug=visits.get(cell.duty.visit_id, ""),
            )
        )
    return tuple(rows)


def _visits_of(cells: list[Cell]) -> list[Visit]:
    ids = {one.duty.visit_id for one in cells if one.duty.visit_id}
    return list(Visit.select().where(Visit.id.in_(ids or {0})).order_by(Visit.id))


def _reasons(plan: Plan, cells: list[Cell], visits: list[Visit]) -> dict[int, str]:
    """Duty → why it stays inside; those that may be public are missing."""
    duties = [one.duty for one in cells]
    hidden = _of_visits(duties, visits)
    secret = _only_unannounced(plan)
    for duty in duties:
        if duty.kind not in KINDS:
            hidden[duty.id] = OWN
        elif duty.visit_id is None and (duty.kind, duty.unit_id) in secret:
            hidden[duty.id] = UNANNOUNCED
    return hidden


def _of_visits(duties: list[Duty], visits: list[Visit]) -> dict[int, str]:
    by_id = {one.id: one for one in visits}
    sessions = sessions_of(visits)
    public = _public("visit", [one.slug for one in visits])
    whole = _told_whole(visits)
    found = {}
    for duty in duties:
        visit = by_id.get(duty.visit_id)
        if visit is None:
            continue
        told = public.get(visit.slug)
        if visit.unannounced and not visit.released:
            found[duty.id] = UNANNOUNCED
        elif told is None or _day_told(told) != first_day(sessions[visit.id]):
            found[duty.id] = NOT_PUBLIC
        elif duty.kind == REMEDIATION and visit.id not in whole:
            found[duty.id] = NO_CONCLUSION
    return found


def _told_whole(visits: list[Visit]) -> set[int]:
    """The visits whose conclusion is public with all findings: of what was left out of an
    extract, neither deadline nor report may show."""
    ids = [one.id for one in visits] or [0]
    rows = {row.visit_id: row.slug for row in Conclusion.select().where(Conclusion.visit.in_(ids))}
    public = _public("conclusion", list(rows.values()))
    cut = Finding.select(Finding.visit).where(
        Finding.visit.in_(ids),
        Finding.public == False,  # noqa: E712 (SQL comparison)
    )
    return {visit for visit, slug in rows.items() if slug in public} - {row.visit_id for row in cut}


def _only_unannounced(plan: Plan) -> set[tuple[str, int]]:
    """(kind, unit) that follow from an unannounced strand alone: the plan that readers see does
    not name its units."""
    strands = list(Strand.select().where(Strand.plan == plan))
    ids = [one.id for one in strands] or [0]
    asked: dict[int, set[str]] = {}
    for rule in PlanDeadline.select().where(PlanDeadline.strand.in_(ids)):
        asked.setdefault(rule.strand_id, set()).add(rule.duty)
    named: dict[int, set[int]] = {}
    for member in StrandUnit.select().where(StrandUnit.strand.in_(ids)):
        named.setdefault(member.strand_id, set()).add(member.unit_id)
    secret: set[tuple[str, int]] = set()
    known: set[tuple[str, int]] = set()
    everyone: set[str] = set()
    for one in strands:
        kinds = asked.get(one.id, set())
        pairs = {(kind, unit) for kind in kinds for unit in named.get(one.id, ())}
        if one.mode == "unannounced":
            secret |= pairs
        elif one.id in named:
            known |= pairs
        else:
            everyone |= kinds
    return {pair for pair in secret - known if pair[0] not in everyone}


def _public(kind: str, slugs: list[str]) -> dict[str, dict[str, Any]]:
    """The payloads that readers see now, by slug; what was withdrawn or erased is missing."""
    rows = Publication.select().where(
        Publication.kind == kind,
        Publication.slug.in_(slugs or [""]),
        Publication.current,
        Publication.state == "published",
        Publication.payload.is_null(False),
    )
    return {row.slug: json.loads(row.payload or "{}") for row in rows}


def _day_told(visit: dict[str, Any]) -> date | None:
    """The first day of a visit that readers see; None when all of it was moved or cancelled."""
    days = [one["on"] for one in visit["sessions"] if one["state"] not in ("moved", "cancelled")]
    return date.fromisoformat(min(days)) if days else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
