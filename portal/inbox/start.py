"""What the inbox puts on the start page: unread items; for the office, letters that failed."""

from datetime import date

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, Actor
from portal.clock import local
from portal.inbox import queries
from portal.inbox.rules import KINDS
from portal.web.panels import Panel, Row

_SHOWN = 5


def panels(actor: Actor, today: date) -> list[Panel]:
    """One panel when there is something unread, one when a letter could not be delivered."""
    found = []
    unread = queries.unread_of(actor)
    if unread:
        rows = [
            Row(
                item.title,
                url_for("inbox.items", _anchor=f"tin-{item.id}"),
                note=f"{local(item.at):%d/%m/%Y}",
                tag=KINDS.get(item.kind, ""),
                tone="blue",
            )
            for item in queries.items_of(actor)[: min(unread, _SHOWN)]
        ]
        found.append(
            Panel(
                f"Hộp tin ({unread} tin chưa đọc)",
                rows,
                more="Mở hộp tin",
                more_href=url_for("inbox.items"),
            )
        )
    if actor.has(*OFFICE_ROLES, "admin") and (failed := queries.failed_letters()):
        found.append(
            Panel(
                f"Thư điện tử không gửi được ({len(failed)})",
                [
                    Row(
                        letter.user.full_name,
                        url_for("letters.letters", _anchor=f"thu-{letter.id}"),
                        note=f"{letter.subject}. Hãy báo bằng điện thoại hoặc sửa địa chỉ.",
                        tag="Không gửi được",
                        tone="late",
                    )
                    for letter in failed[:_SHOWN]
                ],
                more="Thư điện tử",
                more_href=url_for("letters.letters"),
            )
        )
    return found
