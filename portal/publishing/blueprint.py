"""The blueprint of the gate for the office, and what its pages share."""

import json
from datetime import datetime, time
from typing import Any

from flask import Blueprint, abort, current_app

from portal.accounts.access import current_actor
from portal.accounts.audit_words import ACTIONS
from portal.accounts.models import AuditEntry
from portal.clock import HANOI, local, now
from portal.deadlines.queries import work_calendar
from portal.documents.public_copies import pdf_notices
from portal.publishing import gate, labels, lint, queries
from portal.publishing.actions import Saw
from portal.publishing.comparing_office import SHORT, beside
from portal.publishing.endings import asked_of
from portal.publishing.payload import canonical, files_in, sha256_of
from portal.publishing.previewing import told_of, touched_pages
from portal.publishing.proposed_changes import compared
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import CHANGE_KINDS, approval_mode, is_late, time_left
from portal.site.preview import address_of
from portal.web.rendering import render

blueprint = Blueprint("publishing_office", __name__, url_prefix="/lam-viec/dieu-hanh/dang")
READERS = ("office_editor", "office_approver", "supervisor")
WRITERS = ("office_editor", "office_approver")
#: When offices open: the hour proposed for a planned publication.
OPENING = time(8, 0)


def found_request(request_id: int) -> PublicationRequest:
    """The request of the address; 404 otherwise."""
    return queries.request_by_id(request_id) or abort(404)


def hour_words(at: datetime) -> str:
    """“08:00 14/03/2026 (còn 2 ngày)”: what the button promises."""
    there = local(at)
    return f"{there:%H:%M %d/%m/%Y} ({time_left(at, now())})"


def proposed_hour() -> datetime:
    """The opening of the next working day."""
    day = work_calendar().add_working(local(now()).date(), 1)
    return datetime.combine(day, OPENING, HANOI)


def hour_of(happening: AuditEntry) -> str:
    """The hour that an entry of a request's history planned, “23:05 22/11/2026”; empty for what
    planned none."""
    told = json.loads(happening.after) if happening.after else None
    at = told.get("at", "") if isinstance(told, dict) else ""
    return f"{local(datetime.fromisoformat(at)):%H:%M %d/%m/%Y}" if at else ""


def saw(form: Any) -> Saw:
    """What the form says its person had before them."""
    typed = form.version.data or ""
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
    return Saw(version, form.base.data or "")


def seen_now(found: PublicationRequest) -> dict[str, Any]:
    """The values of ``Saw`` for the forms of a page made now."""
    base = sha256_of(canonical(queries.base_of(found)))
    return {"version": str(found.version), "base": base}


def paper_context(found: PublicationRequest) -> dict[str, Any]:
    """What slips, submissions and the page of a request all show."""
    return {
        "request_row": found,
        "asked": asked_of(found.change_kind, found.title),
        "compared": compared(gate.proposals_of(found)),
        "told": told_of(found),
        "states": labels.states_of(found.change_kind),
        "kinds": labels.KINDS,
        "change_kinds": CHANGE_KINDS,
    }


def page_context(found: PublicationRequest) -> dict[str, Any]:
    """What the page of a request shows besides its forms."""
    facts = queries.deciding(current_actor(), found)
    is_open = found.state in ("waiting", "approved")
    return {
        **paper_context(found),
        "beside": beside(gate.proposals_of(found)) if found.state != "published" else [],
        "short": SHORT,
        "touched": touched_pages(found) if is_open else {},
        "file_notices": pdf_notices(current_app.config["DATA"], files_of(found)),
        "approvals": queries.published_by(found),
        "address_of": address_of,
        "own": facts.is_author,
        "mode": approval_mode(facts),
        "modes": labels.MODES,
        "history": queries.history(found),
        "hour_of": hour_of,
        "actions": ACTIONS,
        "next_words": labels.next_words(
            found.state,
            facts,
            hour_words(found.publish_at) if found.publish_at else "",
            late=found.publish_at is not None and is_late(found.publish_at, now()),
            stopped=bool(found.failure),
        ),
        "back_url": found.back_url,
        "lint_rows": lint.checked(found),
        "may_accept": is_open and current_actor().has(*WRITERS),
    }


def files_of(found: PublicationRequest) -> list[dict[str, Any]]:
    """The files that become public with the request."""
    payloads = [one.payload for one in gate.proposals_of(found)]
    return [file for payload in payloads for file in files_in(payload)]


def show_request(found: PublicationRequest, forms: dict[str, Any], status: int = 200) -> Any:
    """The page of a request with its forms; ``form`` among them is the one in question."""
    return render(
        "workspace/publishing/request.html", status=status, **forms, **page_context(found)
    )
