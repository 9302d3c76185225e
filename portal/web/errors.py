"""Error pages in plain Vietnamese; a stack trace never reaches a reader."""

import logging

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.web.rendering import shell_context

PAGES = (400, 403, 404, 405, 410, 413, 429, 500)


def init_app(app: Flask) -> None:
    """Answer every error with a page of the portal."""
    app.register_error_handler(HTTPException, page)
    app.register_error_handler(Exception, _crash)


def page(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    shown = code if code in PAGES else (500 if code >= 500 else 400)
    # The frame asks the database for names; after a crash there may be none to ask.
    frame = shell_context() if shown < 500 else {}
    return render_template(f"errors/{shown}.html", error=error, **frame), code


def _crash(error: Exception) -> tuple[str, int]:
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS", True):
        raise error
    logging.getLogger("portal").exception("%s %s", request.method, request.path)
    return page(InternalServerError())  # type: ignore[return-value]
