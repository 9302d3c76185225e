"""The office records a unit's word that came on paper, for a unit nobody of which can sign in."""

from typing import Any

from flask import Response, abort, current_app, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import local, now, today
from portal.documents.held_file import HeldFile
from portal.reports.confirming.forms import PaperWordForm
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.confirming.paper_actions import PaperWord, confirm_on_paper
from portal.reports.confirming.queries import confirmation_of, waits_for_word
from portal.reports.office_blueprint import (
    READERS,
    WRITERS,
    blueprint,
    found_duty,
    found_submission,
)
from portal.reports.office_rules import NotAllowedNow
from portal.reports.office_viewing import download
from portal.vietnamese import format_date
from portal.web.rendering import render


@blueprint.route("/<int:duty_id>/xac-nhan-giay/", methods=["GET", "POST"])
@allow(*WRITERS)
def paper_word(duty_id: int) -> Any:
    """Who signed for the unit, on which day, the scan, and why not in the portal."""
    row = found_duty(duty_id)
    form, root = PaperWordForm(), current_app.config["DATA"]
    file = HeldFile(form.scan, form.held, f"word {duty_id} {current_actor().user_id}")
    waiting = waits_for_word(row.duty)
    if not form.validate_on_submit() or not _day_stands(form, waiting):
        file.hold(root)
        return _page(row, form, 422 if form.errors else 200)
    scan = file.receive(root)
    if scan is None:
        return _page(row, form, 422)
    word = PaperWord(form.signer.data, form.signed_on.data, scan, file.name, form.reason.data)
    try:
        confirm_on_paper(current_actor(), row.duty, word, now())
    except NotAllowedNow as error:
        file.hold(root)
        form.form_errors.append(str(error))
        return _page(row, form, 409)
    flash("Đã ghi nhận xác nhận trên giấy; báo cáo được tính là của đơn vị.", "success")
    return redirect(url_for("reports_office.duty", duty_id=duty_id))


@blueprint.get("/<int:duty_id>/lan/<int:number>/xac-nhan-giay")
@allow(*READERS)
def paper_scan(duty_id: int, number: int) -> Response:
    """The scan of the unit's word on a keyed report."""
    _, sent = found_submission(duty_id, number)
    row = confirmation_of(sent)
    if row is None or row.scan_id is None:
        abort(404)
    return download(row.scan, row.scan_name or f"xac-nhan-{sent.receipt}")


def _day_stands(form: PaperWordForm, waiting: KeyedConfirmation | None) -> bool:
    """Nobody signs on a day to come, nor before there was anything to confirm."""
    keyed_on = local(waiting.submission.submitted_at).date() if waiting else None
    if form.signed_on.data > today():
        form.signed_on.errors = ["Ngày này không được sau ngày hôm nay."]
    elif keyed_on and form.signed_on.data < keyed_on:
        form.signed_on.errors = [
            f"Sở nhập thay ngày {format_date(keyed_on)}; đơn vị chỉ xác nhận được từ ngày đó."
        ]
    return not form.signed_on.errors


def _page(row: Any, form: PaperWordForm, status: int) -> Response:
    waiting = waits_for_word(row.duty)
    return render(
        "workspace/reports/office/paper_word.html",
        status=status,
        row=row,
        duty=row.duty,
        form=form,
        submission=waiting.submission if waiting else None,
    )
