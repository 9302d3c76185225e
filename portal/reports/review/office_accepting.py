"""The office accepts many reports from the board, and takes an acceptance back for a while."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.reports.board.queries import BoardRow
from portal.reports.models import Submission
from portal.reports.office_blueprint import READERS, WRITERS, blueprint
from portal.reports.review import acceptances
from portal.reports.review.models import AcceptanceBatch
from portal.web.rendering import render

_MOST = 500


def is_acceptable(row: BoardRow) -> bool:
    """Whether the board offers to accept the newest submission of a row.

    What was put right is verified finding by finding and has no submission to accept.
    """
    return row.duty.state == "submitted" and row.submissions > 0 and not row.parent.blocks


@blueprint.post("/chap-nhan/")
@allow(*WRITERS)
def accept_many() -> Any:
    """Accept what was ticked on the board: ``chon`` is “<duty>-<number>”, as it was shown."""
    chosen = _chosen()
    if not chosen:
        flash("Chưa chọn báo cáo nào để chấp nhận.", "error")
        return redirect(url_for("reports_office.board"))
    batch, refused = acceptances.accept_many(current_actor(), chosen, "", now())
    for submission, reason in refused:
        flash(f"{submission.duty.unit.name}: {reason}", "error")
    if batch is None:
        return redirect(url_for("reports_office.board"))
    return redirect(url_for("reports_office.acceptance", batch_id=batch.id))


@blueprint.get("/chap-nhan/<int:batch_id>/")
@allow(*READERS)
def acceptance(batch_id: int) -> Response:
    """What was accepted in one go, and until when that can be undone."""
    return _page(_found(batch_id))


@blueprint.post("/chap-nhan/<int:batch_id>/hoan-tac")
@allow(*WRITERS)
def undo_acceptance(batch_id: int) -> Any:
    """Take the acceptances of a batch back."""
    batch = _found(batch_id)
    try:
        count = acceptances.undo(current_actor(), batch, now())
        flash(f"Đã hoàn tác: {count} báo cáo trở lại trạng thái chờ xem.", "success")
    except acceptances.TooLate as error:
        flash(str(error), "error")
    return redirect(url_for("reports_office.acceptance", batch_id=batch.id))


def _found(batch_id: int) -> AcceptanceBatch:
    batch: Any = AcceptanceBatch.get_or_none(id=batch_id) or abort(404)
    return batch


def _page(batch: AcceptanceBatch) -> Response:
    until = batch.at + acceptances.UNDO_FOR
    return render(
        "workspace/reports/office/acceptance.html",
        batch=batch,
        rows=acceptances.reports_of(batch),
        until=until,
        may_undo=current_actor().has(*WRITERS) and not batch.undone_at and now() <= until,
    )


def _chosen() -> list[Submission]:
    """The ticked submissions, each once, in the order of the board; unknown ones left out."""
    found = []
    for text in dict.fromkeys(request.form.getlist("chon")[:_MOST]):
        duty, _, number = text.partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (duty, number)):
            found.append(Submission.get_or_none(duty=int(duty), number=int(number)))
    return [submission for submission in found if submission]
