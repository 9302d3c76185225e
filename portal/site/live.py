"""The public pages, live: the registry served from what is published now."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, request, send_file

from portal.clock import today
from portal.publishing.shelf import Shelf
from portal.site.pages import PAGES
from portal.site.registry import Page
from portal.site.rendering import body_of, inputs_of, page_key, status_of

blueprint = Blueprint("site", __name__)
# Asked again each time (the tag makes it cheap): who publishes must see the new page at once.
CACHED = "public, no-cache"


def _view(page: Page) -> Callable[..., Response]:
    def view(**params: Any) -> Response:
        inputs = inputs_of(page, Shelf(), _as_of(), params)
        if inputs is None:
            abort(404)
        if page.asked is not None:
            inputs["page"] |= page.asked(request.args)
        answer = _file(page, inputs["page"]) if page.source else _page(page, inputs)
        answer.headers["Cache-Control"] = CACHED
        return answer

    view.__name__ = page.name
    return view


def _page(page: Page, inputs: dict[str, Any]) -> Response:
    answer = make_response("", status_of(inputs))
    answer.mimetype = page.media_type
    if answer.status_code == 301:
        answer.headers["Location"] = request.script_root + inputs["page"]["gone"]["successor"]
    # The templates of a developer's copy change under a running process; its pages have no tag.
    if not current_app.debug and answer.status_code == 200:
        answer.set_etag(page_key(inputs)[:32])
        answer.make_conditional(request)
    if answer.status_code != 304:
        answer.set_data(body_of(page, request.path, inputs, request.script_root))
    return answer


def _file(page: Page, inputs: dict[str, Any]) -> Response:
    """A stored file: always saved, never shown inside the site."""
    path = page.source(inputs) if page.source else None
    if path is None or not path.is_file():
        abort(404)
    answer = send_file(
        path,
        mimetype=inputs["media_type"],
        as_attachment=True,
        download_name=request.path.rpartition("/")[2],
        etag=inputs["sha256"],
    )
    # When a clerk uploaded it, perhaps weeks before anything was public, is nobody's business.
    answer.headers.pop("Last-Modified", None)
    return answer


def _as_of() -> date:
    """The day of the pages: today, or the day a freeze was given."""
    return current_app.config.get("AS_OF") or today()


for _declared in PAGES.values():
    blueprint.add_url_rule(
        _declared.rule, endpoint=_declared.name, view_func=_view(_declared), methods=["GET"]
    )
