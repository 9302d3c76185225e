"""The check before publishing as the office works with it: one finding, and why it stays."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.publishing import lint, queries
from portal.publishing.findings import SEVERITIES
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import OPEN
from portal.web.fields import TextAreaField
from portal.web.forms import Form
from portal.web.rendering import render

blueprint = Blueprint("lint_office", __name__, url_prefix="/lam-viec/dieu-hanh/ra-soat")
WRITERS = ("office_editor", "office_approver")


class ReasonForm(Form):
    """Why a finding stays as it is."""

    reason = TextAreaField(
        "Lý do giữ nguyên",
        hint="Lưu cùng phiếu trình; người đọc trang công khai không thấy.",
        rows=3,
        max_length=1000,
    )


@blueprint.route("/<int:request_id>/<key>/", methods=["GET", "POST"])
@allow(*WRITERS)
def accept(request_id: int, key: str) -> Any:
    """Leave one finding of a request as it is, saying why."""
    found = queries.request_by_id(request_id) or abort(404)
    row = _row(found, key)
    given = row.accepted.reason if row.accepted else ""
    form = ReasonForm(data={"reason": given})
    if not form.is_submitted():
        return _page(found, row, form)
    if not form.validate():
        return _page(found, row, form, 422)
    lint.accept(current_actor(), found, key, form.reason.data)
    flash("Đã ghi lý do giữ nguyên.", "success")
    return redirect(
        url_for("publishing_office.request_page", request_id=found.id, _anchor="ra-soat")
    )


def _row(found: PublicationRequest, key: str) -> lint.Checked:
    """A finding that may stay, of a request that nobody has published yet; else 404."""
    if found.state not in OPEN:
        abort(404)
    rows = [one for one in lint.checked(found) if one.finding.key == key]
    if not rows or not rows[0].finding.acceptable:
        abort(404)
    return rows[0]


def _page(found: PublicationRequest, row: lint.Checked, form: ReasonForm, status: int = 200) -> Any:
    return render(
        "workspace/publishing/accept_finding.html",
        status=status,
        request_row=found,
        row=row,
        form=form,
        severities=SEVERITIES,
    )
