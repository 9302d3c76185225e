"""What a unit's division of work puts on the start page: the parts that are one's own."""

from datetime import date

from flask import url_for

from portal.accounts.rules import UNIT_ROLES, Actor
from portal.reports.sharing.queries import parts_for
from portal.vietnamese import format_date
from portal.web.panels import Panel, Row


def panels(actor: Actor, today: date) -> list[Panel]:
    """The reports in which parts are the actor's to write; no panel without any."""
    if not actor.has(*UNIT_ROLES):
        return []
    rows = [
        Row(
            duty.title,
            url_for("reports_unit.shares", duty_id=duty.id),
            note=f"Hạn gửi {format_date(duty.due_on)}." if duty.due_on else "",
            tag=f"{count} phần",
            tone="soon",
        )
        for duty, count in parts_for(actor)
    ]
    return [Panel("Phần báo cáo giao cho tôi", rows)] if rows else []
