"""An expired session or token never costs what was typed: it is kept and sent again.

The posted fields travel through the sign-in page (or a confirmation page) as hidden
fields. Files cannot travel that way; the page says so.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from portal.web.read_back import read_back
from portal.web.rendering import render
from portal.web.typed import from_this_site, typed_fields

_MAX_KEPT = 2 * 1024 * 1024


def ask_to_sign_in() -> Any:
    """The sign-in page, remembering where to go and what was being sent."""
    if getattr(request, "htmx", None) and not request.htmx.boosted:  # type: ignore[attr-defined]
        return Response(
            "Phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác rồi quay lại đây; "
            "nội dung đang gõ vẫn còn trên màn hình.",
            status=401,
            mimetype="text/plain",
        )
    if request.method == "POST" and from_this_site():
        from portal.accounts.forms import SignInForm

        form = SignInForm(formdata=None, next=request.full_path.rstrip("?"), kept=kept_fields())
        return render("workspace/accounts/sign_in.html", form=form, expired=True, status=401)
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=target or None))


def offer_again(error: CSRFError) -> Any:
    """After a failed token: the same form once more with a fresh one, on a click."""
    if request.method == "POST" and from_this_site() and request.form:
        return continue_page(request.full_path.rstrip("?"), kept_fields(), status=400)
    from portal.web.errors import page

    return page(error)


def continue_page(target: str, kept: str, status: int = 200) -> Response:
    """A page that sends the kept fields again to ``target`` when its button is pressed."""
    fields = pairs_in(kept)
    shown = read_back(fields)[:40]
    return render(
        "workspace/accounts/continue.html",
        target=local_target(target),
        fields=fields,
        shown=shown,
        status=status,
    )


def pairs_in(kept: str) -> list[tuple[str, str]]:
    """The pairs that ``kept_fields`` wrote; none if a visitor's browser sent something else."""
    try:
        found = json.loads(kept or "[]")
    except (ValueError, RecursionError):
        return []
    pairs = found if isinstance(found, list) else []
    whole = all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in pairs
    )
    return [(_printable(name), _printable(value)) for name, value in pairs] if whole else []


def _printable(text: str) -> str:
    """Without lone surrogates, which JSON can spell and no page can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def kept_fields() -> str:
    """The posted fields as JSON pairs, without passwords and frame fields."""
    text = json.dumps(typed_fields(), ensure_ascii=False)
    return text if len(text) <= _MAX_KEPT else "[]"


def local_target(target: str) -> str:
    """``target`` when it is a path of this site, else the start page."""
    parts = urlsplit(target)
    plain = not parts.scheme and not parts.netloc and target.startswith("/")
    # browsers drop line ends and tabs inside an address, so "/<tab>/x" would leave the site
    if plain and not target.startswith(("//", "/\\")) and not set("\r\n\t") & set(target):
        return target
    return url_for("start.index")
