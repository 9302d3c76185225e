"""Answers to the office's comments on a returned report: all cards of the page are one form."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import actions, history_queries
from portal.reports.forms import AnswerForm
from portal.reports.models import ReviewComment
from portal.reports.unit_base import WRITERS, blueprint, find
from portal.reports.unit_duties import report_page


@blueprint.post("/bao-cao/<int:duty_id>/y-kien/<int:comment_id>/")
@allow(*WRITERS)
def answer(duty_id: int, comment_id: int) -> Response:
    """Write every answer that was typed on the page, not only that of the button's own card.

    A clerk answers one comment after the other and presses one button: what stands in the other
    cards is not to be lost. A card that nobody touched is left alone, so that what a colleague
    has answered meanwhile stays. What could not be taken is shown again, with the text.
    """
    duty = find(duty_id)
    comments = {c.id: c for c in history_queries.sent_comments(duty)}
    if comment_id not in comments or duty.state != "returned":
        abort(404)
    wrong: list[AnswerForm] = []
    stale = False
    for comment in comments.values():
        form = AnswerForm(prefix=f"c{comment.id}")
        if comment.id != comment_id and _untouched(form):
            continue
        if not form.validate_on_submit():
            wrong.append(form)
            continue
        try:
            actions.answer_comment(
                current_actor(), comment, form.answer.data, form.fixed.data, form.seen.data or None
            )
        except actions.AnsweredMeanwhile as other:
            _show_theirs(form, other.comment)
            wrong.append(form)
            stale = True
    if wrong:
        return report_page(duty, wrong, 409 if stale else 422)
    flash("Đã ghi trả lời ý kiến.", "success")
    return redirect(url_for("reports_unit.report", duty_id=duty.id, _anchor="y-kien"))


def _untouched(form: AnswerForm) -> bool:
    """Whether the card came back as the page showed it, or was not on the page at all."""
    if f"{form._prefix}seen" not in request.form:
        return True
    shown = actions.answer_digest(form.answer.data or "", bool(form.fixed.data))
    return bool(form.seen.data == shown)


def _show_theirs(form: AnswerForm, theirs: ReviewComment) -> None:
    form.answer.errors = [
        f"Có người vừa trả lời ý kiến này{' và đánh dấu đã sửa' if theirs.fixed else ''}: "
        f"“{theirs.answer}”. Trong ô là nội dung của anh/chị; ghi lại để dùng nội dung này."
    ]
    form.seen.data = actions.answer_digest(theirs.answer, theirs.fixed)
