"""The page on which somebody who holds a code makes an account."""

from flask import Blueprint, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import anyone
from portal.accounts.actions import TooManyTries, WeakPassword
from portal.people.actions import WrongCode, activate
from portal.people.forms import ActivationForm
from portal.people.queries import user_made
from portal.people.rules import grouped, read_code
from portal.web.rendering import render

#: Of the browser's session: the id of the account just made in it.
_MADE = "made_account"
#: A password is never written into a page, so a mistake elsewhere empties its field.
_AGAIN = "Hãy gõ lại mật khẩu: vì an toàn, trang không giữ lại mật khẩu đã gõ."

blueprint = Blueprint("activation", __name__, url_prefix="/tai-khoan/kich-hoat")


@blueprint.route("/", methods=["GET", "POST"])
@anyone
def enter() -> Response:
    """Code, name, position, password; the user name is made of the name and shown.

    One step, so that a code is tried only together with all that makes an account; what is wrong
    elsewhere empties the password, and its field says so.
    """
    form = ActivationForm()
    status = 422 if request.method == "POST" else 200
    if request.method == "GET":
        # the picture in the letter leads here with the code in the address
        form.code.data = grouped(read_code(request.args.get("ma", "")))
    if form.validate_on_submit():
        try:
            user = activate(
                form.code.data,
                form.full_name.data,
                form.position.data,
                form.password.data,
                request.remote_addr or "",
                current_app.config["PASSWORD_COST"],
            )
        except WrongCode:
            form.code.errors = [
                "Mã không đúng, đã dùng hoặc đã hết hạn. "
                "Hãy xem lại từng chữ, hoặc đề nghị Sở Nội vụ phát thư mới."
            ]
        except WeakPassword as problem:
            form.password.errors = [str(problem)]
        except TooManyTries:
            form.code.errors = ["Đã nhập sai quá nhiều lần. Hãy thử lại sau 15 phút."]
            status = 429
        else:
            session[_MADE] = user.id
            return redirect(url_for("activation.done"))
    if form.password.data and not form.password.errors:
        form.password.errors = [_AGAIN]
    return render("workspace/people/activate.html", form=form, status=status)


@blueprint.get("/xong/")
@anyone
def done() -> Response:
    """The user name just made, as often as its owner reloads the page.

    Whose it is stands in the browser's own session, never in the address, and is forgotten with
    the first sign-in there; anybody else is told where to go on.
    """
    return render("workspace/people/activated.html", user=user_made(session.get(_MADE)))
