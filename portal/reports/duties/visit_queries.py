"""The report that a visit asks for, as the pages of that visit name it."""

from dataclasses import dataclass

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inspections.models import Session
from portal.reports.duties.visits import first_day
from portal.reports.models import Duty, Submission
from portal.reports.office_rules import STATES
from portal.reports.timeliness.queries import moves_of
from portal.reports.timeliness.rules import kept_due


@dataclass(frozen=True)
class VisitReport:
    """The duty of a visit, its state in words, and whether anything was submitted yet."""

    duty_id: int
    state: str
    tone: str
    sent: bool
    fillable: bool
    due_note: str = ""


def report_of_visit(visit_id: int) -> VisitReport | None:
    """The report before inspection (báo cáo phục vụ kiểm tra); None where none is owed."""
    duty = Duty.get_or_none(Duty.visit == visit_id, Duty.kind == "visit_report")
    if duty is None:
        return None
    sent = Submission.select().where(Submission.duty == duty).exists()
    return VisitReport(
        duty.id,
        *STATES[duty.state],
        sent=sent,
        fillable=duty.form_id is not None,
        due_note=due_note(duty),
    )


def due_note(duty: Duty) -> str:
    """Why a report that came in is judged by another day than the visit's pages name; else ""."""
    visit, came = duty.visit, duty.state in ("submitted", "accepted")
    if visit is None or not came or not duty.due_rule or moves_of(Duty.id == duty.id):
        return ""
    moved = Session.select().where(Session.visit == visit, Session.state == "moved").exists()
    if not moved or visit.state == "cancelled":
        return ""
    rule = DeadlineRule.from_dict(duty.due_rule)
    return kept_due(duty.due_on, resolve(rule, work_calendar(), first_day(visit)).last_day)
