"""The units of a kind of inspection: ticked from the register, or pasted as a list."""

from typing import Any

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.markup import text_of
from portal.plans import queries, strand_actions
from portal.plans.actions import Conflict
from portal.plans.blueprint import WRITERS, blueprint, found_plan, found_strand, plan_url
from portal.plans.forms import UnitsForm
from portal.plans.models import Plan, Strand
from portal.plans.rules import naming_day
from portal.plans.unit_choice import UnitChoice
from portal.units.queries import absence, name_on, units_on
from portal.web.rendering import render


@blueprint.route("/<int:plan_id>/loai/<int:strand_id>/don-vi/", methods=["GET", "POST"])
@allow(*WRITERS)
def units(plan_id: int, strand_id: int) -> Any:
    """Buttons on one form: filter, look through the text, match the pasted list, tick a level or
    the rest of it, save.

    Only the last one writes.
    """
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    form = UnitsForm(data={"version": strand.version})
    members = queries.members_of(strand)
    day = naming_day(row.document.issued_on if row.document else None, row.year, today())
    known = units_on(day)
    present = {unit.id for unit in known}
    # a unit named earlier stays to be seen, even if it did not exist on that day
    known += [member.unit for member in members if member.unit_id not in present]
    elsewhere = queries.named_elsewhere(strand)
    if not form.is_submitted():
        choice = UnitChoice(known, [member.unit_id for member in members], elsewhere=elsewhere)
        return _page(row, strand, form, choice)
    choice = UnitChoice(known, _ticked(known), elsewhere=elsewhere)
    if not form.validate():
        return _page(row, strand, form, choice, 422)
    choice.wanted, choice.pasted = form.wanted.data or "", form.pasted.data or ""
    if (answer := _narrowed(row, strand, form, choice)) is not None:
        return answer
    if choice.pasted:
        choice.match_pasted()
        form.pasted.data = choice.pasted
        if choice.unmatched and "luu" in request.form:
            form.pasted.errors = ["Có tên chưa khớp đơn vị nào; hãy sửa hoặc xóa khỏi ô này."]
            return _page(row, strand, form, choice, 422)
    if "luu" not in request.form:
        return _page(row, strand, form, choice)
    gone = [words for unit in choice.ticked if (words := absence(unit, day))]
    if gone:
        form.form_errors.extend(f"{words} Hãy bỏ chọn." for words in gone)
        return _page(row, strand, form, choice, 422)
    names = {unit.id: name_on(unit, day) for unit in choice.ticked}
    try:
        strand_actions.choose_units(current_actor(), row, strand, form.seen, names)
    except Conflict as error:
        form.version.data = str(error.row.version)
        stored = [member.name for member in queries.members_of(strand)]
        return _page(row, strand, form, choice, 409, stored=stored)
    flash(f"Đã lưu {len(names)} đơn vị của “{strand.name}”.", "success")
    return redirect(plan_url(row, f"loai-{strand.id}"))


def _narrowed(row: Plan, strand: Strand, form: UnitsForm, choice: UnitChoice) -> Response | None:
    """The answer of a button that looks for units or ticks many at once; None for the others."""
    if "loc" in request.form:
        return _page(row, strand, form, choice)
    for button in ("ca_cap", "con_lai"):
        if button in request.form:
            choice.tick(choice.whole(request.form[button], rest=button == "con_lai"))
            return _page(row, strand, form, choice)
    if "tim" in request.form:
        count = choice.find_in(text_of(row.body_html))
        form.pasted.data = choice.pasted
        return _page(row, strand, form, choice, found_lines=count)
    return None


def _ticked(known: list[Any]) -> list[int]:
    """The ticked ids in the order of the page; what is no unit here is left out."""
    ids = {str(unit.id): unit.id for unit in known}
    return list(dict.fromkeys(ids[text] for text in request.form.getlist("units") if text in ids))


def _page(
    row: Plan, strand: Strand, form: UnitsForm, choice: UnitChoice, status: int = 200, **more: Any
) -> Response:
    return render(
        "workspace/plans/units.html",
        fragment="workspace/plans/_units.html",
        status=status,
        plan=row,
        strand=strand,
        form=form,
        choice=choice,
        **more,
    )
