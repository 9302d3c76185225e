"""The office's blueprint of plans, and what all its views share."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from portal.plans import queries
from portal.plans.forms import VersionedForm
from portal.plans.models import Plan, Strand
from portal.web.rendering import render

blueprint = Blueprint("plans_office", __name__, url_prefix="/lam-viec/dieu-hanh/ke-hoach")
READERS = ("office_editor", "office_approver", "supervisor")
WRITERS = ("office_editor", "office_approver")
UNSEEN = (
    "Mục này vừa được người khác sửa nên chưa xóa. Hãy xem lại nội dung mới, rồi xóa nếu vẫn cần."
)


def found_plan(plan_id: int) -> Plan:
    """The plan of an address, or 404."""
    return queries.plan_by_id(plan_id) or abort(404)


def found_strand(plan: Plan, strand_id: int) -> Strand:
    """The strand of an address, or 404."""
    return queries.strand_of(plan, strand_id) or abort(404)


def plan_url(plan: Plan, part: str = "") -> str:
    """The address of a plan's page in the workspace, at one of its parts."""
    return url_for("plans_office.plan", plan_id=plan.id, _anchor=part or None)


def seen_version(text: str) -> int:
    """The version that a button was drawn at; 0, which fits none, when it was tampered with."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def form_page(
    plan: Plan | None, title: str, form: Any, status: int = 200, **context: Any
) -> Response:
    """A page that holds one form about a plan (``workspace/plans/form.html``)."""
    return render(
        "workspace/plans/form.html", status=status, plan=plan, title=title, form=form, **context
    )


def conflict(form: VersionedForm, version: int, stored: Mapping[str, str]) -> dict[str, Any]:
    """Both texts of what differs, for a page with status 409.

    The form then knows the stored ``version``: sending it once more is a choice made knowingly.
    """
    rows = []
    for name, text in stored.items():
        typed = form[name]._value() if hasattr(form[name], "_value") else str(form[name].data or "")
        if typed.strip() != text.strip():
            rows.append({"label": form[name].plain_label, "stored": text, "typed": typed})
    form.version.data = str(version)
    return {"conflict": True, "differences": rows}
