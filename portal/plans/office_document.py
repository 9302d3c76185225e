"""The issued document of a plan, and documents related to it."""

from typing import Any

from flask import abort, current_app, flash, redirect
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.held_file import HeldFile
from portal.documents.models import IssuedDocument
from portal.plans import actions, queries, strand_actions
from portal.plans.blueprint import WRITERS, blueprint, conflict, form_page, found_plan, plan_url
from portal.plans.document_queries import issued_as
from portal.plans.forms import DocumentForm, lines
from portal.plans.models import Plan
from portal.plans.publication_forms import RelationForm
from portal.vietnamese import format_date

_TEXTS = (
    "kind", "number", "issuer", "signer", "signer_title", "sign_capacity", "subject", "place",
)  # fmt: skip
_TITLE = "Ghi nhận văn bản đã ban hành"
_LEAD = (
    "Văn bản được ký, lấy số và đóng dấu ngoài cổng (qua văn thư, QLVB). "
    "Ở đây chỉ ghi lại để người đọc đối chiếu."
)


@blueprint.route("/<int:plan_id>/van-ban/", methods=["GET", "POST"])
@allow(*WRITERS)
def document(plan_id: int) -> Any:
    """What is recorded of the issued document."""
    row = found_plan(plan_id)
    day = row.document.issued_on if row.document else None
    form = DocumentForm(data={"version": row.version, **_shown(row.document), "issued_on": day})
    if not form.is_submitted():
        return _document_page(row, form)
    actor, root = current_actor(), current_app.config["DATA"]
    file = HeldFile(form.signed_file, form.held, f"plan {plan_id} {actor.user_id}", public=True)
    form.validate()
    if form.issued_on.data and form.issued_on.data > today():
        form.issued_on.errors = ["Ngày ban hành không thể ở tương lai."]
    if form.errors:
        file.hold(root)
        return _document_page(row, form, 422)
    kept = file.receive(root)
    if form.signed_file.errors:
        return _document_page(row, form, 422)
    signed = (kept, file.name) if kept else None
    try:
        actions.record_document(actor, row, form.seen, _facts(form), signed)
    except actions.Conflict as error:
        file.hold(root)
        fresh = found_plan(plan_id)
        shown = conflict(form, error.row.version, _shown(fresh.document))
        return _document_page(fresh, form, 409, **shown)
    if file.removed:
        flash(file.removed, "success")
    flash("Đã ghi nhận văn bản ban hành.", "success")
    return redirect(plan_url(row, "van-ban"))


@blueprint.route("/<int:plan_id>/lien-quan/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def add_relation(plan_id: int) -> Any:
    """Link a document that amends, replaces, repeals, corrects or underlies the plan."""
    row = found_plan(plan_id)
    form = RelationForm()
    others = [one for one in queries.plans_for_choice() if one[0] != str(row.id)]
    form.other_plan.set_choices(others)
    title = "Thêm văn bản liên quan"
    if not form.is_submitted():
        return form_page(row, title, form)
    chosen = issued_as(form.other_plan.data) if form.other_plan.data else None
    if chosen:
        form.cite(*chosen)
    if not form.validate():
        return form_page(row, title, form, 422)
    facts = strand_actions.RelationFacts(
        form.kind.data,
        form.number.data or "",
        form.issued_on.data,
        form.subject.data,
        form.other_plan.data,
    )
    strand_actions.add_relation(current_actor(), row, facts)
    flash("Đã thêm văn bản liên quan.", "success")
    return redirect(plan_url(row, "lien-quan"))


@blueprint.post("/<int:plan_id>/lien-quan/<int:relation_id>/xoa")
@allow(*WRITERS)
def remove_relation(plan_id: int, relation_id: int) -> Any:
    """Remove a link to a document."""
    row = found_plan(plan_id)
    relation = queries.relation_of(row, relation_id) or abort(404)
    strand_actions.remove_relation(current_actor(), row, relation)
    flash("Đã bỏ văn bản liên quan.", "success")
    return redirect(plan_url(row, "lien-quan"))


def _document_page(row: Plan, form: DocumentForm, status: int = 200, **context: Any) -> Response:
    signed = row.document.filename if row.document and row.document.signed_file_id else ""
    return form_page(row, _TITLE, form, status, lead=_LEAD, signed=signed, **context)


def _shown(row: IssuedDocument | None) -> dict[str, str]:
    if row is None:
        return {"kind": "ke-hoach"}
    return {
        **{name: getattr(row, name) for name in _TEXTS},
        "issued_on": format_date(row.issued_on) if row.issued_on else "",
        "legal_bases": "\n".join(row.legal_bases),
        "recipients": "\n".join(row.recipients),
    }


def _facts(form: DocumentForm) -> actions.DocumentFacts:
    return actions.DocumentFacts(
        **{name: form[name].data or "" for name in _TEXTS},
        issued_on=form.issued_on.data,
        legal_bases=lines(form.legal_bases.data),
        recipients=lines(form.recipients.data),
    )
