"""Preparing a draw: the pool, what is left out and why, the number, where the seed comes from."""

from typing import Any

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.plans.blueprint import WRITERS, found_plan
from portal.plans.drawing import actions, queries
from portal.plans.drawing.blueprint import blueprint, draw_url
from portal.plans.drawing.forms import PoolForm
from portal.plans.drawing.queries import Candidate
from portal.plans.drawing.rules import wanted_of
from portal.plans.models import Plan
from portal.plans.queries import strand_of, strands_of
from portal.vietnamese import format_date
from portal.web.described import clean_text
from portal.web.rendering import render


@blueprint.route("/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def prepare(plan_id: int) -> Any:
    """Two buttons on one form: list the units; fix the list, the number and the source."""
    row = found_plan(plan_id)
    form = PoolForm()
    strands = [one for one in strands_of(row) if one.mode != "self_inspection"]
    form.strand.set_choices([(str(one.id), one.name) for one in strands])
    if not form.is_submitted():
        return _prepare_page(row, form)
    if request.form.get("viec") != "chot":
        _ask_later(form)
    sound = form.validate()
    if form.strand.errors or form.level.errors or form.block.errors:
        return _prepare_page(row, form, 422)
    strand = strand_of(row, int(form.strand.data)) or abort(404)
    level, block = form.level.data or "", form.block.data or ""
    day = queries.drawing_day(row, today())
    found = queries.candidates(row, strand, level, block, day, form.spare_visited.data)
    scope = queries.scope_words(level, block)
    asked = f"{strand.id}|{level}|{block}"
    listed = form.listed.data == asked
    form.listed.data = asked
    if not scope:
        form.level.errors = ["Chọn cấp hoặc khối của các đơn vị."]
        return _prepare_page(row, form, 422)
    if not sound:
        return _prepare_page(row, form, 422, found=found, fresh=not listed)
    if not listed or request.form.get("viec") != "chot":
        return _prepare_page(row, form, found=found, fresh=not listed)
    try:
        pool, excluded = _split(found)
    except ValueError as error:
        form.form_errors.append(str(error))
        return _prepare_page(row, form, 422, found=found)
    percent = form.how.data == "percent"
    amount = form.amount.data or 0
    wanted = wanted_of(amount, percent, len(pool))
    if not 0 < wanted <= len(pool) or (percent and amount > 100):
        form.amount.errors = [f"Chỉ có {len(pool)} đơn vị đưa vào chọn."]
        return _prepare_page(row, form, 422, found=found)
    words = f"{wanted} đơn vị" + (f" ({amount} % của {len(pool)})" if percent else "")
    agreed = actions.Agreed(day, scope, pool, excluded, wanted, words, form.seed_source.data)
    made = actions.prepare_draw(current_actor(), row, strand, agreed)
    flash("Đã chốt danh sách, số lượng và nguồn hạt giống.", "success")
    return redirect(draw_url(made))


def _ask_later(form: PoolForm) -> None:
    """To list units nothing else is needed; the number and the source may come after."""
    form.amount.required = form.seed_source.required = False


def _split(found: list[Candidate]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The pool, and what is left out because a reason was typed beside it."""
    pool, excluded = [], []
    for one in found:
        reason = clean_text(request.form.get(f"ly-do-{one.unit.code}", ""))[:300]
        unit = {"code": one.unit.code, "name": one.name}
        if reason:
            excluded.append({**unit, "reason": reason})
        else:
            pool.append(unit)
    return pool, excluded


def _prepare_page(
    row: Plan, form: PoolForm, status: int = 200, found: Any = None, fresh: bool = False
) -> Response:
    typed = {
        one.unit.code: one.reason if fresh else request.form.get(f"ly-do-{one.unit.code}", "")
        for one in found or ()
    }
    return render(
        "workspace/plans/draw_prepare.html",
        status=status,
        plan=row,
        form=form,
        found=found,
        typed=typed,
        day=format_date(queries.drawing_day(row, today())),
    )
