"""Coverage of a plan as the office sees it: every target, how it is measured, who is missing."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.plans.actions import Conflict
from portal.plans.blueprint import READERS, WRITERS, found_plan
from portal.plans.coverage import actions, queries
from portal.plans.coverage.forms import CountForm, MeasureForm
from portal.plans.coverage.queries import Measured
from portal.plans.coverage.rules import MEASURED_IN, METHODS, count_problem
from portal.plans.coverage.table import coverage_table
from portal.plans.models import Plan
from portal.plans.rules import naming_day
from portal.units.models import Unit
from portal.web.rendering import render

blueprint = Blueprint(
    "coverage_office",
    __name__,
    url_prefix="/lam-viec/dieu-hanh/ke-hoach/<int:plan_id>/chi-tieu",
)


@blueprint.get("/")
@allow(*READERS)
def targets(plan_id: int) -> Response:
    """Every target of the plan with how far it is."""
    row = found_plan(plan_id)
    return render(
        "workspace/plans/coverage.html",
        plan=row,
        targets=queries.measured_targets(row, today()),
        methods=METHODS,
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.get("/bang.csv")
@allow(*READERS)
def table(plan_id: int) -> Response:
    """The same as a table for Excel."""
    row = found_plan(plan_id)
    answer = FlaskResponse(
        coverage_table(queries.measured_targets(row, today())), mimetype="text/csv"
    )
    name = f"chi-tieu-{row.slug.replace('/', '-')}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route("/<int:target_id>/cach-do/", methods=["GET", "POST"])
@allow(*WRITERS)
def measure(plan_id: int, target_id: int) -> Any:
    """How one target is measured."""
    row, one = _found(plan_id, target_id)
    known = one.measure
    form = MeasureForm(
        data={
            "version": known.version if known else 0,
            "method": known.method if known else _likely(one),
            "strand": str((known.strand_id if known else one.item.strand_id) or ""),
            "level": known.level if known else "",
            "block": known.block if known else "",
        }
    )
    form.strand.set_choices(queries.strands_for_choice(row))
    if not form.is_submitted():
        return _measure_page(row, one, form)
    if not form.validate():
        return _measure_page(row, one, form, 422)
    if one.target.unit not in MEASURED_IN[form.method.data]:
        form.method.errors = [
            f"Chỉ tiêu tính bằng “{one.target.unit}” không đo được theo cách này."
        ]
        return _measure_page(row, one, form, 422)
    facts = actions.MeasureFacts(
        form.method.data, int(form.strand.data or 0), form.level.data or "", form.block.data or ""
    )
    try:
        actions.set_measure(current_actor(), one.item, form.seen, facts)
    except Conflict as error:
        form.version.data = str(error.row.version if error.row else 0)
        return _measure_page(row, one, form, 409)
    flash("Đã lưu cách đo.", "success")
    return redirect(_url(row, one))


@blueprint.post("/<int:target_id>/thoi-do")
@allow(*WRITERS)
def unmeasure(plan_id: int, target_id: int) -> Response:
    """Measure a target no more."""
    row, one = _found(plan_id, target_id)
    if one.measure:
        actions.remove_measure(current_actor(), one.measure)
        flash("Đã thôi đo chỉ tiêu.", "success")
    return redirect(_url(row, one))


@blueprint.route("/<int:target_id>/so-lieu/<unit_code>/", methods=["GET", "POST"])
@allow(*WRITERS)
def count(plan_id: int, target_id: int, unit_code: str) -> Any:
    """What one unit checked itself, from a document the office has."""
    row, one = _found(plan_id, target_id)
    if one.measure is None or one.measure.method != "delegated":
        abort(404)
    day = naming_day(row.document.issued_on if row.document else None, row.year, today())
    pool = {unit.code: unit for unit in queries.pool_of(row, one.measure, day)}
    unit = pool.get(unit_code) or abort(404)
    known = queries.counts_of(one.measure).get(unit.id)
    names = ("total", "planned", "checked", "source", "as_of", "version")
    form = CountForm(data={name: getattr(known, name) for name in names} if known else None)
    if not form.is_submitted():
        return _count_page(row, one, unit, form)
    if not form.validate():
        return _count_page(row, one, unit, form, 422)
    facts = actions.CountFacts(
        form.total.data or 0,
        form.checked.data or 0,
        form.source.data,
        form.as_of.data or today(),
        form.planned.data,
    )
    problem = count_problem(facts.total, facts.planned, facts.checked)
    if problem:
        form.checked.errors = [problem]
    elif facts.as_of > today():
        form.as_of.errors = ["Ngày tính số liệu chưa tới."]
    if form.errors:
        return _count_page(row, one, unit, form, 422)
    try:
        actions.set_count(current_actor(), one.measure, unit, form.seen, facts)
    except Conflict as error:
        form.version.data = str(error.row.version if error.row else 0)
        return _count_page(row, one, unit, form, 409)
    flash(f"Đã ghi số liệu của {unit.name}.", "success")
    return redirect(_url(row, one))


def _found(plan_id: int, target_id: int) -> tuple[Plan, Measured]:
    row = found_plan(plan_id)
    return row, queries.measured(row, target_id, today()) or abort(404)


def _likely(one: Measured) -> str | None:
    """The first method that fits what the target is counted in."""
    fits = [code for code, units in MEASURED_IN.items() if one.target.unit in units]
    return fits[0] if fits else None


def _url(row: Plan, one: Measured) -> str:
    return url_for("coverage_office.targets", plan_id=row.id, _anchor=f"ct-{one.item.id}")


def _measure_page(row: Plan, one: Measured, form: MeasureForm, status: int = 200) -> Response:
    return _page(row, one, form, status, "Cách đo chỉ tiêu", one.target.sentence)


def _count_page(
    row: Plan, one: Measured, unit: Unit, form: CountForm, status: int = 200
) -> Response:
    return _page(row, one, form, status, f"Số liệu tự kiểm tra: {unit.name}", one.target.title)


def _page(row: Plan, one: Measured, form: Any, status: int, title: str, lead: str) -> Response:
    return render(
        "workspace/plans/coverage_form.html",
        status=status,
        plan=row,
        one=one,
        form=form,
        title=title,
        lead=lead,
        conflict=status == 409,
        back=_url(row, one),
    )
