"""The office says whether reports of a plan pass the parent unit first."""

from typing import Any

from flask import Response, abort, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.plans.models import Plan
from portal.reports.office_blueprint import WRITERS, blueprint
from portal.reports.office_forms import ApprovalForm
from portal.reports.parents import actions as parent_actions
from portal.reports.parents.answering import silent_parents
from portal.reports.review.models import ApprovalSetting
from portal.web.rendering import render


@blueprint.route("/cap-duyet/<int:plan_id>/", methods=["GET", "POST"])
@allow(*WRITERS)
def approval(plan_id: int) -> Any:
    """Depth of approval, and how long the parent unit may be silent."""
    plan: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    present = ApprovalSetting.get_or_none(plan=plan)
    form = ApprovalForm(
        seen=str(present.version if present else 0),
        depth=str(present.depth if present else 1),
        silence_days=present.silence_days if present else 5,
    )
    if not form.validate_on_submit():
        return _page(plan, form, 422 if form.errors else 200)
    seen = form.seen.data or ""
    try:
        parent_actions.set_approval(
            current_actor(), plan, int(form.depth.data), form.silence_days.data,
            int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1,
        )  # fmt: skip
    except parent_actions.SettingMoved as error:
        fresh = ApprovalSetting.get_or_none(plan=plan)
        form.seen.data = str(fresh.version if fresh else 0)
        form.form_errors.append(str(error))
        return _page(plan, form, 409)
    flash("Đã lưu cấp duyệt của kế hoạch.", "success")
    return redirect(url_for("reports_office.board", **{"ke-hoach": plan.id}))


def _page(plan: Plan, form: ApprovalForm, status: int) -> Response:
    return render(
        "workspace/reports/office/approval.html",
        status=status,
        plan=plan,
        form=form,
        silent=silent_parents(plan),
    )
