"""The blueprint of the unit's report pages, and how each of them finds its duty."""

from typing import Any

from flask import Blueprint, abort, request, url_for

from portal.accounts.access import current_actor
from portal.clock import today
from portal.deadlines.rules import remaining
from portal.reports import queries
from portal.reports.confirming.queries import waits_for_word
from portal.reports.confirming.rules import WAITS_FOR_WORD
from portal.reports.exchange.draft_file import header
from portal.reports.models import Duty
from portal.reports.rules import DUTY_STATES, EDITABLE
from portal.web.described import shown_again

blueprint = Blueprint("reports_unit", __name__, url_prefix="/lam-viec/don-vi")

#: Roles that write a report; unit_viewer only reads.
WRITERS = ("unit_editor", "unit_head")
_CHIPS = {"overdue": "late", "today": "soon", "soon": "soon", "later": "far", "undecided": "far"}


def find_any(duty_id: int) -> Duty:
    """The duty of that number; 404 if it is another unit's, or not there at all."""
    duty = queries.duty_for(current_actor(), "unit", duty_id)
    if duty is None:
        abort(404)
    return duty


def find(duty_id: int) -> Duty:
    """The duty of that number that is filled in on a form; 404 for any other."""
    duty = find_any(duty_id)
    if duty.form_id is None:
        abort(404)
    return duty


def may_write(duty: Duty) -> bool:
    """Whether the present user may edit this report now."""
    return current_actor().has(*WRITERS) and duty.state in EDITABLE


def chip(duty: Duty) -> tuple[str, str]:
    """How long is left, or what became of the report: (words, tone of a deadline chip)."""
    if duty.state not in EDITABLE:
        words = {"submitted": "đã gửi", "accepted": "đã được chấp nhận", "waived": "được miễn"}
        return words[duty.state], "done"
    left = remaining(duty.due_on, today())
    return left.text, _CHIPS[left.tone]


def frame(duty: Duty, here: str = "") -> dict[str, Any]:
    """What every page of a report shows around its content."""
    crumbs = [{"text": "Báo cáo phải nộp", "href": url_for("reports_unit.duties")}]
    if here:
        href = url_for("reports_unit.report", duty_id=duty.id)
        crumbs += [{"text": "Báo cáo", "href": href}, {"text": here}]
    else:
        crumbs.append({"text": "Báo cáo"})
    return {
        "duty": duty,
        "chip": chip(duty),
        "duty_state": _state(duty),
        "crumbs": crumbs,
        "may_write": may_write(duty),
        **(_autosaving(duty) if duty.form_id else {}),
    }


def _state(duty: Duty) -> tuple[str, str]:
    """What became of the report; the office cannot look at one that waits for the unit's word."""
    waits = duty.state == "submitted" and waits_for_word(duty)
    return WAITS_FOR_WORD if waits else DUTY_STATES[duty.state]


def _autosaving(duty: Duty) -> dict[str, Any]:
    """Where a page of this report saves field by field, and what it says in a draft file."""
    file = url_for("reports_unit.draft_json", duty_id=duty.id)
    return {
        "autosave": url_for("reports_unit.save_one", duty_id=duty.id),
        "about": header(duty) | {"tep": file},
    }


def whole(name: str) -> int:
    """A posted count; 0 when it is missing or no count."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def tab() -> tuple[str, int]:
    """The browser tab that posts and how many requests it has sent; ("", 0) without script."""
    return shown_again(request.form.get("client", ""))[:40], whole("sequence")


def dom_id(code: str) -> str:
    """A field code as an HTML id that CSS selectors can use."""
    return code.replace(":", "-").replace(".", "_")
