"""Sessions of a visit: add, change, move with a preview, cancel."""

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections import actions, visit_state_actions
from portal.inspections.blueprints import office
from portal.inspections.clash_queries import find_clashes
from portal.inspections.clash_rules import Clash
from portal.inspections.forms import MoveForm, ReasonForm, SessionForm
from portal.inspections.models import Session, Visit
from portal.inspections.move_preview import Moved, moved_deadlines
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import READERS, WRITERS, found_visit, show, tried, version_in, warned
from portal.inspections.queries import sessions_of
from portal.inspections.rules import PARTS

_OPTIONAL = ("time", "place", "sub_unit", "public_note", "internal_note")


def _found(visit_id: int, code: str) -> tuple[Visit, Session]:
    visit = found_visit("office", visit_id)
    row: Any = Session.get_or_none(Session.visit == visit, Session.code == code) or abort(404)
    row.visit = visit
    return visit, row


def _clashes(visit: Visit, days: list[tuple[date, str]]) -> list[Clash]:
    strand = visit.strand if visit.strand_id else None
    team = visit.team if visit.team_id else None
    return find_clashes(visit.unit, strand, team, days, today(), visit, visit.unannounced)


def _page(
    visit: Visit,
    form: SessionForm,
    title: str,
    warnings: list[Clash],
    status: int = 200,
    other: Session | None = None,
) -> Response:
    """``other``: the session as a colleague has just saved it, shown beside what was typed."""
    if status in (200, 409) and "on" not in form.errors:
        form.version.data = str(visit.version)
    return show(
        "form.html", status, form=form, title=title, visit=visit, warnings=warnings,
        stored=_shown(form, other) if other and status == 409 else [], cancel=visit_address(visit),
    )  # fmt: skip


def _shown(form: SessionForm, row: Session) -> list[tuple[str, str]]:
    texts = [(form[name].plain_label, getattr(row, name)) for name in _OPTIONAL]
    return [(form.part.plain_label, PARTS[row.part]), *texts]


@office.get("/lich-kiem-tra/<int:visit_id>/buoi/them/")
@allow(*READERS)
def add_session(visit_id: int) -> Response:
    """The form of one more session."""
    visit = found_visit("office", visit_id)
    standing = [row for row in sessions_of([visit])[visit.id] if row.state == "planned"]
    form = SessionForm(data={"part": "morning", "place": standing[-1].place if standing else ""})
    return _page(visit, form, "Thêm buổi làm việc", [])


@office.post("/lich-kiem-tra/<int:visit_id>/buoi/them/")
@allow(*WRITERS)
def add_session_save(visit_id: int) -> Any:
    """Add the session, after its clashes were seen."""
    visit = found_visit("office", visit_id)
    form, title = SessionForm(), "Thêm buổi làm việc"
    if not form.validate_on_submit():
        return _page(visit, form, title, [], 422)
    found = _clashes(visit, [(form.on.data, form.part.data)])
    if warned(form, found):
        return _page(visit, form, title, found, 422)
    plan, actor = _plan(form, form.on.data), current_actor()
    accepted = actions.overridden(found, form.why.data or "")
    version = version_in(form)
    status = tried(form, lambda: actions.add_session(actor, visit, version, plan, accepted))
    if status != 303:
        return _page(found_visit("office", visit_id), form, title, [], status)
    flash("Đã thêm buổi làm việc.", "success")
    return redirect(visit_address(visit))


def _plan(form: Any, on: date) -> actions.SessionPlan:
    values = {name: form[name].data for name in _OPTIONAL}
    return actions.SessionPlan(on=on, part=form.part.data, **values)


@office.get("/lich-kiem-tra/<int:visit_id>/buoi/<code>/sua/")
@allow(*READERS)
def edit_session(visit_id: int, code: str) -> Response:
    """The form of a session, without its day."""
    visit, row = _found(visit_id, code)
    values = {name: getattr(row, name) for name in ("part", *_OPTIONAL)}
    form = SessionForm(data=values)
    del form.on
    return _page(visit, form, f"Sửa buổi làm việc ngày {row.on:%d/%m/%Y}", [])


@office.post("/lich-kiem-tra/<int:visit_id>/buoi/<code>/sua/")
@allow(*WRITERS)
def edit_session_save(visit_id: int, code: str) -> Any:
    """Save place, time and notes."""
    visit, row = _found(visit_id, code)
    form, title = SessionForm(), f"Sửa buổi làm việc ngày {row.on:%d/%m/%Y}"
    del form.on
    if not form.validate_on_submit():
        return _page(visit, form, title, [], 422)
    plan, actor = _plan(form, row.on), current_actor()
    status = tried(form, lambda: actions.change_session(actor, visit, version_in(form), row, plan))
    if status != 303:
        visit, other = _found(visit_id, code)
        return _page(visit, form, title, [], status, other)
    flash("Đã lưu buổi làm việc.", "success")
    return redirect(visit_address(visit))


