"""Deadline rules of a kind of inspection, with the sentence that each comes to."""

from typing import Any

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import resolve
from portal.plans import queries, strand_actions
from portal.plans.actions import Conflict
from portal.plans.blueprint import (
    UNSEEN,
    WRITERS,
    blueprint,
    found_plan,
    found_strand,
    plan_url,
    seen_version,
)
from portal.plans.deadline_form import DeadlineForm, example, form_values
from portal.plans.models import Plan, PlanDeadline, Strand
from portal.web.rendering import render


@blueprint.route("/<int:plan_id>/loai/<int:strand_id>/thoi-han/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_deadline(plan_id: int, strand_id: int) -> Any:
    """A new deadline rule."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    form = DeadlineForm(data={"year": row.year, "kind": "by_date"})
    if not form.is_submitted() or "xem" in request.form:
        return _page(row, strand, form)
    if not form.validate():
        return _page(row, strand, form, 422)
    made = strand_actions.add_deadline(
        current_actor(), row, strand, form.title.data, form.duty.data, _rule(form)
    )
    return _saved(row, strand, made)


@blueprint.route(
    "/<int:plan_id>/loai/<int:strand_id>/thoi-han/<int:deadline_id>/", methods=["GET", "POST"]
)
@allow(*WRITERS)
def edit_deadline(plan_id: int, strand_id: int, deadline_id: int) -> Any:
    """A deadline rule."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    stored = queries.deadline_of(strand, deadline_id) or abort(404)
    form = DeadlineForm(data={"version": stored.version, "year": row.year, **_values(stored)})
    if not form.is_submitted() or "xem" in request.form:
        return _page(row, strand, form, deadline=stored)
    if not form.validate():
        return _page(row, strand, form, 422, deadline=stored)
    try:
        strand_actions.edit_deadline(
            current_actor(), row, stored, form.seen, form.title.data, form.duty.data, _rule(form)
        )
    except Conflict as error:
        form.version.data = str(error.row.version)
        return _page(row, strand, form, 409, deadline=stored, stored=error.row)
    return _saved(row, strand, queries.deadline_of(strand, deadline_id))


@blueprint.post("/<int:plan_id>/loai/<int:strand_id>/thoi-han/<int:deadline_id>/xoa")
@allow(*WRITERS)
def remove_deadline(plan_id: int, strand_id: int, deadline_id: int) -> Any:
    """Remove a deadline rule."""
    row = found_plan(plan_id)
    strand = found_strand(row, strand_id)
    stored = queries.deadline_of(strand, deadline_id) or abort(404)
    version = seen_version(request.form.get("version", ""))
    try:
        strand_actions.remove_deadline(current_actor(), row, stored, version)
        flash(f"Đã xóa thời hạn “{stored.title}”.", "success")
    except Conflict:
        flash(UNSEEN, "error")
    return redirect(plan_url(row, f"loai-{strand.id}"))


def _values(stored: PlanDeadline) -> dict[str, Any]:
    shown = form_values(DeadlineRule.from_dict(stored.rule))
    shown = {name: value for name, value in shown.items() if value not in (None, "")}
    return {"title": stored.title, "duty": stored.duty, **shown}


def _rule(form: DeadlineForm) -> DeadlineRule:
    rule = form.rule()
    if rule is None:
        raise ValueError("the form was not validated")
    return rule


def _saved(row: Plan, strand: Strand, stored: PlanDeadline | None) -> Any:
    if stored is not None:
        due = resolve(DeadlineRule.from_dict(stored.rule), work_calendar())
        flash(f"Đã lưu thời hạn “{stored.title}”: {due.sentence}.", "success")
    return redirect(plan_url(row, f"loai-{strand.id}"))


def _page(
    row: Plan,
    strand: Strand,
    form: DeadlineForm,
    status: int = 200,
    deadline: PlanDeadline | None = None,
    stored: PlanDeadline | None = None,
) -> Response:
    calendar = work_calendar()
    form.fill_absent(row.year)
    rule = form.rule()
    there = resolve(DeadlineRule.from_dict(stored.rule), calendar) if stored else None
    return render(
        "workspace/plans/deadline.html",
        fragment="workspace/plans/_deadline.html",
        status=status,
        plan=row,
        strand=strand,
        form=form,
        deadline=deadline,
        due=resolve(rule, calendar) if rule else None,
        example=example(rule, calendar, today()) if rule else None,
        stored=stored,
        stored_due=there,
    )
