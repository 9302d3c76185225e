"""``/gop-y/``: where anybody may say what is wrong with the portal. Live only.

The first question separates feedback on information from petitions (another system takes
them) and from complaints and denunciations (taken by nobody here). The page on which “Góp ý”
was pressed comes along (the site's pages tell it to their own host alone) and may be changed.
"""

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import anyone
from portal.feedback import queries
from portal.feedback.actions import Message, TooMany, send
from portal.feedback.forms import CodeForm, KindForm, MessageForm
from portal.feedback.rules import STATES, page_left, page_named, shown_code, typed_code
from portal.web.rendering import render

blueprint = Blueprint("feedback", __name__, url_prefix="/gop-y")


@blueprint.route("/", methods=["GET", "POST"])
@anyone
def index() -> Response:
    """What somebody wants to say, and where an answer is found."""
    form = KindForm()
    if form.validate_on_submit():
        page = page_named(form.page.data or "") if form.kind.data == "information" else ""
        return redirect(url_for(f"feedback.{form.kind.data}", trang=page or None))
    if request.method == "GET":
        form.page.data = page_left(request.referrer, request.host)
    status = 422 if request.method == "POST" else 200
    return render("workspace/feedback/send_index.html", form=form, status=status)


@blueprint.route("/thong-tin/", methods=["GET", "POST"])
@anyone
def information() -> Response:
    """A message on what the portal shows."""
    form = MessageForm(data={"page": page_named(request.args.get("trang", ""))})
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        message = Message(form.text.data, form.page.data, form.name.data, form.contact.data)
        try:
            row, code = send(message, request.remote_addr or "", current_app.config["SECRET_KEY"])
        except TooMany:
            form.text.errors = ["Đang có quá nhiều góp ý gửi đến. Hãy gửi lại sau một giờ."]
            status = 429
        else:
            flash(f"Đã nhận góp ý {row.label}. Cảm ơn anh/chị.", "success")
            return redirect(url_for("feedback.message", code=code))
    return render("workspace/feedback/send_information.html", form=form, status=status)


@blueprint.get("/phan-anh/")
@anyone
def petition() -> Response:
    """Where petitions go."""
    return render("workspace/feedback/send_petition.html")


@blueprint.get("/khieu-nai-to-cao/")
@anyone
def complaint() -> Response:
    """Where complaints and denunciations go."""
    return render("workspace/feedback/send_complaint.html")


@blueprint.route("/tra-cuu/", methods=["GET", "POST"])
@anyone
def lookup() -> Response:
    """The page of one message, for who has its code."""
    form = CodeForm()
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        if queries.by_code(form.code.data):
            return redirect(url_for("feedback.message", code=typed_code(form.code.data)))
        form.code.errors = ["Không có góp ý nào mang mã này. Hãy xem lại từng chữ."]
    return render("workspace/feedback/send_lookup.html", form=form, status=status)


@blueprint.get("/tra-cuu/<code>/")
@anyone
def message(code: str) -> Response:
    """One message and its answer."""
    row = queries.by_code(code) or abort(404)
    return render(
        "workspace/feedback/send_message.html",
        row=row,
        code=shown_code(typed_code(code)),
        states=STATES,
    )