@office.get("/lich-kiem-tra/<int:visit_id>/buoi/<code>/doi/")
@allow(*READERS)
def move_session(visit_id: int, code: str) -> Response:
    """Ask for the new day and the reason."""
    visit, row = _found(visit_id, code)
    form = MoveForm(data={"part": row.part, "version": str(visit.version)})
    return _move_page(visit, row, form)


def _move_page(
    visit: Visit,
    row: Session,
    form: MoveForm,
    status: int = 200,
    warnings: list[Clash] | None = None,
    moved: list[Moved] | None = None,
) -> Response:
    if status == 409:
        form.version.data = str(visit.version)
    return show(
        "move.html", status, visit=visit, row=row, form=form, warnings=warnings or [], moved=moved,
        past=moved is not None and form.on.data < today(), cancel=visit_address(visit),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/buoi/<code>/doi/")
@allow(*WRITERS)
def move_session_save(visit_id: int, code: str) -> Any:
    """Show what the move does; move when that was confirmed."""
    visit, row = _found(visit_id, code)
    form = MoveForm()
    if not form.validate_on_submit():
        return _move_page(visit, row, form, 422)
    if row.state == "moved" and row.reason == form.reason.data:
        flash("Buổi làm việc này đã được dời.", "info")
        return redirect(visit_address(visit))
    if row.state == "planned" and (form.on.data, form.part.data) == (row.on, row.part):
        form.on.errors = ["Ngày và buổi mới trùng với lịch đang có."]
        return _move_page(visit, row, form, 422)
    days = _days_after(visit, row, form)
    found = _clashes(visit, days)
    moved = moved_deadlines(visit, min((on for on, _ in days), default=None))
    unseen = warned(form, found)
    confirmed = request.form.get("action") == "confirm"
    if unseen or not confirmed:
        status = 422 if confirmed else 200
        return _move_page(visit, row, form, status, found, moved)
    actor, version = current_actor(), version_in(form)
    status = tried(
        form,
        lambda: actions.move_session(
            actor, visit, version, row, form.on.data, form.part.data, form.reason.data,
            form.with_following.data, actions.overridden(found, form.why.data or ""),
        ),
    )  # fmt: skip
    if status != 303:
        return _move_page(found_visit("office", visit_id), row, form, status)
    flash("Đã dời buổi làm việc. Nếu lịch đã đăng, cần trình đăng lại.", "success")
    return redirect(visit_address(visit))


def _days_after(visit: Visit, row: Session, form: MoveForm) -> list[tuple[date, str]]:
    """Days and parts of the standing sessions once the move is made."""
    shift = form.on.data - row.on
    days = []
    for one in sessions_of([visit])[visit.id]:
        if one.state not in ("planned", "done"):
            continue
        follows = form.with_following.data and one.state == "planned" and one.on >= row.on
        moved = shift if follows else timedelta(0)
        days.append(
            (one.on + moved, one.part) if one.id != row.id else (form.on.data, form.part.data)
        )
    return days


@office.get("/lich-kiem-tra/<int:visit_id>/buoi/<code>/huy/")
@allow(*READERS)
def cancel_session(visit_id: int, code: str) -> Response:
    """Ask for the reason of cancelling a session."""
    visit, row = _found(visit_id, code)
    return _cancel_page(visit, row, ReasonForm(data={"version": str(visit.version)}))


def _cancel_page(visit: Visit, row: Session, form: ReasonForm, status: int = 200) -> Response:
    if status == 409:
        form.version.data = str(visit.version)
    return show(
        "form.html", status, form=form, title=f"Hủy buổi làm việc ngày {row.on:%d/%m/%Y}",
        lead="Lý do được đăng công khai cùng lịch đã đăng.", submit="Hủy buổi làm việc",
        tone="warning", visit=visit, cancel=visit_address(visit),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/buoi/<code>/huy/")
@allow(*WRITERS)
def cancel_session_save(visit_id: int, code: str) -> Any:
    """Cancel a session with its reason."""
    visit, row = _found(visit_id, code)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _cancel_page(visit, row, form, 422)
    actor, reason, call = current_actor(), form.reason.data, visit_state_actions.cancel_session
    status = tried(form, lambda: call(actor, visit, version_in(form), row, reason))
    if status != 303:
        return _cancel_page(found_visit("office", visit_id), row, form, status)
    flash("Đã hủy buổi làm việc.", "success")
    return redirect(visit_address(visit))
