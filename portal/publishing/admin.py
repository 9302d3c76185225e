"""Administration of the gate: the signing order, and what went out by force."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.publishing import labels, queries, signer_actions
from portal.publishing.forms import SignerForm, SubmissionFormForm
from portal.publishing.requests import Signer
from portal.publishing.signer_actions import FormFacts, SignerFacts
from portal.web.rendering import render

blueprint = Blueprint("publishing_admin", __name__, url_prefix="/lam-viec/quan-tri/ky-duyet")


@blueprint.get("/")
@allow("admin")
def signers() -> Any:
    """Who signs, in which order, and how submissions are headed."""
    return render(
        "workspace/publishing/signers.html",
        signers=signer_actions.signers(),
        paper=signer_actions.submission_form(),
    )


@blueprint.route("/them/", methods=["GET", "POST"])
@allow("admin")
def add_signer() -> Any:
    """One more step at the end of the order."""
    form = SignerForm()
    if not form.validate_on_submit():
        return _signer_page(form, "Thêm người ký")
    signer_actions.add_signer(current_actor(), _facts(form))
    return _done("Đã thêm vào thứ tự ký.")


@blueprint.route("/<int:signer_id>/", methods=["GET", "POST"])
@allow("admin")
def signer(signer_id: int) -> Any:
    """Correct a step."""
    row = _found(signer_id)
    form = SignerForm(obj=row)
    if not form.validate_on_submit():
        return _signer_page(form, "Sửa người ký", row)
    signer_actions.change_signer(current_actor(), row, _facts(form))
    return _done("Đã lưu.")


@blueprint.post("/<int:signer_id>/bo")
@allow("admin")
def remove_signer(signer_id: int) -> Any:
    """Take a step out of the order."""
    signer_actions.remove_signer(current_actor(), _found(signer_id))
    return _done("Đã bỏ khỏi thứ tự ký.")


@blueprint.post("/<int:signer_id>/len")
@allow("admin")
def raise_signer(signer_id: int) -> Any:
    """Let a step sign one place earlier."""
    signer_actions.raise_signer(current_actor(), _found(signer_id))
    return _done("Đã đổi thứ tự ký.")


@blueprint.route("/to-trinh/", methods=["GET", "POST"])
@allow("admin")
def paper() -> Any:
    """How submissions and slips are headed: symbols, addressees, recipients."""
    row = signer_actions.submission_form()
    form = SubmissionFormForm(
        data={
            "symbol": row.symbol,
            "slip_symbol": row.slip_symbol,
            "addressed_to": "\n".join(row.addressed_to),
            "recipients": "\n".join(row.recipients),
        }
    )
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render("workspace/publishing/paper.html", status=status, form=form)
    facts = FormFacts(
        form.symbol.data,
        form.slip_symbol.data or "",
        _lines(form.addressed_to.data),
        _lines(form.recipients.data),
    )
    signer_actions.save_form(current_actor(), facts)
    return _done("Đã lưu mẫu tờ trình, phiếu trình.")


@blueprint.get("/ngoai-quy-trinh/")
@allow("admin", "supervisor", "office_approver")
def forced() -> Any:
    """What went out without a second person, or without its issued document, with reasons."""
    return render(
        "workspace/publishing/forced.html", rows=queries.forced_requests(), modes=labels.MODES
    )


def _facts(form: SignerForm) -> SignerFacts:
    return SignerFacts(
        form.step.data, form.title.data, form.capacity.data or "", form.name.data or ""
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("-").strip() for line in text.split("\n") if line.strip())


def _signer_page(form: SignerForm, title: str, row: Signer | None = None) -> Any:
    status = 422 if form.is_submitted() else 200
    return render(
        "workspace/publishing/signer.html", status=status, form=form, title=title, signer=row
    )


def _found(signer_id: int) -> Signer:
    return Signer.get_or_none(Signer.id == signer_id) or abort(404)


def _done(words: str) -> Any:
    flash(words, "success")
    return redirect(url_for("publishing_admin.signers"))
