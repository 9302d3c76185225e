"""Long lists as pages of fifty rows, each at its own path: a list has no query to filter it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.clock import local
from portal.publishing.shelf import Entry, Shelf
from portal.site.registry import Inputs, Page, Params, declare, only_path, path_to

#: Rows of a list on one page: what a phone still scrolls through.
ROWS = 50


@dataclass(frozen=True)
class Listing:
    """What a list holds before it is cut into pages.

    ``found``: everything in order; ``row`` makes of one what the page shows, only for the
    rows of that page; ``around``: what stands on every page of the list.
    """

    found: Sequence[Any]
    row: Callable[[Any], Any]
    around: Inputs


Listed = Callable[..., Listing | None]


def declare_list(
    name: str,
    rule: str,
    listed: Listed,
    paths: Callable[[Shelf, date], list[Params]] = only_path,
    *,
    template: str,
    section: str,
) -> None:
    """Declare the page of a list (``rule``) and its further pages (``rule``trang/2/ …).

    ``listed(shelf, as_of, **params)`` gives the whole list, None where there is none.
    """

    def inputs(shelf: Shelf, as_of: date, number: int = 1, **params: Any) -> Inputs | None:
        whole = listed(shelf, as_of, **params)
        if whole is None or not 1 <= number <= _pages(whole):
            return None
        start = (number - 1) * ROWS
        return {
            **whole.around,
            "rows": [whole.row(one) for one in whole.found[start : start + ROWS]],
            "paging": {
                "page": number,
                "pages": _pages(whole),
                "total": len(whole.found),
                "first": start + 1,
                "hrefs": [
                    path_to(f"{name}_page", number=one, **params) if one > 1
                    else path_to(name, **params)
                    for one in range(1, _pages(whole) + 1)
                ],
            },
        }  # fmt: skip

    def further(shelf: Shelf, as_of: date) -> list[Params]:
        found = []
        for params in paths(shelf, as_of):
            whole = listed(shelf, as_of, **params)
            last = _pages(whole) if whole else 1
            found += [{**params, "number": number} for number in range(2, last + 1)]
        return found

    first = Page(name, rule, inputs, paths, template=template, section=section)
    declare(first)
    declare(
        replace(first, name=f"{name}_page", rule=f"{rule}trang/<int(min=2):number>/", paths=further)
    )


def _pages(whole: Listing) -> int:
    return max(1, -(-len(whole.found) // ROWS))


def kept(shelf: Shelf, name: str, make: Callable[[], Any]) -> Any:
    """What several pages look up on a shelf, made once and kept with it."""
    return shelf.kept(name, make)


def until(entries: Sequence[Entry | None]) -> str:
    """When the newest of these was published, on the clock of the province: “số liệu tính đến”.

    Empty where nothing is published yet, as in a preview of the first.
    """
    moments = [one.published_at for one in entries if one is not None and one.published_at]
    return local(max(moments)).strftime("%H:%M ngày %d/%m/%Y") if moments else ""
