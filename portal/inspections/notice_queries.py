"""The register of schedule notices: what was sent, opened, acknowledged, and what is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inspections.models import Visit, VisitNotice
from portal.inspections.queries import deadlines_of, scheduled

#: Days in which a unit is to say that it has the notice; then the office asks.
DAYS_TO_ACKNOWLEDGE = 3


@dataclass(frozen=True)
class NoticeRow:
    """A visit in the register. ``due``: last day to send, None without a rule; ``outdated``: the
    visit was moved after the notice went out; ``again``: so it is to be sent again, for the visit
    is still to come; ``overdue``: sent and not acknowledged in time."""

    visit: Visit
    notice: VisitNotice | None
    due: date | None
    outdated: bool
    overdue: bool
    again: bool = False

    @property
    def late(self) -> bool:
        """Whether it went out after its last day."""
        return bool(self.due and self.visit.noticed_on and self.visit.noticed_on > self.due)


def notice_register(scope: Any, today: date, plan_id: int | None = None) -> list[NoticeRow]:
    """The visits of ``scope`` that may be announced, by date; one that was cancelled stays if its
    notice had gone out. Five queries."""
    visits = [
        visit
        for visit in scheduled(scope, plan_id)
        if (visit.state != "cancelled" or visit.noticed_on)
        and not (visit.unannounced and not visit.released)
    ]
    notices = {
        row.visit_id: row
        for row in VisitNotice.select().where(VisitNotice.visit.in_([one.id for one in visits]))
    }
    rules = deadlines_of({visit.strand_id for visit in visits if visit.strand_id})
    calendar = work_calendar()
    rows = []
    for visit in visits:
        due = None
        for rule in rules.get(visit.strand_id, []):
            if rule.duty == "schedule_notice" and visit.first_day:
                due = resolve(DeadlineRule.from_dict(rule.rule), calendar, visit.first_day).last_day
        notice = notices.get(visit.id)
        stands = visit.state != "cancelled"
        outdated = stands and told_before_move(notice, visit.first_day)
        coming = visit.first_day is not None and visit.first_day >= today
        again = outdated and visit.state == "planned" and coming
        rows.append(NoticeRow(visit, notice, due, outdated, _overdue(visit, notice, today), again))
    return rows


def told_before_move(notice: VisitNotice | None, first_day: date | None) -> bool:
    """Whether a notice names another first day than the visit has now."""
    return bool(notice and notice.first_day and notice.first_day != first_day)


def _overdue(visit: Visit, notice: VisitNotice | None, today: date) -> bool:
    if visit.state != "planned" or visit.noticed_on is None:
        return False
    coming = visit.first_day is None or visit.first_day >= today
    asked = notice.sent_on if notice else visit.noticed_on
    open_still = notice is None or notice.acknowledged_at is None
    return coming and open_still and today > asked + timedelta(days=DAYS_TO_ACKNOWLEDGE)
