"""The report that a visit asks for, as the pages of that visit name it."""

from dataclasses import dataclass

from portal.reports.models import Duty, Submission
from portal.reports.office_rules import STATES


@dataclass(frozen=True)
class VisitReport:
    """The duty of a visit, its state in words, and whether anything was submitted yet."""

    duty_id: int
    state: str
    tone: str
    sent: bool
    fillable: bool


def report_of_visit(visit_id: int) -> VisitReport | None:
    """The report before inspection (báo cáo phục vụ kiểm tra); None where none is owed."""
    duty = Duty.get_or_none(Duty.visit == visit_id, Duty.kind == "visit_report")
    if duty is None:
        return None
    sent = Submission.select().where(Submission.duty == duty).exists()
    return VisitReport(duty.id, *STATES[duty.state], sent=sent, fillable=duty.form_id is not None)
