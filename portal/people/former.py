"""People who left long ago: the administrator takes their names off, once the years are over."""

from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.models import User
from portal.clock import today
from portal.people.anonymising import NotYet, anonymise, ended_long_ago
from portal.people.forms import AnonymiseForm
from portal.vietnamese import format_date
from portal.web.rendering import render

blueprint = Blueprint("people_former", __name__, url_prefix="/lam-viec/quan-tri/nguoi-da-nghi")


@blueprint.get("/")
@allow("admin")
def former() -> Response:
    """Locked accounts that still bear a name, and from which day it may go."""
    return render(
        "workspace/people/former.html", rows=ended_long_ago(_years(), today()), years=_years(),
        day=today(),
    )  # fmt: skip


@blueprint.route("/<int:user_id>/xoa-ten/", methods=["GET", "POST"])
@allow("admin")
def take_name(user_id: int) -> Response:
    """What will be gone and what stays; then the name is taken off, for good."""
    user = User.get_or_none(User.id == user_id, User.anonymised_at.is_null()) or abort(404)
    form = AnonymiseForm()
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            anonymise(current_actor(), user, _years(), today(), form.reason.data)
        except NotYet as error:
            form.form_errors.append(_too_early(error.on))
            status = 409
        else:
            flash("Đã xóa tên; nhật ký vẫn nguyên vẹn.", "success")
            return redirect(url_for("people_former.former"))
    return render("workspace/people/take_name.html", form=form, user=user, status=status)


def _years() -> int:
    years: int = current_app.config["ANONYMISE_YEARS"]
    return years


def _too_early(on: date | None) -> str:
    if on is None:
        return "Tài khoản còn dùng, hoặc cổng đặt không xóa tên (ANONYMISE_YEARS)."
    return f"Chưa đủ thời hạn lưu: xóa tên được từ ngày {format_date(on)}."
