"""One visit of the office: look at it, change it, notice, release, cancel."""

from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections import actions, notice_actions, visit_state_actions
from portal.inspections.blueprints import office
from portal.inspections.clash_queries import clashes_of, find_clashes
from portal.inspections.clash_rules import Clash
from portal.inspections.forms import NoticeForm, ReasonForm, VisitDetailsForm
from portal.inspections.models import Team, Visit
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import READERS, WRITERS, found_visit, show, tried, version_in, warned
from portal.inspections.queries import sessions_of, strands_for_visits, teams
from portal.inspections.visit_page import publication_states, visit_context
from portal.plans.models import Strand


@office.get("/lich-kiem-tra/<int:visit_id>/")
@allow(*READERS)
def visit(visit_id: int) -> Response:
    """One visit with everything about it."""
    row = found_visit("office", visit_id)
    context = visit_context(row, today())
    states = publication_states(row, context["conclusion"], today())
    warnings = clashes_of(row, context["sessions"], today())
    return show("visit.html", warnings=warnings, **context, **states)


@office.get("/lich-kiem-tra/<int:visit_id>/sua/")
@allow(*READERS)
def edit_visit(visit_id: int) -> Response:
    """The form of team, kind and notes."""
    row = found_visit("office", visit_id)
    form = _details_form(row)
    return _details_page(row, form, [])


def _details_form(row: Visit) -> VisitDetailsForm:
    stored = {"strand": row.strand_id, "team": row.team_id, "method": row.method}
    form = VisitDetailsForm(data={**stored, "internal_note": row.internal_note})
    form.version.data = form.version.data or str(row.version)
    strands = strands_for_visits(row.plan_id)
    form.strand.set_choices([(strand.id, strand.name) for strand in strands])
    form.team.set_choices([(team.id, team.name) for team in teams(row.plan_id)])
    return form


def _details_page(
    row: Visit, form: VisitDetailsForm, warnings: list[Clash], status: int = 200
) -> Response:
    stored = []
    if status == 409:
        form.version.data = str(row.version)
        stored = [
            ("Loại kiểm tra", row.strand.name if row.strand_id else ""),
            ("Đoàn kiểm tra", row.team.name if row.team_id else ""),
            ("Hình thức", row.method),
            ("Ghi chú nội bộ", row.internal_note),
        ]
    return show(
        "form.html", status, form=form, warnings=warnings, stored=stored,
        title="Sửa thông tin cuộc kiểm tra", visit=row, cancel=visit_address(row),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/sua/")
@allow(*WRITERS)
def edit_visit_save(visit_id: int) -> Any:
    """Save team, kind and notes; clashes of the team are shown first."""
    row = found_visit("office", visit_id)
    form = _details_form(row)
    if not form.validate_on_submit():
        return _details_page(row, form, [], 422)
    team = Team.get_by_id(form.team.data) if form.team.data else None
    strand = Strand.get_by_id(form.strand.data)
    planned = [one for one in sessions_of([row])[row.id] if one.state == "planned"]
    days = [(one.on, one.part) for one in planned]
    found = find_clashes(row.unit, strand, team, days, today(), row, row.unannounced)
    if warned(form, found):
        return _details_page(row, form, found, 422)
    wanted = actions.VisitPlan(
        row.plan, row.unit, strand, team, form.method.data,
        internal_note=form.internal_note.data, clashes=tuple(found),
        why=form.why.data or "",
    )  # fmt: skip
    actor, version = current_actor(), version_in(form)
    status = tried(form, lambda: actions.change_visit(actor, row, version, wanted))
    if status != 303:
        return _details_page(found_visit("office", visit_id), form, [], status)
    flash("Đã lưu thông tin cuộc kiểm tra.", "success")
    return redirect(visit_address(row))


#: What needs a reason: address part → (title, advice, button, action, message)
_REASONED = {
    "huy": (
        "Hủy cuộc kiểm tra",
        "Mọi buổi làm việc chưa diễn ra bị hủy. Nếu lịch đã đăng, cần đăng lại để người đọc biết.",
        "Hủy cuộc kiểm tra",
        visit_state_actions.cancel_visit,
        "Đã hủy cuộc kiểm tra.",
    ),
    "cong-khai": (
        "Cho phép công khai cuộc kiểm tra đột xuất",
        "Sau bước này đơn vị nhìn thấy cuộc kiểm tra và có thể trình đăng công khai.",
        "Cho phép công khai",
        visit_state_actions.release_visit,
        "Đã cho phép công khai cuộc kiểm tra.",
    ),
}


def _reason_page(row: Visit, what: str, form: ReasonForm, status: int = 200) -> Response:
    title, lead, button, *_ = _REASONED[what]
    form.version.data = str(row.version) if status != 422 else form.version.data
    return show(
        "form.html", status, form=form, title=title, lead=lead, submit=button, visit=row,
        tone="warning" if what == "huy" else "", cancel=visit_address(row),
    )  # fmt: skip


@office.get("/lich-kiem-tra/<int:visit_id>/<any('huy','cong-khai'):what>/")
@allow(*READERS)
def reasoned(visit_id: int, what: str) -> Response:
    """Ask for the reason of cancelling or releasing a visit."""
    return _reason_page(found_visit("office", visit_id), what, ReasonForm())


@office.post("/lich-kiem-tra/<int:visit_id>/<any('huy','cong-khai'):what>/")
@allow(*WRITERS)
def reasoned_save(visit_id: int, what: str) -> Any:
    """Cancel or release a visit, with the reason."""
    row = found_visit("office", visit_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _reason_page(row, what, form, 422)
    if row.state == "cancelled" if what == "huy" else row.released:
        flash("Việc này đã được ghi nhận trước đó.", "info")
        return redirect(visit_address(row))
    actor, version = current_actor(), version_in(form)
    call, message = _REASONED[what][3:]
    status = tried(form, lambda: call(actor, row, version, form.reason.data))
    if status != 303:
        return _reason_page(found_visit("office", visit_id), what, form, status)
    flash(message, "success")
    return redirect(visit_address(row))


@office.get("/lich-kiem-tra/<int:visit_id>/thong-bao/")
@allow(*READERS)
def notice(visit_id: int) -> Response:
    """The day on which the notice of the schedule went out."""
    row = found_visit("office", visit_id)
    form = NoticeForm(data={"on": row.noticed_on, "version": str(row.version)})
    return _notice_page(row, form)


def _notice_page(row: Visit, form: NoticeForm, status: int = 200) -> Response:
    if status == 409:
        form.version.data = str(row.version)
    return show(
        "form.html", status, form=form, title="Ghi nhận đã gửi thông báo lịch", visit=row,
        cancel=visit_address(row),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/thong-bao/")
@allow(*WRITERS)
def notice_save(visit_id: int) -> Any:
    """Record the day of the notice."""
    row = found_visit("office", visit_id)
    form = NoticeForm()
    if not form.validate_on_submit():
        return _notice_page(row, form, 422)
    if form.on.data > today():
        form.on.errors = ["Ngày gửi thông báo không được ở tương lai."]
        return _notice_page(row, form, 422)
    actor, version = current_actor(), version_in(form)
    call = notice_actions.record_notice
    status = tried(form, lambda: call(actor, row, version, form.on.data))
    if status != 303:
        return _notice_page(found_visit("office", visit_id), form, status)
    flash("Đã ghi nhận ngày gửi thông báo lịch.", "success")
    return redirect(visit_address(row))
