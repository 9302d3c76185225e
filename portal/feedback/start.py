"""Messages that wait for an answer, on the start page of the office."""

from datetime import date

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, Actor
from portal.clock import local
from portal.feedback import queries
from portal.feedback.rules import late
from portal.vietnamese import format_date
from portal.web.panels import Panel, Row

SHOWN = 5


def panels(actor: Actor, today: date) -> list[Panel]:
    """The oldest messages, for those who answer; none while nothing waits."""
    if not actor.has(*OFFICE_ROLES):
        return []
    waiting = queries.waiting()
    if not waiting:
        return []
    rows = [_row(row, today) for row in waiting[:SHOWN]]
    more = f"Xem cả {len(waiting)} góp ý" if len(waiting) > SHOWN else "Xem mọi góp ý"
    return [Panel("Góp ý chờ trả lời", rows, "", more, url_for("feedback_office.messages"))]


def _row(row: queries.Feedback, today: date) -> Row:
    received = local(row.received_at).date()
    words = row.text if len(row.text) <= 80 else f"{row.text[:80].rsplit(' ', 1)[0]}…"
    href = url_for("feedback_office.message", feedback_id=row.id)
    tag, tone = ("chờ quá 7 ngày", "red") if late(received, today) else ("", "grey")
    return Row(f"{row.label}: {words}", href, f"nhận {format_date(received)}", tag, tone)
