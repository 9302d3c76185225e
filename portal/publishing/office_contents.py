"""What was published, as the office looks after it: versions, withdrawal."""

from typing import Any

from flask import abort, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.publishing import labels, queries
from portal.publishing.actions import NothingToPublish, propose, withdrawal
from portal.publishing.blueprint import READERS, WRITERS, blueprint
from portal.publishing.endings import ended_words
from portal.publishing.former_addresses import other_addresses
from portal.publishing.forms import WithdrawalForm, withdrawal_choices
from portal.publishing.models import Publication
from portal.publishing.rules import CHANGE_KINDS, OUTCOMES
from portal.site.preview import address_of
from portal.web.rendering import render


def found_publication(publication_id: int) -> Publication:
    """The newest version of what the address names; 404 otherwise."""
    row = Publication.get_or_none(Publication.id == publication_id) or abort(404)
    return queries.newest(row.kind, row.slug) or row


@blueprint.get("/noi-dung/")
@blueprint.get("/noi-dung/<kind>/")
@allow(*READERS)
def contents(kind: str = "plan") -> Any:
    """Everything of one kind that is or was public."""
    if kind not in labels.KINDS:
        abort(404)
    counts = queries.counts_by_kind()
    tabs = [
        {"text": name, "count": counts.get(code, 0), "current": code == kind,
         "href": url_for("publishing_office.contents", kind=code)}
        for code, name in labels.KINDS.items()
    ]  # fmt: skip
    rows = queries.current_of(kind)
    return render(
        "workspace/publishing/contents.html",
        rows=rows,
        ended=ended_words(rows),
        tabs=tabs,
        kind_name=labels.KINDS[kind],
        outcomes=OUTCOMES,
    )


@blueprint.get("/noi-dung/ban/<int:publication_id>/")
@allow(*READERS)
def content(publication_id: int) -> Any:
    """One published thing: its versions, who allowed each, what can be done."""
    row = found_publication(publication_id)
    versions = queries.versions_of(row.kind, row.slug)
    return render(
        "workspace/publishing/content.html",
        row=row,
        ended=ended_words(one for one, _ in versions),
        kind_name=labels.KINDS.get(row.kind, row.kind),
        versions=versions,
        waiting=queries.waiting_for(row.kind, row.slug),
        source=queries.source_of(row.kind, row.slug),
        erasures=queries.erasures_of(row.kind, row.slug),
        modes=labels.MODES,
        change_kinds=CHANGE_KINDS,
        address=address_of(row.kind, row.slug),
        others=[
            (one, address_of(one.kind, one.slug)) for one in other_addresses(row.kind, row.slug)
        ],
        erasure_states=labels.ERASURES,
    )


@blueprint.route("/noi-dung/ban/<int:publication_id>/ngung-dang/", methods=["GET", "POST"])
@allow(*WRITERS)
def withdraw(publication_id: int) -> Any:
    """Ask for approval to take something off the site; its kind and reason are told readers."""
    row = found_publication(publication_id)
    if row.state == "withdrawn" or row.kind == "province":
        abort(404)
    form = WithdrawalForm()
    form.how.set_choices(withdrawal_choices(row.kind))
    others = [
        (address_of(one.kind, one.slug), one.title)
        for one in queries.current_of(row.kind)
        if one.slug != row.slug and one.state == "published" and address_of(one.kind, one.slug)
    ]
    form.successor.set_choices(dict(others).items())
    if not form.validate_on_submit():
        return render(
            "workspace/publishing/withdraw.html", form=form, row=row,
            kind_name=labels.KINDS.get(row.kind, row.kind),
            status=422 if form.is_submitted() else 200,
        )  # fmt: skip
    offered = withdrawal(row, form.how.data, form.reason.data, form.successor.data or "")
    back = url_for("publishing_office.content", publication_id=row.id)
    title = f"Ngừng đăng: {row.title}"
    try:
        made = propose(
            current_actor(), title, [offered], "withdrawal", form.reason.data, back_url=back
        )
    except NothingToPublish:
        flash("Nội dung này hiện không đăng.", "warning")
        return redirect(back)
    flash("Đã trình. Một người khác cần duyệt trước khi ngừng đăng.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=made.id))
