"""The inbox (hộp tin) of whoever signed in: what they were told, and where copies go."""

import re

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_actor, signed_in
from portal.accounts.rules import UNIT_ROLES
from portal.clock import now
from portal.inbox import actions, queries
from portal.inbox.forms import MailboxForm
from portal.inbox.models import InboxItem
from portal.inbox.rules import KINDS, address_of
from portal.web.rendering import render

blueprint = Blueprint("inbox", __name__, url_prefix="/lam-viec/hop-tin")
_NUMBER = re.compile(r"[0-9]{1,9}")


@blueprint.get("/")
@signed_in
def items() -> Response:
    """Everything the person was told, unread first."""
    return _page(None)


@blueprint.post("/mo")
@signed_in
def open_item() -> Response:
    """Mark an item as read and go to what it is about; another's is as good as gone."""
    item = queries.item_of(current_actor(), _number("tin"))
    if item is None:
        flash("Tin này không còn trong hộp tin.", "info")
        return redirect(url_for("inbox.items"))
    actions.mark_read(current_actor(), item, now())
    return redirect(href_of(item))


@blueprint.post("/da-doc")
@signed_in
def read_all() -> Response:
    """Mark everything that was shown as read."""
    read = actions.mark_all_read(current_actor(), _number("den"), now())
    flash(f"Đã đánh dấu {read} tin là đã đọc.", "success")
    return redirect(url_for("inbox.items"))


@blueprint.post("/thu")
@signed_in
def mailbox() -> Response:
    """Where copies of the inbox go from now on."""
    form = MailboxForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    daily = form.often.data == "daily"
    actions.set_mailbox(current_actor(), form.address.data, now(), daily)
    often = ", mỗi ngày làm việc một thư" if daily else ""
    flash(
        f"Từ nay tin mới được gửi thêm tới {form.address.data}{often}."
        if form.address.data
        else "Từ nay không gửi thư điện tử; tin vẫn ở hộp tin.",
        "success",
    )
    return redirect(url_for("inbox.items"))


def href_of(item: InboxItem) -> str:
    """The page an item is about; the inbox itself for one that leads nowhere."""
    at = address_of(item.page, item.target)
    return url_for(at[0], **at[1]) if at else url_for("inbox.items")


def _page(form: MailboxForm | None, status: int = 200) -> Response:
    actor = current_actor()
    box = queries.mailbox_of(actor)
    return render(
        "workspace/inbox/items.html",
        status=status,
        items=queries.items_of(actor),
        unread=queries.unread_of(actor),
        kinds=KINDS,
        form=form
        or MailboxForm(
            formdata=None,
            address=box.address if box else "",
            often="daily" if box and box.daily else "each",
        ),
        box=box,
        of_unit=actor.has(*UNIT_ROLES),
    )


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else 0
