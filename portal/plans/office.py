"""Plans as the office works on them: the list, a plan with its parts, its facts."""

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.deadlines.queries import work_calendar
from portal.plans import (
    actions,
    office_deadlines,
    office_document,
    office_import,
    office_items,
    office_publication,
    office_strands,
    office_text,
    office_units,
    queries,
    removal_actions,
)
from portal.plans.blueprint import (
    READERS,
    UNSEEN,
    WRITERS,
    blueprint,
    conflict,
    form_page,
    found_plan,
    plan_url,
    seen_version,
)
from portal.plans.forms import PlanForm, lines
from portal.plans.item_editing import EDITORS
from portal.plans.item_publication import rows_of
from portal.plans.item_rules import PLAN_KINDS
from portal.plans.models import Plan
from portal.plans.publication import payload_of
from portal.plans.removal_actions import why_kept
from portal.plans.rules import MODES, missing_parts
from portal.plans.states import states
from portal.plans.warning_rules import warnings_of
from portal.web.rendering import render

__all__ = [
    "blueprint",
    "office_deadlines",
    "office_document",
    "office_import",
    "office_items",
    "office_publication",
    "office_strands",
    "office_text",
    "office_units",
]

_TEXTS = ("title", "summary", "review_period", "visit_days", "sub_units")


@blueprint.get("/")
@allow(*READERS)
def plans() -> Response:
    """Every plan by year, with its state."""
    rows = queries.every_plan()
    years = sorted({row.year for row in rows}, reverse=True)
    return render(
        "workspace/plans/plans.html",
        years=[(year, [row for row in rows if row.year == year]) for year in years],
        states=states(rows),
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.get("/<int:plan_id>/")
@allow(*READERS)
def plan(plan_id: int) -> Response:
    """One plan with everything that belongs to it, and what to do next."""
    row = found_plan(plan_id)
    whole = queries.whole_plan(row)
    public = {one.slug: one.title for one in queries.current_publications()}
    calendar = work_calendar()
    payload = payload_of(whole, calendar, {**public, row.slug: ""})
    waiting = queries.waiting_requests().get(row.slug)
    return render(
        "workspace/plans/plan.html",
        plan=row,
        whole=whole,
        payload=payload,
        state=states([row])[row.id],
        request_row=waiting[0] if waiting else None,
        refusal=queries.last_refusal(plan_url(row)),
        missing=missing_parts({**vars(payload.document)}),
        versions=queries.public_versions(row.slug),
        modes=MODES,
        editors=EDITORS,
        plan_kinds=PLAN_KINDS,
        warnings=warnings_of(rows_of(whole), calendar),
        may_write=current_actor().has(*WRITERS),
        kept=why_kept(row),
    )


@blueprint.post("/<int:plan_id>/xoa")
@allow(*WRITERS)
def remove_plan(plan_id: int) -> Any:
    """Remove a draft that was never public."""
    row = found_plan(plan_id)
    try:
        removal_actions.remove_plan(
            current_actor(), row, seen_version(request.form.get("version", ""))
        )
    except removal_actions.PlanKept as error:
        flash(str(error), "error")
        return redirect(plan_url(row))
    except actions.Conflict:
        flash(UNSEEN, "error")
        return redirect(plan_url(row))
    flash(f"Đã xóa bản nháp “{row.title}”.", "success")
    return redirect(url_for("plans_office.plans"))


@blueprint.route("/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_plan() -> Any:
    """A new plan."""
    form = PlanForm(data={"year": today().year})
    if not form.is_submitted():
        return form_page(None, "Thêm kế hoạch", form)
    if not form.validate():
        return form_page(None, "Thêm kế hoạch", form, 422)
    actor = current_actor()
    try:
        made = actions.create_plan(actor, _facts(form))
    except actions.PlanExists as error:
        # the second click of a double click finds what the first one made
        if error.plan.updated_by_id == actor.user_id and error.plan.version == 1:
            return redirect(plan_url(error.plan))
        _say_exists(form)
        return form_page(None, "Thêm kế hoạch", form, 422)
    flash("Đã thêm kế hoạch. Tiếp theo: thêm loại kiểm tra, toàn văn, văn bản ban hành.", "success")
    return redirect(plan_url(made))


@blueprint.route("/<int:plan_id>/sua/", methods=["GET", "POST"])
@allow(*WRITERS)
def edit_plan(plan_id: int) -> Any:
    """The facts of a plan."""
    row = found_plan(plan_id)
    form = PlanForm(
        data={"version": row.version, "year": row.year, "kind": row.kind, **_shown(row)}
    )
    title = "Sửa thông tin chung"
    if not form.is_submitted():
        return form_page(row, title, form)
    if not form.validate():
        return form_page(row, title, form, 422)
    try:
        actions.edit_plan(current_actor(), row, form.seen, _facts(form, row.kind))
    except actions.PlanExists:
        _say_exists(form)
    except actions.YearFixed:
        form.year.errors = [f"Kế hoạch đã đăng với năm {row.year}; năm không đổi được nữa."]
    except actions.Conflict as error:
        shown = conflict(form, error.row.version, _shown(error.row))
        return form_page(row, title, form, 409, **shown)
    else:
        flash("Đã lưu thông tin chung.", "success")
        return redirect(plan_url(row))
    return form_page(row, title, form, 422)


def _shown(row: Plan) -> dict[str, str]:
    """The texts of the form as stored."""
    return {
        **{name: getattr(row, name) for name in _TEXTS},
        "contents": "\n".join(one["title"] for one in row.contents),
        "team": "\n".join(row.team),
    }


def _facts(form: PlanForm, kind: str = "inspection") -> actions.PlanFacts:
    texts = {name: form[name].data or "" for name in _TEXTS}
    return actions.PlanFacts(
        year=int(form.year.data or 0),
        contents=lines(form.contents.data),
        team=lines(form.team.data),
        kind=form.kind.data or kind,
        **texts,
    )


def _say_exists(form: PlanForm) -> None:
    form.title.errors = ["Đã có kế hoạch cùng năm và cùng tên; hãy mở kế hoạch đó để sửa."]
