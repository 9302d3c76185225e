"""What the office sees before publishing: the pages as they would be, and which change.

Bytes come from the same declarations and the same ``body_of`` as the frozen site; only links
are led through the preview, and a strip says that this is none of the public pages.
"""

import mimetypes
import re
from datetime import date

from flask import Response, request, send_file
from markupsafe import escape

from portal.clock import today
from portal.publishing.shelf import Shelf
from portal.site.catalog import document_params
from portal.site.pages import every_address, match, path_to
from portal.site.rendering import body_of, inputs_of, page_key, status_of

_LISTED_ON = {"visit": "schedule", "remediation": "remediation"}


def render_preview(shelf: Shelf, path: str, as_of: date | None = None) -> tuple[int, str]:
    """The HTML page at a public path as it would be with ``shelf``: (status, body).

    404 with an empty body where there would be no such page, or where it is not HTML.
    ``as_of`` is today unless given.
    """
    found = match(path)
    if found is None or not found[0].is_html:
        return 404, ""
    page, params = found
    inputs = inputs_of(page, shelf, as_of or today(), params)
    if inputs is None:
        return 404, ""
    return status_of(inputs), body_of(page, path, inputs, request.script_root).decode()


_LINK = re.compile(r'(<[a-z][^<>]*?\s)(href|src)="(/[^"]*)"')
_BODY = re.compile(r"<body[^>]*>")


def preview_answer(
    shelf: Shelf, path: str, as_of: date, root: str, note: str, back: str
) -> Response:
    """Whatever stands at a public path with ``shelf``: a page, a file, a feed, a table.

    ``root`` is where the preview begins (no slash at its end); ``note`` and a link to ``back``
    stand above each page. 404 without a word where there would be nothing.
    """
    found = match(path)
    inputs = inputs_of(found[0], shelf, as_of, found[1]) if found else None
    if found is None or inputs is None:
        return Response("", status=404, mimetype="text/html")
    page = found[0]
    if page.source:
        source = page.source(inputs["page"])
        if not source.is_file():
            return Response("", status=404, mimetype="text/html")
        name = path.rpartition("/")[2]
        return send_file(
            source, mimetype=inputs["page"]["media_type"], as_attachment=True, download_name=name
        )
    body = body_of(page, path, inputs)
    if not page.is_html:
        kind = page.media_type or mimetypes.guess_type(path)[0]
        return Response(body, mimetype=kind or "text/plain")
    return Response(
        _inside(body.decode(), root, note, back), status=status_of(inputs), mimetype="text/html"
    )


def _inside(html: str, root: str, note: str, back: str) -> str:
    """A page whose links stay in the preview, under a strip that says what it is."""

    def led(link: re.Match[str]) -> str:
        path = link[3].partition("#")[0]
        prefix = root if match(path) else request.script_root
        return f'{link[1]}{link[2]}="{prefix}{link[3]}"'

    strip = (
        f'<div class="app-preview-strip" role="region" aria-label="Bản xem trước">'
        f'<p>{escape(note)} <a href="{escape(back)}">Về phiếu trình</a></p></div>'
    )
    shown = _LINK.sub(led, html)
    return _BODY.sub(lambda body: body[0] + strip, shown, count=1)


def address_of(kind: str, slug: str) -> str:
    """Where readers find what was published; "" for what no page is about."""
    if kind in ("plan", "conclusion"):
        return path_to(kind, **document_params(slug))
    if kind == "timeliness":
        return path_to("timeliness_plan", **document_params(slug))
    return path_to(_LISTED_ON[kind]) if kind in _LISTED_ON else ""


def affected_paths(before: Shelf, after: Shelf, as_of: date) -> dict[str, list[str]]:
    """Public paths that differ between two shelves: {"changed", "added", "removed"}.

    Pages that people open and files they fetch; feeds and calendars follow by themselves.
    """
    old, new = _keys(before, as_of), _keys(after, as_of)
    return {
        "changed": [path for path in new if path in old and new[path] != old[path]],
        "added": [path for path in new if path not in old],
        "removed": [path for path in old if path not in new],
    }


def _keys(shelf: Shelf, as_of: date) -> dict[str, str]:
    keys = {}
    for page, params, path in every_address(shelf, as_of):
        if page.is_html or page.source:
            inputs = inputs_of(page, shelf, as_of, params)
            if inputs is not None:
                keys[path] = page_key(inputs)
    return keys
