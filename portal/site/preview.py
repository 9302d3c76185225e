"""What the office sees before publishing: the pages as they would be, and which change."""

from datetime import date

from flask import request

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


def address_of(kind: str, slug: str) -> str:
    """Where readers find what was published; "" for what no page is about."""
    if kind in ("plan", "conclusion"):
        return path_to(kind, **document_params(slug))
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
