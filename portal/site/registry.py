"""How a public page is declared; ``pages.py`` brings all declarations together.

The live view, the preview and the freeze use the same declaration, so that what an office
previews, what is served and what is frozen are the same bytes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError, Map, Rule

from portal.publishing.shelf import Shelf
from portal.site.parts import Parts

Params = dict[str, Any]
Inputs = dict[str, Any]


def only_path(_shelf: Shelf, _as_of: date) -> list[Params]:
    """The paths of a page that stands at one address."""
    return [{}]


@dataclass(frozen=True)
class Page:
    """One kind of public page.

    ``paths(shelf, as_of)`` lists the parameters of every address it has. ``inputs(shelf,
    as_of, **params)`` gives all that the page shows, as JSON values from publications only,
    or None where there is no such page. ``as_of`` may decide what is “sắp tới”, yet never
    stands in the inputs itself: a page changes only when what it shows changes.

    HTML pages name a ``template``; feeds and tables a ``renderer``; files a ``source``. A long
    table also gives ``parts(shelf, as_of, **params)``: the same bytes as its renderer, in parts
    of whole lines, for a freeze that must not hold them at once, nor make again those it knows.
    Pages of one ``beside`` and the same parameters are made of the same parts, so that a freeze
    makes them side by side; ``rows(shelf, **params)`` tells how long they are.
    ``asked`` makes of a live reader's query what it changes in the inputs; a frozen page has no
    query.
    """

    name: str
    rule: str
    inputs: Callable[..., Inputs | None]
    paths: Callable[[Shelf, date], list[Params]] = only_path
    template: str = ""
    renderer: Callable[[Inputs], str | bytes] | None = None
    source: Callable[[Inputs], Path] | None = None
    parts: Callable[..., Parts] | None = None
    beside: str = ""
    rows: Callable[..., int] | None = None
    asked: Callable[[Mapping[str, str]], Inputs] | None = None
    media_type: str = "text/html"
    section: str = ""
    listed: bool = True

    @property
    def is_html(self) -> bool:
        """Whether readers open it in a browser, inside the frame of the site."""
        return bool(self.template)


PAGES: dict[str, Page] = {}
_addresses = Map()
_bound = _addresses.bind("site")
_rules: dict[str, Rule] = {}


def declare(page: Page) -> None:
    """Add a page to the registry; a name may be taken once."""
    if page.name in PAGES:
        raise ValueError(f"page declared twice: {page.name}")
    PAGES[page.name] = page
    _rules[page.name] = Rule(page.rule, endpoint=page.name, methods=["GET"])
    _addresses.add(_rules[page.name])


@lru_cache(maxsize=32_768)
def path_to(name: str, /, **params: Any) -> str:
    """The address of a page from the root of the site; it never has a query string."""
    # a page has one rule: no need to look for the one that suits
    built = _rules[name].build(params, append_unknown=False)
    if built is None:
        raise BuildError(name, params, "GET")
    return built[1]


def match(path: str) -> tuple[Page, Params] | None:
    """The page at a path and its parameters; None when no rule fits."""
    try:
        name, params = _bound.match(path, method="GET")
    except HTTPException:
        return None
    return PAGES[name], dict(params)


def every_address(shelf: Shelf, as_of: date) -> Iterator[tuple[Page, Params, str]]:
    """Every public page that exists: its declaration, parameters and path."""
    for page in PAGES.values():
        for params, path in addresses_of(page, shelf, as_of):
            yield page, params, path


def addresses_of(page: Page, shelf: Shelf, as_of: date) -> list[tuple[Params, str]]:
    """The parameters and path of every address that a page has."""

    def made() -> list[tuple[Params, str]]:
        return [(params, path_to(page.name, **params)) for params in page.paths(shelf, as_of)]

    found: list[tuple[Params, str]] = shelf.kept(f"addresses {page.name}", made)
    return found
