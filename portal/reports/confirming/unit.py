"""The unit takes its report back, and says whether what the office keyed for it is right."""

from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.reports.confirming import actions, queries
from portal.reports.confirming.forms import KeyedAnswerForm
from portal.reports.confirming.rules import CannotRecall
from portal.reports.unit_base import WRITERS, blueprint, find_any, frame
from portal.web.rendering import render


@blueprint.post("/bao-cao/<int:duty_id>/thu-hoi")
@allow(*WRITERS)
def recall(duty_id: int) -> Response:
    """One click before the deadline: the report can be changed and sent again."""
    duty = find_any(duty_id)
    try:
        taken = actions.recall(current_actor(), duty, today(), now())
    except CannotRecall as error:
        flash(str(error), "error")
    else:
        flash(f"Đã thu hồi báo cáo (biên nhận {taken.receipt}). Sửa xong hãy gửi lại.", "success")
    return redirect(url_for("reports_unit.report", duty_id=duty.id))


@blueprint.route("/bao-cao/<int:duty_id>/nhap-thay/", methods=["GET", "POST"])
@allow(*WRITERS)
def keyed(duty_id: int) -> Any:
    """What was keyed for the unit, and its word on it."""
    duty = find_any(duty_id)
    row = queries.waits_for_word(duty)
    form = KeyedAnswerForm()
    if form.validate_on_submit() and _explained(form):
        right = form.right.data == "yes"
        if actions.answer_keyed(current_actor(), duty, right, form.note.data, now()) is None:
            flash("Không có bản nhập thay nào chờ đơn vị xác nhận.", "info")
        else:
            said = "Đã báo Sở Nội vụ; đơn vị tự sửa và gửi được ngay."
            flash("Đã xác nhận báo cáo." if right else said, "success")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    return render(
        "workspace/reports/keyed.html",
        status=422 if form.errors else 200,
        form=form,
        submission=row.submission if row else None,
        **frame(duty, "Xác nhận bản nhập thay"),
    )


def _explained(form: KeyedAnswerForm) -> bool:
    if form.right.data == "no" and not form.note.data:
        form.note.errors = ["Ghi chỗ chưa đúng để Sở Nội vụ biết."]
        return False
    return True
