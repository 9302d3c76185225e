"""The rows of a plan's lists: amounts, team, steps, survey groups, ranked blocks."""

from typing import Any

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import resolve
from portal.plans import item_actions, queries
from portal.plans.actions import Conflict
from portal.plans.blueprint import (
    UNSEEN,
    WRITERS,
    blueprint,
    found_plan,
    plan_url,
    seen_version,
)
from portal.plans.deadline_form import RuleForm, example
from portal.plans.item_editing import EDITORS, Editor, shown
from portal.plans.item_queries import item_by_id
from portal.plans.item_rules import InvalidItem, item_of
from portal.plans.models import Plan, PlanItem, Strand
from portal.plans.naming_queries import Naming, naming_of
from portal.web.rendering import render


@blueprint.route("/<int:plan_id>/them-chi-tieu/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_quantity(plan_id: int) -> Any:
    """A new target or amount."""
    return _add(found_plan(plan_id), "quantities")


@blueprint.route("/<int:plan_id>/them-vai-tro/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_team_role(plan_id: int) -> Any:
    """A new agency in the team."""
    return _add(found_plan(plan_id), "team_roles")


@blueprint.route("/<int:plan_id>/them-viec/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_task(plan_id: int) -> Any:
    """A new step."""
    return _add(found_plan(plan_id), "tasks")


@blueprint.route("/<int:plan_id>/them-doi-tuong-dieu-tra/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_survey_group(plan_id: int) -> Any:
    """A new survey group."""
    return _add(found_plan(plan_id), "survey_groups")


@blueprint.route("/<int:plan_id>/them-khoi/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_subject(plan_id: int) -> Any:
    """A new block of ranked units."""
    return _add(found_plan(plan_id), "subjects")


@blueprint.route("/<int:plan_id>/muc/<int:item_id>/", methods=["GET", "POST"])
@allow(*WRITERS)
def edit_item(plan_id: int, item_id: int) -> Any:
    """One row of a list."""
    plan = found_plan(plan_id)
    row = item_by_id(plan, item_id) or abort(404)
    editor, stored = EDITORS[row.list_name], item_of(row.list_name, row.value)
    naming = naming_of(plan, today())
    form = _form(plan, editor, naming, row)
    if not form.is_submitted() or "xem" in request.form:
        return _page(plan, editor, form, row=row)
    item = _read(form, editor, naming, stored)
    if item is None:
        return _page(plan, editor, form, 422, row=row)
    try:
        item_actions.edit_item(current_actor(), plan, row, form.seen, item, _strand_of(plan, form))
    except item_actions.CodeInUse:
        _say_in_use(form)
        return _page(plan, editor, form, 422, row=row)
    except Conflict as error:
        there = _form(plan, editor, naming, error.row, typed=False)
        form.version.data = str(error.row.version)
        return _page(plan, editor, form, 409, row=row, differences=_differences(form, there))
    return _saved(plan, editor)


@blueprint.post("/<int:plan_id>/muc/<int:item_id>/xoa")
@allow(*WRITERS)
def remove_item(plan_id: int, item_id: int) -> Any:
    """Remove a row, as it was shown."""
    plan = found_plan(plan_id)
    row = item_by_id(plan, item_id) or abort(404)
    editor = EDITORS[row.list_name]
    version = seen_version(request.form.get("version", ""))
    try:
        item_actions.remove_item(current_actor(), plan, row, version)
        flash(f"Đã xóa một mục: {editor.one}.", "success")
    except Conflict:
        flash(UNSEEN, "error")
    return redirect(plan_url(plan, editor.part))


@blueprint.post("/<int:plan_id>/muc/<int:item_id>/thu-tu")
@allow(*WRITERS)
def move_item(plan_id: int, item_id: int) -> Any:
    """Move a row one place up or down."""
    plan = found_plan(plan_id)
    row = item_by_id(plan, item_id) or abort(404)
    step = -1 if request.form.get("huong") == "len" else 1
    place = request.form.get("tu", type=int)
    item_actions.move_item(current_actor(), plan, row, step, place)
    return redirect(plan_url(plan, EDITORS[row.list_name].part))


def _add(plan: Plan, list_name: str) -> Any:
    editor, naming = EDITORS[list_name], naming_of(plan, today())
    form = _form(plan, editor, naming)
    if not form.is_submitted() or "xem" in request.form:
        return _page(plan, editor, form)
    item = _read(form, editor, naming, None)
    if item is None:
        return _page(plan, editor, form, 422)
    try:
        item_actions.add_item(current_actor(), plan, item, _strand_of(plan, form))
    except item_actions.CodeInUse:
        _say_in_use(form)
        return _page(plan, editor, form, 422)
    return _saved(plan, editor)


def _form(
    plan: Plan, editor: Editor, naming: Naming, row: PlanItem | None = None, typed: bool = True
) -> Any:
    """The form of a list, with its choices; ``typed`` False shows what is stored alone."""
    values: dict[str, Any] = {"year": plan.year}
    if row is not None:
        values |= {"version": row.version, **shown(item_of(row.list_name, row.value))}
        if row.strand_id:
            values["strand"] = str(row.strand_id)
    form = editor.form(data=values) if typed else editor.form(formdata=None, data=values)
    if "strand" in form:
        form.strand.set_choices([(str(one.id), one.name) for one in queries.strands_of(plan)])
    for name in ("rates", "block"):
        if name in form:
            form[name].set_choices(list(naming.blocks.items()))
    return form


def _read(form: Any, editor: Editor, naming: Naming, stored: Any) -> Any:
    """The row that was typed; None, with messages at the fields, when it cannot stand."""
    if not form.validate():
        return None
    try:
        return editor.read(form, naming, stored)
    except InvalidItem as error:
        form[error.field].errors = [str(error)]
        return None


def _strand_of(plan: Plan, form: Any) -> Strand | None:
    chosen = form.strand.data if "strand" in form else ""
    return queries.strand_of(plan, int(chosen)) if chosen else None


def _say_in_use(form: Any) -> None:
    names = {"number": "Số thứ tự", "ballot_code": "Mã phiếu", "block": "Khối"}
    name = next(name for name in names if name in form)
    form[name].errors = [f"{names[name]} này đã có trong kế hoạch; hãy sửa mục đó."]


def _differences(form: Any, there: Any) -> list[dict[str, str]]:
    """What was typed and what is stored now, where they differ, in words."""
    return [
        {"label": field.plain_label, "stored": _words(there[field.name]), "typed": _words(field)}
        for field in form
        if hasattr(field, "plain_label") and _words(field) != _words(there[field.name])
    ]


def _words(field: Any) -> str:
    chosen = field.data if isinstance(field.data, list) else [field.data]
    if hasattr(field, "iter_choices"):
        return "; ".join(
            choice.label for choice in field.iter_choices() if choice.value in map(str, chosen)
        )
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")


def _saved(plan: Plan, editor: Editor) -> Response:
    flash(f"Đã lưu {editor.one}.", "success")
    return redirect(plan_url(plan, editor.part))


def _page(
    plan: Plan, editor: Editor, form: Any, status: int = 200, row: PlanItem | None = None,
    differences: Any = (),
) -> Response:  # fmt: skip
    title = f"{'Sửa' if row else 'Thêm'} {editor.one}"
    context: dict[str, Any] = {"plan": plan, "form": form, "title": title, "part": editor.part}
    context |= {"conflict": status == 409, "differences": differences}
    if not isinstance(form, RuleForm):
        return render("workspace/plans/item.html", status=status, **context)
    form.fill_absent(plan.year)
    rule, calendar = form.rule(), work_calendar()
    return render(
        "workspace/plans/task.html",
        fragment="workspace/plans/_task.html",
        status=status,
        due=resolve(rule, calendar) if rule else None,
        example=example(rule, calendar, today()) if rule else None,
        **context,
    )
