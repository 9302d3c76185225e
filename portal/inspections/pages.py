"""What the pages of all three audiences share: finding, chips, refusals, downloads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, request, send_file
from werkzeug.wrappers import Response

from portal.accounts.access import current_actor
from portal.accounts.rules import OFFICE_ROLES
from portal.deadlines.rules import remaining
from portal.documents.blobs import path_of
from portal.documents.models import Blob
from portal.inspections import rules
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.clash_rules import Clash, digest
from portal.inspections.models import Visit
from portal.inspections.queries import NotFound, visit_for
from portal.web.rendering import render

READERS = (*OFFICE_ROLES, "supervisor")
WRITERS = OFFICE_ROLES
_CHIP_TONES = {"overdue": "late", "today": "soon", "soon": "soon"}
_STATE_TONES = {
    "planned": "blue", "under_way": "orange", "visited": "yellow", "concluded": "green",
    "cancelled": "grey", "moved": "grey", "done": "green",
    "open": "grey", "overdue": "red", "reported": "blue", "insufficient": "orange",
    "verified": "green",
    "strength": "green", "shortcoming": "yellow", "violation": "red",
}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """How long is left, and the tone that says it."""

    text: str
    tone: str


def chip(due_on: date | None, today: date) -> Chip:
    """The chip of a deadline: late, soon or far."""
    left = remaining(due_on, today)
    return Chip(left.text, _CHIP_TONES.get(left.tone, "far"))


def found_visit(audience: str, visit_id: int) -> Visit:
    """The visit of the address within the audience's scope; 404 otherwise."""
    try:
        return visit_for(current_actor(), audience, visit_id)
    except NotFound:
        abort(404)


def show(page: str, status: int = 200, **context: Any) -> Response:
    """A page of this feature with the words and tones every one of them uses."""
    return render(
        f"workspace/inspections/{page}",
        status=status,
        rules=rules,
        tones=_STATE_TONES,
        **context,
    )


def version_in(form: Any) -> int:
    """The version the form was opened with; one that never holds when it was tampered with."""
    typed = form.version.data or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def say(field: Any, message: str) -> None:
    """Put a message at a field that has no error of its own. Called after the form has looked at
    itself and before it is answered, so that all that is wrong is told in one answer."""
    if message and not field.errors:
        field.errors = [message]


def tried(form: Any, call: Callable[[], Any]) -> int:
    """The status of doing ``call``: 303 done, 422 not possible (said on the form), 409 changed."""
    try:
        call()
    except NotPossible as refusal:
        form.form_errors.append(str(refusal))
        return 422
    except ChangedMeanwhile:
        return 409
    return 303


NOT_ACCEPTED = "Đánh dấu ô này để lưu dù có cảnh báo, hoặc đổi lịch cho hết cảnh báo."


def warned(form: Any, found: list[Clash]) -> bool:
    """Whether the warnings must be shown (again) before saving: these were not accepted yet."""
    mark = digest(found)
    accepted = not found or (form.accept.data and form.seen.data == mark)
    if not accepted:
        form.accept.data = False
        asked = request.form.get("action")
        if form.seen.data == mark and asked not in ("check", "preview", "add"):
            # the same warnings were shown: the button alone did not save, and this is why
            form.accept.errors = [NOT_ACCEPTED]
    form.seen.data = mark
    return not accepted


def download(blob: Blob, name: str) -> Response:
    """A stored file as an attachment."""
    response = send_file(
        path_of(current_app.config["DATA"], blob.sha256),
        mimetype=blob.media_type,
        as_attachment=True,
        download_name=name,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
