"""What feed readers follow: everything new, the plans, the conclusions, or one unit.

Atom for each, and the first as JSON Feed. A feed has the major changes only, its entries keep
their ids for life, and its times are those of publications: the same news is the same bytes.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import render_template

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.machine_pages import public_base
from portal.site.news import KINDS, news, news_of
from portal.site.registry import Inputs, Page, Params, declare, path_to

#: Entries in a feed; more are in the lists of the site.
MOST = 50


def _of_kinds(
    name: str, page: str, title: str = "", kinds: tuple[str, ...] = KINDS
) -> Callable[[Shelf, date], Inputs]:
    def inputs(shelf: Shelf, _as_of: date) -> Inputs:
        return _inputs(shelf, name, page, title, news(shelf, MOST, kinds))

    return inputs


def _of_unit(shelf: Shelf, _as_of: date, code: str) -> Inputs | None:
    unit = shelf.find("unit", code)
    if unit is None or unit.withdrawn or not has_feed(shelf, code):
        return None
    rows = catalog(shelf).by_unit[code]
    entries = [entry for kind in KINDS for entry in rows[kind]]
    told = news_of(shelf, entries, MOST, path_to("unit", code=code))
    return _inputs(shelf, "unit_feed", "unit", unit.payload["name"], told, {"code": code})


def has_feed(shelf: Shelf, code: str) -> bool:
    """Whether a unit has a feed: only where something was published of it."""
    return any(catalog(shelf).by_unit[code].values())


def _inputs(
    shelf: Shelf,
    name: str,
    page: str,
    title: str,
    told: list[dict[str, Any]],
    params: Params | None = None,
) -> Inputs:
    portal = catalog(shelf).province.get("portal_title", "Cổng cải cách hành chính")
    return {
        "title": f"{title} – {portal}" if title else portal,
        "author": portal,
        "path": path_to(name, **(params or {})),
        "page": path_to(page, **(params or {})),
        "news": told,
    }


def _unit_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    shown = catalog(shelf)
    found = {code for code, rows in shown.by_unit.items() if any(rows.values())}
    return [{"code": code} for code in shown.units if code in found]


def _atom(inputs: Inputs) -> str:
    return render_template("site/feed.xml", **inputs, base=public_base())


def _json(inputs: Inputs) -> bytes:
    """JSON Feed 1.1. Addresses in it must be whole, so a site that knows none leaves them out."""
    base = public_base()
    told: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": inputs["title"]}
    if base:
        told |= {"home_page_url": base + inputs["page"], "feed_url": base + inputs["path"]}
    told |= {"language": "vi", "authors": [{"name": inputs["author"]}]}
    told["items"] = [
        {
            "id": f"urn:sha256:{one['id']}",
            **({"url": base + one["path"]} if base else {}),
            "title": one["title"],
            "content_text": one["change"] + (f": {one['note']}" if one["note"] else ""),
            "date_published": one["at"],
            "tags": [one["kind"]],
        }
        for one in inputs["news"]
    ]
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _declare(name: str, rule: str, inputs: Callable[..., Inputs | None], **more: Any) -> None:
    declare(
        Page(
            name, rule, inputs, listed=False,
            **{"renderer": _atom, "media_type": "application/atom+xml", **more},
        )
    )  # fmt: skip


_declare("feed", "/tin-moi.xml", _of_kinds("feed", "home"))
_declare(
    "feed_json", "/tin-moi.json", _of_kinds("feed_json", "home"),
    renderer=_json, media_type="application/feed+json",
)  # fmt: skip
_declare(
    "feed_plans", "/ke-hoach/tin-moi.xml",
    _of_kinds("feed_plans", "plans", "Kế hoạch", ("plan",)),
)  # fmt: skip
_declare(
    "feed_conclusions", "/ket-luan/tin-moi.xml",
    _of_kinds("feed_conclusions", "conclusions", "Kết luận", ("conclusion",)),
)  # fmt: skip
_declare("unit_feed", "/don-vi/<code>/tin-moi.xml", _of_unit, paths=_unit_paths)
