"""Petitions of the units: entered by the office, answered, published when ticked."""

from typing import Any

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.inspections import remediation_actions
from portal.inspections.blueprints import office
from portal.inspections.models import Petition, Visit
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import READERS, WRITERS, found_visit, show, tried, version_in
from portal.inspections.record_forms import PetitionForm
from portal.inspections.remediation_actions import PetitionFacts
from portal.inspections.remediation_queries import petition_of
from portal.vietnamese import format_date

_CHANGED = "Kiến nghị vừa được người khác sửa nên chưa xóa, hãy xem lại."
_FIELDS = ("text", "agency", "due_on", "answer", "answered_on", "public")


def _page(
    visit: Visit, form: PetitionForm, row: Petition | None = None, status: int = 200
) -> Response:
    stored = []
    if row and status == 409:
        form.version.data = str(row.version)
        stored = [
            ("Nội dung kiến nghị", row.text), ("Cơ quan trả lời", row.agency),
            ("Hạn trả lời", format_date(row.due_on) if row.due_on else ""),
            ("Nội dung trả lời", row.answer), ("Đăng công khai", "Có" if row.public else "Không"),
        ]  # fmt: skip
    return show(
        "form.html", status, form=form, visit=visit, stored=stored, cancel=visit_address(visit),
        title="Kiến nghị của đơn vị" if row else "Thêm kiến nghị của đơn vị",
    )  # fmt: skip


def _facts(form: PetitionForm) -> PetitionFacts:
    return PetitionFacts(**{name: form[name].data for name in _FIELDS})


@office.get("/lich-kiem-tra/<int:visit_id>/kien-nghi/them/")
@allow(*READERS)
def add_petition(visit_id: int) -> Response:
    """The form of a new petition."""
    return _page(found_visit("office", visit_id), PetitionForm())


@office.post("/lich-kiem-tra/<int:visit_id>/kien-nghi/them/")
@allow(*WRITERS)
def add_petition_save(visit_id: int) -> Any:
    """Enter a petition for the unit."""
    visit, form, actor = found_visit("office", visit_id), PetitionForm(), current_actor()
    if not form.validate_on_submit():
        return _page(visit, form, status=422)
    facts = _facts(form)
    made = remediation_actions.create_petitions(
        actor, visit.unit, visit, [facts.text], "Sở Nội vụ nhập"
    )
    if made:
        remediation_actions.change_petition(actor, made[0], made[0].version, facts)
        flash("Đã thêm kiến nghị.", "success")
    else:
        flash("Kiến nghị này đã có trong danh sách.", "info")
    return redirect(visit_address(visit))


def _found(visit_id: int, petition_id: int) -> tuple[Visit, Petition]:
    visit = found_visit("office", visit_id)
    return visit, petition_of(visit, petition_id) or abort(404)


@office.get("/lich-kiem-tra/<int:visit_id>/kien-nghi/<int:petition_id>/")
@allow(*READERS)
def petition(visit_id: int, petition_id: int) -> Response:
    """The form of a petition and its answer."""
    visit, row = _found(visit_id, petition_id)
    stored = {name: getattr(row, name) for name in _FIELDS} | {"version": str(row.version)}
    return _page(visit, PetitionForm(data=stored), row)


@office.post("/lich-kiem-tra/<int:visit_id>/kien-nghi/<int:petition_id>/")
@allow(*WRITERS)
def petition_save(visit_id: int, petition_id: int) -> Any:
    """Save a petition and its answer."""
    visit, row = _found(visit_id, petition_id)
    form, actor = PetitionForm(), current_actor()
    if not form.validate_on_submit():
        return _page(visit, form, row, 422)
    version, facts = version_in(form), _facts(form)
    call = remediation_actions.change_petition
    status = tried(form, lambda: call(actor, row, version, facts))
    if status != 303:
        return _page(visit, form, _found(visit_id, petition_id)[1], status)
    flash("Đã lưu kiến nghị.", "success")
    return redirect(visit_address(visit))


@office.post("/lich-kiem-tra/<int:visit_id>/kien-nghi/<int:petition_id>/xoa/")
@allow(*WRITERS)
def remove_petition(visit_id: int, petition_id: int) -> Any:
    """Remove a petition entered by mistake."""
    visit, row = _found(visit_id, petition_id)
    form, actor, seen = PetitionForm(), current_actor(), request.form.get("version", type=int)
    if tried(form, lambda: remediation_actions.remove_petition(actor, row, seen)) == 303:
        flash("Đã xóa kiến nghị.", "success")
    else:
        flash("; ".join(form.form_errors) or _CHANGED, "error")
    return redirect(visit_address(visit))
