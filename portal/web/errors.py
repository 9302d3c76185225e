"""Error pages in plain Vietnamese; a stack trace never reaches a reader."""

import logging
from typing import Any

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.web.rendering import shell_context
from portal.web.storage import first_cause, status_of
from portal.web.typed import typed_fields

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
    if shown >= 500:
        return _bare(f"errors/{shown}.html", error=error), code
    return render_template(f"errors/{shown}.html", error=error, **shell_context()), code


def _bare(template: str, **context: Any) -> str:
    """A page without its frame and without the signed-in user: both ask the database, and
    after a crash there may be none to ask."""
    return current_app.jinja_env.get_template(template).render(**context)


def _crash(error: Exception) -> tuple[str, int]:
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS", True):
        raise error
    log = logging.getLogger("portal")
    if status := status_of(error):
        why = first_cause(error)
        log.error("%s %s: cannot write (%s): %s", request.method, request.path, status, why)
        return _unwritten(status)
    log.exception("%s %s", request.method, request.path)
    return page(InternalServerError())  # type: ignore[return-value]


def _unwritten(status: int) -> tuple[str, int]:
    """Nothing was written; what was typed is offered again. Needs no database."""
    target = request.full_path.rstrip("?")
    fields = typed_fields()
    return _bare("errors/507.html", status=status, target=target, fields=fields), status
