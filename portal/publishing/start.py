"""What waits at the gate, on the start page of the office."""

from datetime import date

from flask import url_for

from portal.accounts.rules import Actor
from portal.publishing import queries
from portal.web.panels import Panel, Row


def panels(actor: Actor, today: date) -> list[Panel]:
    """Requests waiting for approval; an approver sees first what others proposed."""
    if not actor.has("office_editor", "office_approver", "supervisor"):
        return []
    waiting = queries.requests("waiting")
    rows = [
        Row(
            request.title,
            url_for("publishing_office.request_page", request_id=request.id),
            note=request.change_note,
            tag="Phiếu của anh/chị" if request.author_id == actor.user_id else "Chờ duyệt",
            tone="grey" if request.author_id == actor.user_id else "soon",
        )
        for request in waiting
    ]
    return [Panel("Chờ duyệt đăng công khai", rows, empty="Không có phiếu trình nào chờ duyệt.")]
