"""The working-day calendar as the office sees and keeps it: the years, one year with its days."""

from flask import abort, current_app, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.deadlines import office_calendar_changes, queries
from portal.deadlines.models import CalendarNotice
from portal.deadlines.office_calendar_actions import attach_notice_file
from portal.deadlines.office_calendar_blueprint import READERS, WRITERS, blueprint, known_year
from portal.deadlines.office_calendar_forms import NoticeFileForm
from portal.deadlines.office_calendar_rules import KINDS
from portal.documents import blobs
from portal.documents.receiving import receive_upload
from portal.vietnamese import weekday_name
from portal.web.rendering import render

__all__ = ["blueprint", "office_calendar_changes"]


@blueprint.get("/")
@allow(*READERS)
def years() -> Response:
    """Every year that is recorded, and the years to come that are not."""
    listed = queries.years_listed()
    known = {row.year for row, _, _ in listed}
    this = today().year
    return render(
        "workspace/deadlines/years.html",
        listed=listed,
        missing=[year for year in (this + 1, this) if year not in known],
        this_year=this,
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.get("/<int:year>/")
@allow(*READERS)
def year(year: int) -> Response:
    """The days of one year with their sources."""
    known_year(year)
    days = queries.calendar_days(year)
    return render(
        "workspace/deadlines/year.html",
        year=year,
        row=queries.calendar_year(year),
        days=days,
        off=sum(day.kind == "rest" for day in days),
        kinds=KINDS,
        weekday=weekday_name,
        notices=queries.notices_of(year),
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.route("/<int:year>/van-ban/<int:notice_id>/", methods=["GET", "POST"])
@allow(*WRITERS)
def attach_notice(year: int, notice_id: int) -> Response:
    """The text of a notice, kept with it."""
    row = found_notice(year, notice_id)
    form, status = NoticeFileForm(), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            blob = receive_upload(form.file, current_app.config["DATA"])
            if blob:
                attach_notice_file(current_actor(), row, blob, form.file.filename)
                flash("Đã lưu tệp văn bản.", "success")
                return redirect(url_for("calendar_office.year", year=year))
    return render(
        "workspace/deadlines/notice.html", status=status, year=year, notice=row, form=form
    )


@blueprint.get("/<int:year>/van-ban/<int:notice_id>/tep")
@allow(*READERS)
def notice_file(year: int, notice_id: int) -> Response:
    """The text of a notice as a download."""
    row = found_notice(year, notice_id)
    kept = row.file or abort(404)
    path = blobs.path_of(current_app.config["DATA"], kept.sha256)
    return send_file(path, kept.media_type, as_attachment=True, download_name=row.file_name)


def found_notice(year: int, notice_id: int) -> CalendarNotice:
    """The notice of an address, or 404."""
    return queries.notice_of(year, notice_id) or abort(404)
