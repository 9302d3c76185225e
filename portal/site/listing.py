"""Long lists as pages of fifty rows, each at its own path: a list has no query to filter it.

Pages are numbered from the oldest rows on and hold fifty of them for good; what is added stands
on the first page, which holds what is left. So one publication changes one page of a list, and
a page that somebody saved or cited keeps its rows.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.clock import local
from portal.publishing.shelf import Entry, Shelf
from portal.site.registry import Inputs, Page, Params, declare, only_path, path_to

#: Rows of an older page of a list; the first one holds up to twice as many.
ROWS = 50


def _nothing() -> Inputs:
    return {}


@dataclass(frozen=True)
class Listing:
    """What a list holds before it is cut into pages.

    ``found``: everything in order; ``row`` makes of one what the page shows, from it and from
    what it looks up itself, only for the rows of that page; ``around``: what stands on the first
    page of the list alone; ``name``: what every page says of the list.
    """

    found: Sequence[Any]
    row: Callable[[Any], Any]
    around: Callable[[], Inputs] = _nothing
    name: Inputs = field(default_factory=dict)


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
    """Declare the page of a list (``rule``) and its older pages (``rule``trang/1/ …).

    ``listed(shelf, as_of, **params)`` gives the whole list, None where there is none.
    """

    def inputs(shelf: Shelf, as_of: date, number: int = 0, **params: Any) -> Inputs | None:
        page = _pages(name, listed, shelf, as_of, params).get(str(number))
        if page is None:
            return None
        # an older page depends on its own rows, not on all that they were chosen from
        with shelf.unnoted() if number else nullcontext():
            whole = listed(shelf, as_of, **params)
        assert whole is not None

        def at(one: int) -> str:
            return path_to(f"{name}_page", number=one, **params) if one else ""

        paging = {
            "number": number,
            "newer": "" if not number else path_to(name, **params) if page["newest"]
            else at(number + 1),
            "older": at(number - 1) if number else at(_older(whole)),
        }  # fmt: skip
        first = {} if number else {**whole.around(), "total": len(whole.found)}
        rows = list(map(whole.row, page["rows"]))
        return {**first, **page["name"], "rows": rows, "paging": paging}

    def older(shelf: Shelf, as_of: date) -> list[Params]:
        found = []
        for params in paths(shelf, as_of):
            last = len(_pages(name, listed, shelf, as_of, params)) - 1
            found += [{**params, "number": number} for number in range(1, last + 1)]
        # pages of one number are about the same time, and so show the same publications
        return sorted(found, key=lambda one: int(one["number"]))

    first = Page(name, rule, inputs, paths, template=template, section=section)
    declare(first)
    declare(
        replace(first, name=f"{name}_page", rule=f"{rule}trang/<int(min=1):number>/", paths=older)
    )


def _older(whole: Listing) -> int:
    return max(0, len(whole.found) // ROWS - 1)


def _pages(
    name: str, listed: Listed, shelf: Shelf, as_of: date, params: Params
) -> Mapping[str, Any]:
    """By its number what each page of a list holds; nothing where there is no list."""

    def made() -> dict[str, Any]:
        whole = listed(shelf, as_of, **params)
        if whole is None:
            return {}
        total, last = len(whole.found), _older(whole)
        ends = [total - last * ROWS, *(total - before * ROWS for before in range(last))]
        return {
            str(number): {
                "rows": list(whole.found[end - ROWS if number else 0 : end]),
                "newest": number == last,
                "name": whole.name,
            }
            for number, end in enumerate(ends)
        }

    named = " ".join(("list", name, *map(str, params.values())))
    return shelf.watched(named, made)


def kept(shelf: Shelf, name: str, make: Callable[[], Any]) -> Any:
    """What several pages look up on a shelf, made once and kept with it."""
    return shelf.kept(name, make)


def until(entries: Sequence[Entry | None]) -> str:
    """When the newest of these was published, on the clock of the province: “số liệu tính đến”.

    Empty where nothing is published yet, as in a preview of the first.
    """
    moments = [one.published_at for one in entries if one is not None and one.published_at]
    return local(max(moments)).strftime("%H:%M ngày %d/%m/%Y") if moments else ""
