"""Changing the calendar of a year: typed or pasted, previewed with all it moves, then saved."""

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.deadlines import queries
from portal.deadlines.calendar_effects import to_publish_again
from portal.deadlines.holiday_seed import lines_by_law
from portal.deadlines.models import CalendarYear
from portal.deadlines.office_calendar_actions import (
    Conflict,
    NoticeFacts,
    Preview,
    YearChange,
    preview,
    save_year,
    stored_already,
)
from portal.deadlines.office_calendar_blueprint import WRITERS, blueprint, known_year
from portal.deadlines.office_calendar_forms import LAW, NEW, YearForm
from portal.deadlines.office_calendar_rules import KINDS, Reading, read_notice
from portal.vietnamese import format_date, weekday_name
from portal.web.rendering import render


@blueprint.route("/<int:year>/sua/", methods=["GET", "POST"])
@allow(*WRITERS)
def change(year: int) -> Any:
    """One form, two buttons: see what would move; save exactly that."""
    known_year(year)
    row = queries.calendar_year(year)
    form = _form(row)
    if not form.is_submitted():
        return _page(row, form)
    reading = read_notice(form.lines.data or "", year)
    valid = form.validate()
    if _refused(form, reading, row) or not valid:
        return _page(row, form, 422, reading=reading)
    wanted = _wanted(form, reading, year)
    if form.seen != row.version:
        if request.form.get("viec") == "luu" and stored_already(wanted):
            return redirect(url_for("calendar_office.year", year=year))
        return _conflict(row, form)
    shown = preview(wanted)
    if request.form.get("viec") != "luu" or form.seal.data != shown.seal:
        stale = request.form.get("viec") == "luu" and bool(form.seal.data)
        form.seal.data = shown.seal
        return _page(row, form, shown=shown, reading=reading, stale=stale)
    try:
        moved = save_year(current_actor(), wanted, form.seen)
    except Conflict as error:
        return _conflict(error.row, form)
    flash(_said(year, moved, shown), "success")
    return redirect(url_for("calendar_office.year", year=year))


def _form(row: CalendarYear) -> YearForm:
    """The form as it is opened; ``?ngay=&viec=`` begins a line about one day, ``?tu=luat`` the
    days of the law."""
    typed: dict[str, Any] = {
        "version": str(row.version),
        "decided": "chinh-thuc" if row.decided else "du-kien",
    }
    if request.args.get("tu") == "luat":
        typed |= {
            "lines": "\n".join(lines_by_law(row.year)),
            "source": LAW,
            "decided": "du-kien",
            "reason": f"Bản dự kiến năm {row.year} từ luật",
        }
    elif "ngay" in request.args:
        wanted = request.args["ngay"]
        for day in queries.calendar_days(row.year):
            if day.date.isoformat() == wanted:
                what = "bỏ" if request.args.get("viec") == "bo" else f"nghỉ {day.name}"
                if day.kind == "work" and what != "bỏ":
                    what = "làm bù"
                typed["lines"] = f"{format_date(day.date)} {what}"
    form = YearForm(data=typed)
    notices = [
        (str(one.id), f"Văn bản đã ghi: {one.number}") for one in queries.notices_of(row.year)
    ]
    form.source.set_choices(
        [
            (NEW, "Văn bản mới, ghi ở dưới"),
            *notices,
            (LAW, "Theo luật, chưa có thông báo của năm"),
        ]
    )
    return form


def _refused(form: YearForm, reading: Reading, row: CalendarYear) -> bool:
    """Whether what was typed cannot be taken; the reasons stand at their fields."""
    if reading.problems:
        form.lines.errors = [*form.lines.errors, " ".join(reading.problems)]
    elif form.errors:
        return True
    elif not reading.entries and (form.decided.data == "chinh-thuc") == row.decided:
        form.lines.errors = ["Chưa có ngày nào được thêm, sửa hay bỏ."]
    elif form.decided.data == "chinh-thuc" and not row.decided and form.source.data == LAW:
        form.source.errors = ["Lịch chính thức phải theo một văn bản; hãy ghi văn bản đó."]
    return bool(form.lines.errors or form.source.errors)


def _wanted(form: YearForm, reading: Reading, year: int) -> YearChange:
    notice, known = None, None
    if form.source.data == NEW:
        notice = NoticeFacts(
            form.number.data, form.issuer.data, form.issued_on.data, form.link.data
        )
    elif form.source.data != LAW:
        known = queries.notice_of(year, int(form.source.data))
    return YearChange(
        year,
        tuple(reading.entries.values()),
        form.decided.data == "chinh-thuc",
        form.reason.data,
        notice,
        known,
    )


def _said(year: int, moved: int, shown: Preview) -> str:
    said = [f"Đã lưu lịch năm {year}."]
    if moved:
        said.append(f"Đã tính lại {moved} thời hạn đang mở.")
    again = to_publish_again(shown.effects)
    if again:
        said.append(f"Cần trình đăng lại: {'; '.join(again)}.")
    return " ".join(said)


def _conflict(row: CalendarYear, form: YearForm) -> Response:
    """What was typed stays; the table on the page is what is stored now."""
    form.version.data, form.seal.data = str(row.version), ""
    return _page(row, form, 409)


def _page(
    row: CalendarYear,
    form: YearForm,
    status: int = 200,
    shown: Preview | None = None,
    reading: Reading | None = None,
    stale: bool = False,
) -> Response:
    return render(
        "workspace/deadlines/change.html",
        status=status,
        year=row.year,
        row=row,
        form=form,
        shown=shown,
        reading=reading,
        stale=stale,
        conflict=status == 409,
        days=queries.calendar_days(row.year) if status == 409 else [],
        kinds=KINDS,
        weekday=weekday_name,
    )
