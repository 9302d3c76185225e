"""What the office sees on its start page: units nobody has signed in for, with a deadline near."""

from datetime import date, timedelta

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, Actor
from portal.clock import now
from portal.people.office import STATES
from portal.people.queries import unit_access
from portal.reports.models import Duty
from portal.reports.rules import EDITABLE
from portal.vietnamese import show_date
from portal.web.panels import Panel, Row

#: Three weeks are enough to print a letter again and have it arrive.
AHEAD = timedelta(days=21)
_SHOWN = 8


def panels(actor: Actor, today: date) -> list[Panel]:
    """One panel, and none while everyone who owes something soon has been here."""
    if not actor.has(*OFFICE_ROLES, "supervisor"):
        return []
    due = _first_due(today)
    if not due:
        return []
    rows = [row for row in unit_access(today, now()) if row.unit.id in due and row.state != "ready"]
    if not rows:
        return []
    rows.sort(key=lambda row: due[row.unit.id].due_on)
    shown = [
        Row(
            row.unit.name,
            url_for("reports_office.reminder", duty_id=due[row.unit.id].id),
            note=f"{due[row.unit.id].title}. Hạn {show_date(due[row.unit.id].due_on)}.",
            tag=STATES[row.state][0],
            tone="soon",
        )
        for row in rows[:_SHOWN]
    ]
    return [
        Panel(
            f"Chưa từng đăng nhập, hạn trong ba tuần tới ({len(rows)})",
            shown,
            more="Tài khoản đơn vị, phát thư kích hoạt",
            more_href=url_for("people_office.units"),
        )
    ]


def _first_due(today: date) -> dict[int, Duty]:
    """The first report that each unit owes within three weeks."""
    duties = (
        Duty.select()
        .where(Duty.state.in_(EDITABLE), Duty.due_on >= today, Duty.due_on <= today + AHEAD)
        .order_by(Duty.due_on, Duty.id)
    )
    found: dict[int, Duty] = {}
    for duty in duties:
        found.setdefault(duty.unit_id, duty)
    return found
