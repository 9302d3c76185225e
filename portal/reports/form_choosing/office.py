"""The office says, plan by plan, on which form version reports are asked."""

from typing import Any

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.plans.models import Plan
from portal.reports.form_choosing import actions, queries
from portal.reports.form_choosing.forms import ChoiceForm
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_choosing.rules import FORM_KINDS, GROUPS
from portal.reports.form_making.blueprint import READERS, WRITERS, blueprint, found_form
from portal.reports.form_making.queries import versions
from portal.reports.unit_base import whole
from portal.web.rendering import render


@blueprint.get("/ke-hoach/<int:plan_id>/")
@allow(*READERS)
def plan_forms(plan_id: int) -> Response:
    """What a plan chose, and on which forms its reports stand."""
    return _page(_found(plan_id), _form(formdata=None))


@blueprint.post("/ke-hoach/<int:plan_id>/")
@allow(*WRITERS)
def choose_plan_form(plan_id: int) -> Response:
    """Choose a form for a kind of report or a group of units of the plan."""
    plan, form = _found(plan_id), _form()
    if not form.validate_on_submit():
        return _page(plan, form, 422)
    chosen = found_form(form.form.data)
    try:
        moved, kept = actions.choose(
            current_actor(), plan, form.kind.data or "", form.units.data or "", chosen
        )
    except actions.DoesNotApply as problem:
        form.form.errors = [str(problem)]
        return _page(plan, form, 422)
    flash(f"Đã chọn biểu mẫu.{_said(moved, kept)}", "success")
    return redirect(url_for("forms_office.plan_forms", plan_id=plan.id))


@blueprint.post("/ke-hoach/<int:plan_id>/bo")
@allow(*WRITERS)
def drop_plan_form(plan_id: int) -> Response:
    """Take a choice back: the usual form again."""
    plan = _found(plan_id)
    choice = FormChoice.get_or_none(FormChoice.id == whole("lua_chon"), FormChoice.plan == plan)
    if choice is None:
        flash("Lựa chọn này không còn: có người vừa bỏ.", "info")
    else:
        moved, kept = actions.drop(current_actor(), choice)
        flash(f"Đã bỏ lựa chọn, trở lại biểu mẫu theo cấp.{_said(moved, kept)}", "success")
    return redirect(url_for("forms_office.plan_forms", plan_id=plan.id))


def _said(moved: int, kept: int) -> str:
    words = f" {moved} báo cáo chưa nhập gì chuyển theo." if moved else ""
    return words + (f" {kept} báo cáo đã nhập giữ biểu mẫu cũ." if kept else "")


def _found(plan_id: int) -> Plan:
    row: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    return row


def _form(**values: Any) -> ChoiceForm:
    form = ChoiceForm(**values)
    form.form.set_choices(
        [(one.form.id, f"{one.form.title}, bản {one.form.version}") for one in versions()]
    )
    return form


def _page(plan: Plan, form: ChoiceForm, status: int = 200) -> Response:
    return render(
        "workspace/reports/form_making/plan_forms.html",
        status=status,
        plan=plan,
        form=form,
        listed=queries.listed(plan),
        uses=queries.uses(plan),
        kinds=FORM_KINDS,
        groups=GROUPS,
        writer=current_actor().has(*WRITERS),
    )
