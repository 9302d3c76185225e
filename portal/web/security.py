"""Security headers: the same list for the live service and, in deploy/, the frozen site."""

from typing import Any

from flask import Flask, Response, abort, request
from werkzeug.routing import IntegerConverter, Map, PathConverter, UnicodeConverter, ValidationError

from portal.vietnamese import has_control

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address: a number that no table can hold is no page, not a crash."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", 2**31 - 1)
        super().__init__(map, *args, **kwargs)


class Words(UnicodeConverter):
    """A part of an address. Characters that no database can hold (NUL) name no page."""

    def to_python(self, value: str) -> str:
        """The part as it came; ValidationError (a 404) if nothing can be called so."""
        return _plain(value)


class Path(PathConverter):
    """Several parts of an address, under the same rule."""

    def to_python(self, value: str) -> str:
        """The parts as they came; ValidationError as with one part."""
        return _plain(value)


def _plain(value: str) -> str:
    if has_control(value):
        raise ValidationError
    return value


def init_app(app: Flask) -> None:
    """Send the headers with every answer; nothing private is ever stored by a cache."""
    app.url_map.converters |= {
        "int": RowNumber, "default": Words, "string": Words, "path": Path,
    }  # fmt: skip

    @app.before_request
    def _refuse_nameless() -> None:
        """A part without a name is no field; the CSRF check after this would fall over it."""
        if request.method == "POST" and (None in request.form or None in request.files):
            abort(400)

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not app.config["PUBLIC_ONLY"] and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
