"""The search page: frozen, ``search.js`` answers in the browser; live, the server does."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, guide_path
from portal.site.registry import Inputs, Page, declare, path_to
from portal.site.search.asking import PER_PAGE, Answer, ask
from portal.site.search.words import LONGEST_QUERY
from portal.vietnamese import show_date

_TOO_LONG = f"Câu hỏi dài quá {LONGEST_QUERY} ký tự; hãy chỉ gõ những từ chính."
_NO_WORD = "Hãy gõ ít nhất một chữ hoặc số."


def _search(shelf: Shelf, _as_of: date) -> Inputs:
    years = sorted({entry.facts.year for entry in catalog(shelf).plans}, reverse=True)
    return {
        "asked": None,
        "guide": guide_path(shelf, "cach-tim-kiem"),
        "years": [{"year": one, "path": path_to("plans_year", year=one)} for one in years],
    }


def _asked(given: Mapping[str, str]) -> Inputs:
    """What a live reader's question adds to the page; nothing where none was asked."""
    text = " ".join(given.get("q", "").split())
    if not text:
        return {}
    if len(text) > LONGEST_QUERY:
        return {"asked": _refused(text, _TOO_LONG), "status": 422}
    number = given.get("trang", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    answer = ask(text, max(1, page))
    if not answer.query.words:
        return {"asked": _refused(text, _NO_WORD), "status": 422}
    return {"asked": _shown(text, answer, max(1, page))}


def _refused(text: str, error: str) -> dict[str, Any]:
    return {"text": text, "error": error, "total": 0, "partial": False, "hits": [], "pages": 0,
            "page": 1, "hrefs": []}  # fmt: skip


def _shown(text: str, answer: Answer, page: int) -> dict[str, Any]:
    pages = -(-answer.total // PER_PAGE)
    here = path_to("search")
    return {
        "text": text, "error": "", "total": answer.total, "partial": answer.partial,
        "page": page, "pages": pages,
        "hrefs": [f"{here}?q={quote(text)}&trang={one}" for one in range(1, pages + 1)],
        "hits": [
            {
                "path": hit.path, "title": hit.title, "kind": hit.kind, "on": hit.on,
                "day": show_date(hit.on) if hit.on else "", "label": hit.label,
                "parts": [list(part) for part in hit.snippet.parts],
            }
            for hit in answer.hits
        ],
    }  # fmt: skip


declare(
    Page(
        "search", "/tim-kiem/", _search, asked=_asked,
        template="site/search.html", section="search",
    )
)  # fmt: skip
