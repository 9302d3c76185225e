"""Lawful erasure as the office works it: ask, confirm by a second person, clear old builds."""

from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.publishing import erasure_actions, labels, queries
from portal.publishing.blueprint import READERS, blueprint
from portal.publishing.former_addresses import other_addresses
from portal.publishing.forms import ErasureForm
from portal.publishing.office_contents import found_publication
from portal.publishing.old_builds import builds_before, prune_before
from portal.publishing.requests import Erasure
from portal.site.freezing.builds import FreezeRefused
from portal.web.rendering import render

_DECIDERS = ("admin", "office_approver")


@blueprint.route("/noi-dung/ban/<int:publication_id>/xoa/", methods=["GET", "POST"])
@allow(*_DECIDERS)
def ask_erasure(publication_id: int) -> Any:
    """Ask for the lawful erasure of one version, or of all."""
    row = found_publication(publication_id)
    standing = [one.version for one, _ in queries.versions_of(row.kind, row.slug) if one.payload]
    if not standing:
        abort(404)
    form = ErasureForm(data={"which": "all"})
    each = [(str(version), f"Chỉ phiên bản {version}") for version in standing]
    form.which.set_choices([("all", f"Mọi phiên bản ({len(standing)})"), *each])
    if not form.validate_on_submit():
        return render(
            "workspace/publishing/ask_erasure.html", form=form, row=row,
            kind_name=labels.KINDS.get(row.kind, row.kind),
            others=other_addresses(row.kind, row.slug),
            status=422 if form.is_submitted() else 200,
        )  # fmt: skip
    which = form.which.data
    versions = standing if which == "all" else [int(which)]
    try:
        made = erasure_actions.ask_erasure(
            current_actor(), row, versions, form.ground.data, form.erasure_reason.data
        )
    except erasure_actions.NotOpen:
        flash("Nội dung này đã được xóa trước đó.", "warning")
        return redirect(url_for("publishing_office.contents"))
    flash("Đã ghi đề nghị xóa. Một người khác phải xác nhận.", "success")
    return redirect(url_for("publishing_office.erasure", erasure_id=made.id))


@blueprint.get("/xoa/")
@allow(*READERS, "admin")
def erasures() -> Any:
    """Every erasure asked for, the open ones first."""
    return render(
        "workspace/publishing/erasures.html",
        rows=queries.erasures(),
        states=labels.ERASURES,
        kinds=labels.KINDS,
    )


@blueprint.get("/xoa/<int:erasure_id>/")
@allow(*READERS, "admin")
def erasure(erasure_id: int) -> Any:
    """One erasure: what goes, who asked, who confirmed, which builds still hold it."""
    row = _found(erasure_id)
    data = current_app.config["DATA"]
    return render(
        "workspace/publishing/erasure.html",
        row=row,
        title=queries.title_of(row.kind, row.slug),
        kind_name=labels.KINDS.get(row.kind, row.kind),
        states=labels.ERASURES,
        fates=labels.FATES,
        may_confirm=erasure_actions.may_confirm(current_actor(), row),
        others=other_addresses(row.kind, row.slug),
        builds=builds_before(data, row.decided_at) if row.state == "done" else [],
    )


@blueprint.post("/xoa/<int:erasure_id>/quyet-dinh")
@allow(*_DECIDERS)
def decide_erasure(erasure_id: int) -> Any:
    """Confirm (``decision`` = erase) or leave everything as it is (keep)."""
    row, actor = _found(erasure_id), current_actor()
    decision = request.form.get("decision")
    if decision not in ("erase", "keep"):
        abort(400)
    try:
        if decision == "keep":
            erasure_actions.refuse_erasure(actor, row)
            flash("Không xóa. Nội dung giữ nguyên.", "success")
        else:
            erasure_actions.confirm_erasure(actor, row, current_app.config["DATA"])
            flash("Đã xóa nội dung. Mã băm, lý do và người duyệt được giữ lại.", "success")
    except erasure_actions.SamePerson:
        flash(
            "Cần một người khác người đề nghị, và một trong hai người là quản trị hệ thống.",
            "error",
        )
    except erasure_actions.NotOpen:
        flash("Đề nghị này đã được xử lý trước đó.", "warning")
    return redirect(url_for("publishing_office.erasure", erasure_id=row.id))


@blueprint.post("/xoa/<int:erasure_id>/don-ban-cu")
@allow(*_DECIDERS)
def prune_builds(erasure_id: int) -> Any:
    """Remove the builds that were made before the erasure, but for the one shown."""
    row = _found(erasure_id)
    if row.state != "done" or row.decided_at is None:
        abort(404)
    try:
        gone = prune_before(current_app.config["DATA"], row.decided_at)
        erasure_actions.note_pruned(current_actor(), row, gone)
        flash(f"Đã xóa {len(gone)} bản công bố cũ." if gone else "Không có bản nào để xóa.", "info")
    except FreezeRefused as refusal:
        flash(str(refusal), "warning")
    return redirect(url_for("publishing_office.erasure", erasure_id=row.id))


def _found(erasure_id: int) -> Erasure:
    return Erasure.get_or_none(Erasure.id == erasure_id) or abort(404)
