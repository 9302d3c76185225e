"""The office decides: return with a new date, accept, extend a deadline."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.deadlines.queries import work_calendar
from portal.reports import office_queries
from portal.reports.board.queries import BoardRow
from portal.reports.confirming.queries import why_unconfirmed
from portal.reports.extending import actions as extending
from portal.reports.extending.queries import open_request
from portal.reports.models import Submission
from portal.reports.office_blueprint import WRITERS, blueprint, found_duty, found_submission
from portal.reports.office_forms import AcceptForm, ExtendForm, ReturnForm
from portal.reports.office_reading import read
from portal.reports.office_rules import (
    BadDate,
    NotAllowedNow,
    check_extension,
    check_new_due,
    default_due,
    next_state,
)
from portal.reports.review import actions as review
from portal.reports.review.queries import asked_before, notes_on, why_wait
from portal.reports.showing import has_numbers
from portal.vietnamese import format_date
from portal.web.rendering import render


@blueprint.route("/<int:duty_id>/lan/<int:number>/tra-lai/", methods=["GET", "POST"])
@allow(*WRITERS)
def return_report(duty_id: int, number: int) -> Any:
    """Give the report back: reason, comments, new date."""
    row, sent = found_submission(duty_id, number)
    offered = default_due(today(), row.first_session, work_calendar().add_working, row.duty.due_on)
    form = ReturnForm(new_due_on=offered)
    if _stands(form, row, _date_stands):
        try:
            review.return_submission(
                current_actor(), sent, form.note.data, _day(form.new_due_on), now()
            )
        except NotAllowedNow as error:
            return _return_page(row, sent, form, 409, error)
        flash(f"Đã trả lại báo cáo, hạn mới {format_date(_day(form.new_due_on))}.", "success")
        return _to_duty(row)
    return _return_page(row, sent, form, 422 if form.errors else 200)


@blueprint.route("/<int:duty_id>/lan/<int:number>/chap-nhan/", methods=["GET", "POST"])
@allow(*WRITERS)
def accept_report(duty_id: int, number: int) -> Any:
    """Accept the report as it stands."""
    row, sent = found_submission(duty_id, number)
    form = AcceptForm()
    if form.validate_on_submit():
        try:
            review.accept(current_actor(), sent, form.note.data, now())
        except NotAllowedNow as error:
            return _accept_page(row, sent, form, 409, error)
        flash("Đã chấp nhận báo cáo.", "success")
        return _to_duty(row)
    return _accept_page(row, sent, form, 422 if form.errors else 200)


@blueprint.route("/<int:duty_id>/gia-han/", methods=["GET", "POST"])
@allow(*WRITERS)
def extend(duty_id: int) -> Any:
    """Give the unit more time, with a reason it can read."""
    row = found_duty(duty_id)
    asked = open_request(row.duty)
    form = ExtendForm(new_due_on=asked.wished_on) if asked else ExtendForm()
    if _stands(form, row, _extends):
        try:
            extending.grant(
                current_actor(), row.duty, _day(form.new_due_on), form.reason.data, now()
            )
        except NotAllowedNow as error:
            return _extend_page(row, form, 409, error)
        flash(f"Đã gia hạn đến hết ngày {format_date(_day(form.new_due_on))}.", "success")
        return _to_duty(row)
    return _extend_page(row, form, 422 if form.errors else 200)


def _stands(form: Any, row: BoardRow, date_stands: Callable[[Any, BoardRow], bool]) -> bool:
    """Whether the form can be taken; its day is judged also where something else is missing."""
    valid = bool(form.validate_on_submit())
    readable = form.is_submitted() and form.new_due_on.data and not form.new_due_on.errors
    return date_stands(form, row) and valid if readable else valid


def _extends(form: Any, row: BoardRow) -> bool:
    field = form.new_due_on
    if not _date_stands(form, row):
        return False
    try:
        check_extension(field.data, row.duty.due_on)
    except BadDate as error:
        if not review.is_repeated(row.duty, field.data, form.reason.data):
            field.errors = [str(error)]
            return False
    return True


def _date_stands(form: Any, row: BoardRow) -> bool:
    field = form.new_due_on
    try:
        check_new_due(field.data, today(), row.must_precede, form.head_agrees.data)
    except BadDate as error:
        field.errors = [str(error)]
        return False
    return True


def _return_page(
    row: BoardRow, sent: Submission, form: Any, status: int, trouble: Exception | None = None
) -> Response:
    reading = read(sent)
    comments = office_queries.comments(sent)
    return render(
        "workspace/reports/office/return.html",
        status=status,
        row=row,
        duty=row.duty,
        submission=sent,
        form=form,
        trouble=_trouble(row, "return", sent, trouble),
        comments=[(reading.label(item.field), item.text) for item in comments],
        internal_count=len(notes_on(sent)),
    )


def _accept_page(
    row: BoardRow, sent: Submission, form: Any, status: int, trouble: Exception | None = None
) -> Response:
    reading = read(sent)
    return render(
        "workspace/reports/office/accept.html",
        status=status,
        row=row,
        duty=row.duty,
        submission=sent,
        form=form,
        trouble=_trouble(row, "accept", sent, trouble),
        waits=not form.is_submitted() and bool(_why_wait(sent)),
        missing_reason=reading.missing_reason,
        numberless=reading.form is not None and not has_numbers(reading.values),
        unsent=office_queries.comments(sent),
        unresolved=[item for item in asked_before(sent) if item.verdict != "resolved"],
    )


def _extend_page(
    row: BoardRow, form: Any, status: int, trouble: Exception | None = None
) -> Response:
    return render(
        "workspace/reports/office/extend.html",
        status=status,
        row=row,
        duty=row.duty,
        form=form,
        trouble=_trouble(row, "extend", None, trouble),
        asked=open_request(row.duty),
        history=office_queries.history(row.duty),
    )


def _trouble(row: BoardRow, verb: str, sent: Submission | None, trouble: Exception | None) -> str:
    """Why this cannot be done, said before anybody fills the form in; "" when it can."""
    if trouble:
        return str(trouble)
    if sent and sent.number != row.submissions:
        return "Đơn vị đã nộp bản mới hơn; bản này chỉ để xem."
    try:
        next_state(row.duty.state, verb)
    except NotAllowedNow as error:
        return str(error)
    return _why_wait(sent) if sent and verb == "accept" else ""


def _why_wait(sent: Submission) -> str:
    """Who still has to say something before the office accepts: the unit itself, its parent."""
    return why_unconfirmed(sent) or why_wait(sent, today())


def _day(field: Any) -> date:
    day: date = field.data
    return day


def _to_duty(row: BoardRow) -> Any:
    return redirect(url_for("reports_office.duty", duty_id=row.duty.id))
