"""Draws of units as the office makes them: drawn once, added to the strand, or voided."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, send_file
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import local
from portal.documents.file_types import DOCX
from portal.plans.blueprint import READERS, WRITERS, found_plan
from portal.plans.drawing import actions, office_preparing, queries
from portal.plans.drawing.blueprint import blueprint, draw_url, found_draw
from portal.plans.drawing.forms import SeedForm, VoidForm
from portal.plans.drawing.minutes import DrawFile, draw_minutes
from portal.plans.drawing.models import Draw
from portal.plans.drawing.rules import SHORTEST_SEED, STATES, normal_seed, ranking, read_witnesses
from portal.plans.models import Plan
from portal.publishing.shelf import Shelf
from portal.web.rendering import render

__all__ = ["blueprint", "office_preparing"]


@blueprint.get("/")
@allow(*READERS)
def draws(plan_id: int) -> Response:
    """Every draw of the plan, the voided ones with their reasons."""
    row = found_plan(plan_id)
    return render(
        "workspace/plans/draws.html",
        plan=row,
        draws=queries.draws_of(row),
        states=STATES,
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.get("/<int:draw_number>/")
@allow(*READERS)
def draw(plan_id: int, draw_number: int) -> Any:
    """One draw: what was agreed, and the result with all its arithmetic."""
    row, found = found_draw(plan_id, draw_number)
    return _draw_page(row, found, SeedForm())


@blueprint.post("/<int:draw_number>/")
@allow(*WRITERS)
def sow(plan_id: int, draw_number: int) -> Any:
    """The seed, typed once; the units follow from it."""
    row, found = found_draw(plan_id, draw_number)
    form = SeedForm()
    if not form.validate_on_submit():
        return _draw_page(row, found, form, 422)
    seed = normal_seed(form.seed.data)
    if len(seed) < SHORTEST_SEED:
        form.seed.errors = [f"Hạt giống cần ít nhất {SHORTEST_SEED} ký tự."]
        return _draw_page(row, found, form, 422)
    try:
        witnesses = read_witnesses(form.witnesses.data)
        actions.draw_units(current_actor(), found, seed, form.reference.data, witnesses)
    except ValueError as error:
        form.witnesses.errors = [str(error)]
        return _draw_page(row, found, form, 422)
    except actions.DrawFixed:
        flash("Lần chọn này đã có kết quả hoặc đã hủy; không chọn lại được.", "warning")
    return redirect(draw_url(found))


@blueprint.post("/<int:draw_number>/dua-vao")
@allow(*WRITERS)
def add_units(plan_id: int, draw_number: int) -> Response:
    """Put the drawn units into the strand."""
    row, found = found_draw(plan_id, draw_number)
    try:
        count = actions.add_drawn_units(current_actor(), row, found)
        flash(_added_words(found, count), "success")
    except actions.DrawFixed:
        flash("Lần chọn này không có kết quả đang dùng.", "warning")
    except actions.UnitsGone as error:
        flash(" ".join(error.problems), "error")
    return redirect(draw_url(found))


@blueprint.route("/<int:draw_number>/huy/", methods=["GET", "POST"])
@allow(*WRITERS)
def void(plan_id: int, draw_number: int) -> Any:
    """Take a draw back, with the reason that stays with it."""
    row, found = found_draw(plan_id, draw_number)
    form = VoidForm()
    if form.is_submitted():
        if not form.validate():
            return _void_page(row, found, form, 422)
        try:
            actions.void_draw(current_actor(), found, form.reason.data)
        except actions.DrawFixed:
            flash("Lần chọn này đã hủy trước đó.", "warning")
        return redirect(draw_url(found))
    return _void_page(row, found, form)


@blueprint.get("/<int:draw_number>/bien-ban.docx")
@allow(*READERS)
def minutes(plan_id: int, draw_number: int) -> Response:
    """The minutes to be signed; 404 before there is a result."""
    row, found = found_draw(plan_id, draw_number)
    if not found.result:
        abort(404)
    province = Shelf().find("province", "province")
    known = province.payload if province else {}
    body = draw_minutes(
        DrawFile(
            authority=known.get("authority", ""),
            issuer=known.get("office_name", ""),
            place=known.get("place", ""),
            plan_title=row.title,
            strand_name=found.strand.name,
            scope=found.scope,
            wanted_words=found.wanted_words,
            seed_source=found.seed_source,
            commitment=found.commitment,
            prepared_on=local(found.prepared_at).strftime("%H:%M ngày %d/%m/%Y"),
            drawn_on=local(found.drawn_at or found.prepared_at).date(),
            seed=found.seed,
            seed_reference=found.seed_reference,
            ranked=tuple(ranking(found.seed, found.pool, found.wanted)),
            excluded=tuple((one["name"], one["reason"]) for one in found.excluded),
            witnesses=tuple((one["name"], one["role"]) for one in found.witnesses),
        )
    )
    name = f"bien-ban-chon-ngau-nhien-{row.year}-{found.number}.docx"
    return send_file(BytesIO(body), mimetype=DOCX, as_attachment=True, download_name=name)


def _draw_page(row: Plan, found: Draw, form: SeedForm, status: int = 200) -> Response:
    return render(
        "workspace/plans/draw.html",
        status=status,
        plan=row,
        draw=found,
        form=form,
        state=STATES[found.state],
        ranked=ranking(found.seed, found.pool, found.wanted) if found.result else [],
        may_write=current_actor().has(*WRITERS),
    )


def _added_words(found: Draw, count: int) -> str:
    """How many units joined the strand, and how many of the drawn ones stood in it before."""
    known = len(found.result) - count
    before = f" {known} đơn vị còn lại đã có trong danh sách từ trước." if known else ""
    return f"Đã đưa thêm {count} đơn vị vào “{found.strand.name}”.{before}"


def _void_page(row: Plan, found: Draw, form: VoidForm, status: int = 200) -> Response:
    return render("workspace/plans/draw_void.html", status=status, plan=row, draw=found, form=form)
