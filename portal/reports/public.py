"""``/xac-thuc/bien-nhan/``: whether a receipt is of this portal, for whoever holds it. Live only.

Who asks must know the receipt's number and its code, so the page tells nothing that the paper
in their hand does not: no unit, no plan. A list of codes is published nowhere.
"""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from portal.accounts.access import anyone
from portal.reports.forms import ReceiptCheckForm
from portal.reports.receipt_queries import receipt_with, standing_of
from portal.web.rendering import render

blueprint = Blueprint("receipts", __name__, url_prefix="/xac-thuc/bien-nhan")


@blueprint.route("/", methods=["GET", "POST"])
@anyone
def check() -> Response:
    """Ask for number and code; say whether they belong together."""
    form, found = ReceiptCheckForm(), None
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        found = receipt_with(form.number.data, form.code.data)
        if found is None:
            form.code.errors = [
                "Không có biên nhận nào mang số và mã này. Hãy xem lại từng chữ trên biên nhận."
            ]
        else:
            status = 200
    standing = standing_of(found) if found else ""
    return render(
        "workspace/reports/receipt_check.html",
        form=form, found=found, standing=standing, status=status,
    )  # fmt: skip
