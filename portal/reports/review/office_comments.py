"""The office comments on a submission, keeps notes for itself, ticks what was asked before."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.reports.board.queries import BoardRow
from portal.reports.models import ReviewComment, Submission
from portal.reports.office_blueprint import WRITERS, blueprint, found_submission
from portal.reports.office_forms import CommentForm
from portal.reports.office_reading import Reading, read
from portal.reports.office_rules import VERDICTS, NotAllowedNow
from portal.reports.office_viewing import anchor
from portal.reports.review import comments as review_comments
from portal.reports.review.models import InternalNote
from portal.reports.review.queries import asked_before
from portal.web.rendering import render

_CELLS = (("", "Cả dòng"), ("previous", ""), ("current", ""), ("note", "Ghi chú"))


@blueprint.route("/<int:duty_id>/lan/<int:number>/gop-y/", methods=["GET", "POST"])
@allow(*WRITERS)
def comment(duty_id: int, number: int) -> Any:
    """Pin a comment to a field; without one, to the whole report."""
    row, sent = found_submission(duty_id, number)
    reading = read(sent)
    field = request.args.get("muc", "")
    if not reading.knows(field):
        abort(404)
    form = CommentForm()
    form.cell.choices = _cells(reading, field)
    if not form.validate_on_submit():
        return _comment_page(row, sent, reading, field, form, 422 if form.errors else 200)
    cell = form.cell.data
    pinned = f"{field}:{cell}" if cell else field
    internal = form.audience.data == "internal"
    try:
        keep = review_comments.add_note if internal else review_comments.add_comment
        keep(current_actor(), sent, pinned, form.text.data, now())
    except NotAllowedNow as error:
        form.form_errors.append(str(error))
        return _comment_page(row, sent, reading, field, form, 409)
    flash("Đã lưu ghi chú nội bộ." if internal else "Đã lưu ý kiến; gửi khi trả lại.", "success")
    return redirect(_page(duty_id, number) + f"#{anchor(field)}")


@blueprint.post("/<int:duty_id>/lan/<int:number>/gop-y/<int:comment_id>/xoa")
@allow(*WRITERS)
def remove_comment(duty_id: int, number: int, comment_id: int) -> Any:
    """Take back a comment that has not been sent."""
    _row, sent = found_submission(duty_id, number)
    found = ReviewComment.get_or_none(id=comment_id, submission=sent)
    if found:
        try:
            review_comments.remove_comment(current_actor(), found)
            flash("Đã xóa ý kiến.", "success")
        except review_comments.CommentSent as error:
            flash(str(error), "error")
    return redirect(_page(duty_id, number))


@blueprint.post("/<int:duty_id>/lan/<int:number>/ghi-chu/<int:note_id>/xoa")
@allow(*WRITERS)
def remove_note(duty_id: int, number: int, note_id: int) -> Any:
    """Remove a note of the office."""
    _row, sent = found_submission(duty_id, number)
    found = InternalNote.get_or_none(id=note_id, submission=sent)
    if found:
        review_comments.remove_note(current_actor(), found)
        flash("Đã xóa ghi chú nội bộ.", "success")
    return redirect(_page(duty_id, number))


@blueprint.post("/<int:duty_id>/lan/<int:number>/danh-dau/")
@allow(*WRITERS)
def judge(duty_id: int, number: int) -> Any:
    """Tick what the unit was asked before: resolved or not."""
    _row, sent = found_submission(duty_id, number)
    typed = {item.id: request.form.get(f"yk-{item.id}", "") for item in asked_before(sent)}
    verdicts = {asked: text for asked, text in typed.items() if text in VERDICTS}
    try:
        changed = review_comments.judge(current_actor(), sent, verdicts, now())
        flash(f"Đã đánh dấu {changed} ý kiến." if changed else "Không có gì thay đổi.", "success")
    except NotAllowedNow as error:
        flash(str(error), "error")
    return redirect(_page(duty_id, number) + "#thay-doi")


def _cells(reading: Reading, field: str) -> list[tuple[str, str]]:
    """The cells of a statistics row to choose from; the field itself for anything else."""
    if not field.startswith("stat:") or reading.layout is None or field.count(":") > 1:
        return [("", "Cả mục")]
    years = reading.layout.years
    return [(code, words or years[code]) for code, words in _CELLS]


def _comment_page(
    row: BoardRow, sent: Submission, reading: Reading, field: str, form: CommentForm, status: int
) -> Response:
    if sent.state != "submitted":
        form.audience.choices = [
            choice for choice in form.audience.choices if choice.value == "internal"
        ]
        form.audience.data = "internal"
    return render(
        "workspace/reports/office/comment.html",
        status=status,
        row=row,
        duty=row.duty,
        submission=sent,
        field=field,
        label=reading.label(field),
        shown=_field_text(reading, field),
        form=form,
    )


def _field_text(reading: Reading, field: str) -> list[tuple[str, str]]:
    """What stands in a field now, cell by cell, to be read while commenting on it."""
    if field.startswith("stat:") and field.count(":") == 1 and reading.layout:
        names = {**reading.layout.years, "note": "Ghi chú"}
        codes = [(f"{field}:{column}", name) for column, name in names.items()]
    else:
        codes = [(field, "Nội dung")]
    return [(name, reading.show(code, reading.values.get(code))) for code, name in codes]


def _page(duty_id: int, number: int) -> str:
    return url_for("reports_office.submission", duty_id=duty_id, number=number)
