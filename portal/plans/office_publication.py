"""A plan on its way to the gate, and off the site again."""

from typing import Any

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.plans import publication_actions, queries
from portal.plans.blueprint import READERS, WRITERS, blueprint, found_plan, plan_url
from portal.plans.cloning.queries import open_todos
from portal.plans.lint import findings_of_plan
from portal.plans.models import Plan
from portal.plans.publication_forms import PublishForm, WithdrawForm
from portal.plans.rules import changed_substance, missing_parts
from portal.plans.states import offer_of, proposals_for
from portal.publishing.actions import NothingToPublish
from portal.publishing.comparing_office import compare_page
from portal.publishing.forms import chosen_major
from portal.publishing.lint import Checked
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import CHANGE_KINDS, told_units
from portal.web.rendering import render


@blueprint.route("/<int:plan_id>/trinh-dang/", methods=["GET", "POST"])
@allow(*WRITERS)
def publish(plan_id: int) -> Any:
    """Propose the plan for publication."""
    row = found_plan(plan_id)
    ever = bool(queries.public_versions(row.slug))
    kinds = ("update", "correction", "amended") if ever else ("first",)
    form = PublishForm(
        data={
            "change_kind": "" if ever else "first",
            "missing_document_reason": row.missing_document_reason,
        }
    )
    form.change_kind.set_choices([(kind, CHANGE_KINDS[kind]) for kind in kinds])
    if not form.seen.data:
        form.seen.data = publication_actions.mark_of(row)
    if not form.is_submitted():
        return _page(row, form)
    if not form.validate():
        return _page(row, form, 422)
    held_up = open_todos(row)
    if held_up:
        form.form_errors.append(
            f"Còn {len(held_up)} việc cần rà soát chặn trình đăng: {held_up[0].title} … "
            "Xem mục “Việc cần rà soát” của kế hoạch."
        )
        return _page(row, form, 422)
    try:
        made = publication_actions.propose_plan(
            current_actor(),
            row,
            form.change_kind.data,
            form.change_note.data,
            form.missing_document_reason.data or "",
            plan_url(row),
            chosen_major(form),
            form.seen.data or "",
        )
    except publication_actions.ChangedSince:
        form.form_errors.append(
            "Kế hoạch vừa được người khác sửa. Xem lại những chỗ đã đổi rồi bấm trình lần nữa."
        )
        form.seen.data = publication_actions.mark_of(row)
        return _page(row, form, 409)
    except publication_actions.CannotPropose as error:
        for name, message in error.problems.items():
            form[name].errors = [message]
    except NothingToPublish:
        form.form_errors.append("Bản đang đăng đã giống hệt bản này; không có gì để đăng.")
    else:
        return _proposed(made)
    return _page(row, form, 422)


@blueprint.get("/<int:plan_id>/so-sanh/")
@allow(*READERS)
def compare(plan_id: int) -> Response:
    """The plan as it is being worked on beside what readers see."""
    row = found_plan(plan_id)
    path = [
        {"text": "Kế hoạch", "href": url_for("plans_office.plans")},
        {"text": row.title, "href": plan_url(row)},
    ]
    return compare_page(proposals_for(row), row.title, path)


@blueprint.route("/<int:plan_id>/ngung-dang/", methods=["GET", "POST"])
@allow(*WRITERS)
def withdraw(plan_id: int) -> Any:
    """Propose to take the plan off the site."""
    row = found_plan(plan_id)
    public = {one.slug: one for one in queries.current_publications()}
    if row.slug not in public or public[row.slug].state == "withdrawn":
        abort(404)
    form = WithdrawForm()
    others = [
        (one.slug, one.title)
        for one in queries.every_plan()
        if one.id != row.id and one.slug in public and public[one.slug].state == "published"
    ]
    form.successor.set_choices(others)
    context: dict[str, Any] = {"plan": row, "version": public[row.slug].version}
    page = "workspace/plans/withdraw.html"
    if not form.is_submitted():
        return render(page, form=form, **context)
    if not form.validate():
        return render(page, status=422, form=form, **context)
    try:
        made = publication_actions.propose_withdrawal(
            current_actor(),
            row,
            form.how.data,
            form.reason.data,
            form.successor.data or "",
            plan_url(row),
        )
    except publication_actions.NotPublic:
        flash("Kế hoạch này hiện không đăng.", "warning")
        return redirect(plan_url(row))
    return _proposed(made)


def _proposed(made: PublicationRequest) -> Any:
    flash("Đã trình. Một người khác cần duyệt trước khi nội dung được công khai.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=made.id))


def _page(row: Plan, form: PublishForm, status: int = 200) -> Response:
    offer = offer_of(row, "", "")
    return render(
        "workspace/plans/publish.html",
        status=status,
        plan=row,
        form=form,
        ever=offer.public is not None,
        missing=missing_parts(offer.proposed["document"]),
        changed=changed_substance(offer.public, offer.proposed) if offer.public else [],
        waiting=queries.waiting_requests().get(row.slug),
        told=len(told_units(ref for one in proposals_for(row) for ref in one.refs)),
        empty=[] if row.body_html else ["toàn văn"],
        strands=offer.proposed["strands"],
        # paths are cut out of the public copy; the rest is for a person to judge
        lint_rows=[Checked(one) for one in findings_of_plan(row)],
        flags=[flag for flag in row.import_flags if flag["kind"] not in ("path", "legacy")],
    )
