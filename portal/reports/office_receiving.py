"""The office records a report that came on paper, or sends one in for a unit (nhập thay)."""

from datetime import date
from typing import Any

from flask import Response, current_app, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.held_file import HeldFile
from portal.reports import receiving
from portal.reports.actions import NotOpen
from portal.reports.board.queries import BoardRow
from portal.reports.duties.remediation import what_is_put_right
from portal.reports.office_blueprint import WRITERS, blueprint, found_duty
from portal.reports.office_forms import KeyedForm, ReceivedForm
from portal.reports.office_rules import NotAllowedNow, next_state
from portal.reports.overview import Overview, overview
from portal.reports.rules import EDITABLE
from portal.web.rendering import render

_FUTURE = "Ngày này không được sau ngày hôm nay."
_ONE_BY_ONE = "Báo cáo khắc phục làm theo từng nội dung nên không nhập thay ở đây."
_WHY_EMPTY = "Ghi lý do vì chưa có phần nào của báo cáo được điền."


@blueprint.route("/<int:duty_id>/nhan/", methods=["GET", "POST"])
@allow(*WRITERS)
def received(duty_id: int) -> Any:
    """A report that came on paper or through the document system: số đến, ngày đến, số bộ."""
    row = found_duty(duty_id)
    form, root = ReceivedForm(), current_app.config["DATA"]
    file = HeldFile(form.scan, form.held, _owner("received", duty_id))
    if not _stands(form):
        file.hold(root)
        return _page("received", row, form, 422 if form.errors else 200)
    scan = file.receive(root)
    if file and scan is None:
        return _page("received", row, form, 422)
    try:
        sent = receiving.record_received(
            current_actor(),
            row.duty,
            arrival_number=form.arrival_number.data,
            received_on=_day(form.received_on),
            copies=form.copies.data,
            document=_document(form),
            scan=scan,
            scan_name=file.name if scan else "",
        )
    except (NotAllowedNow, NotOpen) as error:
        file.hold(root)
        return _page("received", row, form, 409, error)
    flash(f"Đã ghi nhận báo cáo, số biên nhận {sent.receipt}.", "success")
    return redirect(url_for("reports_office.duty", duty_id=duty_id))


@blueprint.route("/<int:duty_id>/nhap-thay/", methods=["GET", "POST"])
@allow(*WRITERS)
def keyed(duty_id: int) -> Any:
    """Send in a report for a unit, with the report the unit signed.

    A draft in which nobody has answered anything is sent with the reason only, as a unit gives
    it for what it leaves blank: the totals get no number from it.
    """
    row = found_duty(duty_id)
    if what_is_put_right(row.duty):
        flash(_ONE_BY_ONE, "info")
        return redirect(url_for("reports_office.duty", duty_id=duty_id))
    form, seen = KeyedForm(), overview(row.duty) if row.duty.form_id else None
    root = current_app.config["DATA"]
    file = HeldFile(form.signed_file, form.held, _owner("keyed", duty_id))
    stands = _stands(form)
    if form.is_submitted() and seen and seen.untouched and not form.missing_reason.data:
        form.missing_reason.errors = [*form.missing_reason.errors, _WHY_EMPTY]
        stands = False
    if not stands:
        file.hold(root)
        return _page("keyed", row, form, 422 if form.errors else 200, seen=seen)
    signed = file.receive(root)
    if signed is None:
        return _page("keyed", row, form, 422, seen=seen)
    try:
        sent = receiving.submit_for_unit(
            current_actor(),
            row.duty,
            received_on=_day(form.received_on),
            document=_document(form),
            signed=signed,
            signed_name=file.name,
            reason=form.reason.data,
            missing_reason=form.missing_reason.data or "",
        )
    except (NotAllowedNow, NotOpen) as error:
        file.hold(root)
        return _page("keyed", row, form, 409, error, seen)
    flash(f"Đã nhập thay đơn vị, số biên nhận {sent.receipt}.", "success")
    return redirect(url_for("reports_office.duty", duty_id=duty_id))


def _owner(page: str, duty_id: int) -> str:
    return f"{page} {duty_id} {current_actor().user_id}"


def _document(form: Any) -> receiving.UnitDocument:
    return receiving.UnitDocument(form.doc_number.data, form.doc_date.data, form.signer.data)


def _day(field: Any) -> date:
    day: date = field.data
    return day


def _stands(form: Any) -> bool:
    """Whether the form can be taken; its days are judged also where something else is missing.

    Refuses days to come, and an arrival before the document was made.
    """
    fine = bool(form.validate_on_submit())
    if not form.is_submitted():
        return False
    made, came = form.doc_date, form.received_on
    for field in (made, came):
        if field.data and not field.errors and field.data > today():
            field.errors, fine = [_FUTURE], False
    if not made.errors and not came.errors and came.data < made.data:
        came.errors, fine = ["Ngày nhận không được trước ngày của báo cáo."], False
    return fine


def _page(
    name: str,
    row: BoardRow,
    form: Any,
    status: int,
    trouble: Exception | None = None,
    seen: Overview | None = None,
) -> Response:
    said = str(trouble) if trouble else ""
    if not said:
        try:
            next_state(row.duty.state, "receive")
        except NotAllowedNow as error:
            said = str(error)
    return render(
        f"workspace/reports/office/{name}.html",
        status=status,
        row=row,
        duty=row.duty,
        form=form,
        trouble=said,
        seen=seen,
        loads=row.duty.state in EDITABLE,
    )
