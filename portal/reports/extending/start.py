"""What the start page shows of extensions: who asks for more time."""

from datetime import date

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, Actor
from portal.deadlines.rules import remaining
from portal.reports.extending.queries import waiting
from portal.vietnamese import show_date
from portal.web.panels import Panel, Row

_SHOWN = 8


def panels(actor: Actor, today: date) -> list[Panel]:
    """One panel for the office, and none while nobody asks."""
    rows = waiting() if actor.has(*OFFICE_ROLES) else []
    if not rows:
        return []
    shown = [
        Row(
            row.duty.unit.name,
            url_for("reports_office.extend", duty_id=row.duty_id),
            note=f"{row.duty.title}. Xin đến hết ngày {show_date(row.wished_on)}.",
            tag=remaining(row.duty.due_on, today).text,
            tone="soon",
        )
        for row in rows[:_SHOWN]
    ]
    return [
        Panel(
            f"Đơn vị xin gia hạn ({len(rows)})",
            shown,
            more="Mọi đề nghị",
            more_href=url_for("reports_office.extensions"),
        )
    ]
