"""The kinds of inspection (loại kiểm tra) of a plan."""

from typing import Any

from flask import flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.plans import strand_actions
from portal.plans.actions import Conflict
from portal.plans.blueprint import (
    UNSEEN,
    WRITERS,
    blueprint,
    conflict,
    form_page,
    found_plan,
    found_strand,
    plan_url,
)
from portal.plans.forms import StrandForm
from portal.plans.models import Strand

_FIELDS = ("name", "mode", "code", "method", "text")


@blueprint.route("/<int:plan_id>/loai/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_strand(plan_id: int) -> Any:
    """A new kind of inspection."""
    row = found_plan(plan_id)
    form, title = StrandForm(), "Thêm loại kiểm tra"
    if not form.is_submitted():
        return form_page(row, title, form)
    if not form.validate():
        return form_page(row, title, form, 422)
    try:
        strand = strand_actions.add_strand(current_actor(), row, _facts(form))
    except strand_actions.CodeTaken:
        _say_taken(form)
        return form_page(row, title, form, 422)
    flash("Đã thêm loại kiểm tra. Hãy chọn đơn vị thuộc loại này.", "success")
    return redirect(url_for("plans_office.units", plan_id=row.id, strand_id=strand.id))


@blueprint.route("/<int:plan_id>/loai/<int:strand_id>/", methods=["GET", "POST"])
@allow(*WRITERS)
def edit_strand(plan_id: int, strand_id: int) -> Any:
    """A kind of inspection."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    form = StrandForm(data={"version": strand.version, **_shown(strand)})
    title = f"Sửa loại kiểm tra: {strand.name}"
    if not form.is_submitted():
        return form_page(row, title, form)
    if not form.validate():
        return form_page(row, title, form, 422)
    try:
        strand_actions.edit_strand(current_actor(), row, strand, form.seen, _facts(form))
    except strand_actions.CodeTaken:
        _say_taken(form)
        return form_page(row, title, form, 422)
    except Conflict as error:
        shown = conflict(form, error.row.version, _shown(error.row))
        return form_page(row, title, form, 409, **shown)
    flash("Đã lưu loại kiểm tra.", "success")
    return redirect(plan_url(row, f"loai-{strand.id}"))


@blueprint.post("/<int:plan_id>/loai/<int:strand_id>/xoa")
@allow(*WRITERS)
def remove_strand(plan_id: int, strand_id: int) -> Any:
    """Remove a kind of inspection with its units and deadlines."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    try:
        seen = request.form.get("da-xem", "")
        strand_actions.remove_strand(current_actor(), row, strand, seen)
        flash(f"Đã xóa loại kiểm tra “{strand.name}”.", "success")
    except strand_actions.StrandInUse:
        flash("Loại kiểm tra này đã có cuộc kiểm tra trong lịch nên không xóa được.", "error")
    except Conflict:
        flash(UNSEEN, "error")
    return redirect(plan_url(row, "loai-kiem-tra"))


@blueprint.post("/<int:plan_id>/loai/<int:strand_id>/thu-tu")
@allow(*WRITERS)
def move_strand(plan_id: int, strand_id: int) -> Any:
    """Move a kind of inspection one place up or down."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    step = -1 if request.form.get("huong") == "len" else 1
    place = request.form.get("tu", type=int)
    strand_actions.move_strand(current_actor(), row, strand, step, place)
    return redirect(plan_url(row, f"loai-{strand.id}"))


def _shown(strand: Strand) -> dict[str, str]:
    return {name: getattr(strand, name) for name in _FIELDS}


def _facts(form: StrandForm) -> strand_actions.StrandFacts:
    return strand_actions.StrandFacts(**{name: form[name].data or "" for name in _FIELDS})


def _say_taken(form: StrandForm) -> None:
    form.code.errors = ["Mã này đã dùng cho một loại kiểm tra khác của kế hoạch."]
