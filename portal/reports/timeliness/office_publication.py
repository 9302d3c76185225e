"""The office proposes the grid of timeliness for publication: internal until then."""

from typing import Any

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.plans.models import Plan
from portal.publishing.actions import NothingToPublish
from portal.publishing.forms import chosen_major
from portal.publishing.queries import waiting_for
from portal.reports.office_blueprint import READERS, WRITERS, blueprint
from portal.reports.office_rules import KINDS
from portal.reports.timeliness.forms import ProposeForm
from portal.reports.timeliness.payload import RESULTS
from portal.reports.timeliness.public_grids import age_of, public_grid
from portal.reports.timeliness.publication import offer_of
from portal.reports.timeliness.publication_actions import NotPossible, propose_timeliness
from portal.site.preview import address_of
from portal.web.rendering import render


@blueprint.get("/dung-han/<int:plan_id>/trinh-dang/")
@allow(*READERS)
def propose_timeliness_page(plan_id: int) -> Response:
    """What would become public of a plan's reports, and what stays inside."""
    return _page(_found(plan_id), ProposeForm())


@blueprint.post("/dung-han/<int:plan_id>/trinh-dang/")
@allow(*WRITERS)
def propose_timeliness_save(plan_id: int) -> Any:
    """Ask for approval to publish the grid as it stands today."""
    plan, form = _found(plan_id), ProposeForm()
    if not form.validate_on_submit():
        return _page(plan, form, 422)
    back = _back(plan)
    try:
        asked = propose_timeliness(
            current_actor(), plan, today(), form.change_note.data, back, chosen_major(form)
        )
    except NotPossible as refusal:
        form.form_errors.append(str(refusal))
        return _page(plan, form, 422)
    except NothingToPublish:
        flash("Bảng của ngày hôm nay đã đăng, không có gì thay đổi.", "info")
        return redirect(back)
    flash("Đã trình đăng. Một người khác cần duyệt trước khi bảng được công khai.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=asked.id))


def _found(plan_id: int) -> Plan:
    plan: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    return plan


def _back(plan: Plan) -> str:
    return url_for("reports_office.timeliness", **{"ke-hoach": plan.id})


def _page(plan: Plan, form: ProposeForm, status: int = 200) -> Response:
    offer = offer_of(plan, today())
    counts = {
        name: sum(getattr(column, code) for column in offer.payload.columns)
        for code, name in RESULTS.items()
    } if offer else {}  # fmt: skip
    return render(
        "workspace/reports/office/propose_timeliness.html",
        status=status,
        plan=plan,
        form=form,
        offer=offer,
        kinds=KINDS,
        counts=counts,
        units=len({row.unit.code for row in offer.payload.rows}) if offer else 0,
        back=_back(plan),
        **public_now(plan),
    )


def public_now(plan: Plan | None) -> dict[str, Any]:
    """What readers see of the grid now: its publication (None: nothing), its address, how old it
    is, and the request that would publish it anew."""
    shown = public_grid(plan) if plan else None
    return {
        "public": shown,
        "public_path": address_of(shown.kind, shown.slug) if shown else "",
        "age": age_of(shown, plan, today()) if plan and shown else None,
        "asked": waiting_for("timeliness", plan.slug) if plan else None,
    }
