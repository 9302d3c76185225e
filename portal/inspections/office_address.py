"""The public address of a conclusion, and how it is changed."""

from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.inspections.address_actions import propose_address
from portal.inspections.blueprints import office
from portal.inspections.models import Visit
from portal.inspections.office_conclusions import found_conclusion
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import WRITERS, found_visit, show, tried
from portal.inspections.record_forms import AddressForm
from portal.publishing.requests import PublicationRequest
from portal.site.preview import address_of


@office.route("/lich-kiem-tra/<int:visit_id>/ket-luan/dia-chi/", methods=["GET", "POST"])
@allow(*WRITERS)
def conclusion_address(visit_id: int) -> Any:
    """Propose another address for the conclusion; the old one will lead on to it."""
    visit = found_visit("office", visit_id)
    row = found_conclusion(visit)
    form = AddressForm(data={"name": row.slug.partition("/")[2]})
    if not form.validate_on_submit():
        return _page(visit, row.slug, form, 422 if form.is_submitted() else 200)
    asked: list[PublicationRequest] = []
    actor, back = current_actor(), visit_address(visit)
    status = tried(
        form,
        lambda: asked.append(propose_address(actor, row, form.name.data, form.reason.data, back)),
    )
    if status != 303:
        return _page(visit, row.slug, form, status)
    flash("Đã trình. Địa chỉ đổi khi phiếu được duyệt; địa chỉ cũ dẫn sang địa chỉ mới.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=asked[0].id))


def _page(visit: Visit, slug: str, form: AddressForm, status: int) -> Response:
    now = address_of("conclusion", slug)
    return show(
        "form.html", status, form=form, visit=visit, title="Đổi địa chỉ của kết luận",
        lead=f"Địa chỉ hiện nay: {now}. Người mở địa chỉ cũ được dẫn sang địa chỉ mới; các phiên "
        "bản đã đăng tại địa chỉ cũ vẫn đọc được.",
        submit="Trình đổi địa chỉ", cancel=visit_address(visit),
    )  # fmt: skip
