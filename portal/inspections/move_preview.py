"""What moving the first day of a visit does to every deadline, before it is saved."""

from dataclasses import dataclass
from datetime import date

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Shift, shift_preview
from portal.inspections.models import Visit
from portal.inspections.queries import deadlines_of, first_day, sessions_of


@dataclass(frozen=True)
class Moved:
    """One deadline before and after the move."""

    title: str
    old: date | None
    new: date | None
    sentence: str


def moved_deadlines(visit: Visit, new_first_day: date | None) -> list[Moved]:
    """Deadlines of the plan that count from the visit, and the open duties of the unit."""
    # Reports stand above inspections; only this call asks them what a move would do.
    from portal.reports.duties.visits import preview_visit_duties

    duties = preview_visit_duties(visit, new_first_day)
    found = [_moved(one.duty.title, one.shift) for one in duties]
    if visit.strand_id and not (visit.unannounced and not visit.released):
        calendar = work_calendar()
        old = first_day(sessions_of([visit])[visit.id])
        for row in deadlines_of({visit.strand_id}).get(visit.strand_id, []):
            rule = DeadlineRule.from_dict(row.rule)
            asked_already = row.duty == "visit_report" and duties
            if rule.kind == "days_before_visit" and not asked_already:
                found.append(_moved(row.title, shift_preview(rule, calendar, old, new_first_day)))
    return found


def _moved(title: str, shift: Shift) -> Moved:
    return Moved(title, shift.old.last_day, shift.new.last_day, shift.sentence)
