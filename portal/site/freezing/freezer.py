"""Frozen-Flask with the registry as its only source of addresses."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flask import Flask
from flask_frozen import Freezer

from portal.publishing.shelf import Shelf
from portal.site.freezing import checks
from portal.site.freezing.build import Build
from portal.site.freezing.builds import FreezeRefused
from portal.site.freezing.files import Files, Made
from portal.site.freezing.long_files import known_segments
from portal.site.freezing.tracing import TracedDay, TracedShelf
from portal.site.parts import Segment
from portal.site.registry import PAGES, Page, Params, every_address
from portal.site.rendering import body_of, build_digest, inputs_of

#: What the public pages do not use.
STATIC_IGNORE = [
    "css/", "workspace/", "vendor/htmx*", "vendor/workspace*", "vendor/govuk-frontend*",
    "*.sha256", "*.ttf", "vendor/.ready", ".vendor-*/",
]  # fmt: skip

_VERSION = "/phien-ban/"
#: Bytes of a page as most are, and rows of a long file that take as long.
_USUAL, _ROWS = 50_000, 60
#: So many pages are looked at again for what they asked before, at most.
_LOOKS = 3


def configure(app: Flask, site: Path) -> None:
    """Frozen-Flask's settings; a stock ``Freezer`` takes the same and gives the same bytes."""
    app.config.update(
        FREEZER_DESTINATION=str(site),
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_REDIRECT_POLICY="error",
        FREEZER_STATIC_IGNORE=STATIC_IGNORE,
        # A feed is .xml by contract and Atom by type; servers of files say application/xml.
        FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
    )


def _in_order(urls: list[str]) -> list[str]:
    """The versions of a document after it, for they show nearly the same."""
    place = {url: number for number, url in enumerate(urls)}
    return sorted(urls, key=lambda url: place.get(f"{url.partition(_VERSION)[0]}/", place[url]))


def registry_urls(shelf: Shelf, as_of: date) -> list[tuple[str, dict[str, Any]]]:
    """Endpoint and parameters of every public page: the only source of addresses."""
    return [(f"site.{page.name}", params) for page, params, _ in every_address(shelf, as_of)]


class SiteFreezer(Freezer):  # type: ignore[misc]  # Frozen-Flask has no types
    """Renders what can have changed and keeps what cannot as it was in the last build.

    ``urls``: every address of the site, assets included. ``stale``: those to be made.
    """

    def __init__(
        self, app: Flask, site: Path, shelf: TracedShelf, as_of: date, last: Build | None
    ) -> None:
        configure(app, site)
        super().__init__(app, with_no_argument_rules=False, log_url_for=False)
        self.digest = build_digest()
        self.site, self.shelf, self.last = site, shelf, last
        self._plain_day, self._day = as_of, TracedDay.of(as_of, shelf)
        self._pages: dict[str, tuple[Page, Params]] = {
            unquote(path): (page, params) for page, params, path in every_address(shelf, self._day)
        }
        # Frozen-Flask adds the assets alone: it would take every address of ours apart again
        self.urls = _in_order([*self._pages, *self.all_urls()])
        self.names = {url: self.urlpath_to_filepath(url) for url in self.urls}
        rules = checks.Rules(frozenset(self.names.values()), (str(app.config["DATA"]),))
        self.files = Files(site, last, rules)
        unchanged = self._unchanged()
        stale = [url for url in self.urls if self.names[url] not in unchanged]
        self._beside = self._side_by_side(stale)
        together = {url for urls in self._beside.values() for url in urls[1:]}
        self.stale = [url for url in stale if url not in together]
        self.fresh = [url for url in self.urls if self.names[url] in unchanged]

    def weight(self, url: str) -> int:
        """As how many usual pages an address counts, with what is made beside it."""
        if url not in self._beside:
            known = self.last.entries.get(self.names[url]) if self.last else None
            return 1 + known[1] // _USUAL if known else 1
        page, params = self._pages[url]
        rows = page.rows(self.shelf, **params) if page.rows else 0
        return 1 + rows * len(self._beside[url]) // _ROWS

    def _side_by_side(self, urls: list[str]) -> dict[str, list[str]]:
        """By the first address, long files that are made together; each alone where it takes
        over parts of the last build, as the work is then to write it."""
        alone = self.last is not None and self.last.told("digest") == self.digest
        found: dict[object, list[str]] = {}
        for url in urls:
            page, params = self._pages.get(url, (None, {}))
            if page and page.parts:
                of = url if alone else (page.beside, *sorted(params.items()))
                found.setdefault(of, []).append(url)
        return {some[0]: some for some in found.values()}

    def freeze_share(self, urls: Iterable[str]) -> Made:
        """Build some of the addresses."""
        for url in urls:
            self._build_one(url)
        self._check_endpoints(set())
        return self.files.made

    def declared(self) -> Iterator[tuple[str, Page, Params]]:
        """File, declaration and parameters of every page."""
        for url, (page, params) in self._pages.items():
            yield self.names[url], page, params

    def keep_fresh(self) -> Made:
        """What is as it was in the last build."""
        for url in self.fresh:
            self.files.keep(self.names[url])
        made, self.files.made = self.files.made, Made()
        return made

    def told(self, made: Made) -> dict[str, Any]:
        """What ``Build`` tells of pages, their notes and parts; kept pages stand as before."""
        known = list(self.last.prints) if self.last and self.fresh else []
        place = {note: number for number, (note, _) in enumerate(known)}
        pages = {}
        for url in self.fresh:
            pages[self.names[url]] = self.last.pages[self.names[url]] if self.last else []
        for name, found in made.notes.items():
            pages[name] = [place.setdefault(note, len(place)) for note in found]
        prints = [(note, self.shelf.print_of(note, self._plain_day)) for note in place]
        before = self.last.parts if self.last else {}
        kept = {name: before[name] for name in pages if name in before}
        return {
            "digest": self.digest, "prints": prints, "pages": pages,
            "parts": {**kept, **made.parts},
        }  # fmt: skip

    def _unchanged(self) -> set[str]:
        """Files of pages that were made from what still stands as it stood."""
        last = self.last
        if last is None or last.told("digest") != self.digest:
            return set()
        self._look_again(last)
        changed = {
            number
            for number, (note, told) in enumerate(last.prints)
            if self.shelf.print_of(note, self._plain_day) != told
        }
        return {name for name, notes in last.pages.items() if changed.isdisjoint(notes)}

    def _look_again(self, last: Build) -> None:
        """Make what has keys that pages of the last build looked at, without which their notes
        have no print: by looking once more at a few of these pages."""
        asked = {number: note.split(":", 2)[1] for number, (note, _) in enumerate(last.prints)
                 if note.startswith("in:")}  # fmt: skip
        tries = dict.fromkeys(asked.values(), _LOOKS)
        for url, (page, params) in self._pages.items():
            if page.parts is not None:
                continue
            for number in last.pages.get(self.names[url], ()):
                name = asked.get(number, "")
                if tries.get(name) and not self.shelf.knows(name):
                    tries[name] -= 1
                    with self.shelf.noted():
                        inputs_of(page, self.shelf, self._day, params)

    def _check_endpoints(self, seen_endpoints: set[str]) -> None:
        """Every address of the public app must come from the registry; some may be unused."""
        known = {f"site.{name}" for name in PAGES} | {"static"}
        strange = {rule.endpoint for rule in self.app.url_map.iter_rules()} - known
        if strange:
            raise FreezeRefused(f"Có địa chỉ ngoài danh mục trang công khai: {sorted(strange)[0]}.")

    def _build_one(self, url: str, last_modified: object = None) -> Path:
        name = self.names[url]
        if url not in self._pages:
            self.files.copy(name, Path(self.app.static_folder or "", url.removeprefix("/static/")))
            return self.site / name
        with self.shelf.noted() as notes:
            if url in self._beside:
                self._build_parts(self._beside[url])
            else:
                self._build_page(url, name)
        # thousands of pages share them: one string for each
        short = tuple(map(sys.intern, sorted(self.shelf.short(notes))))
        for one in self._beside.get(url, (url,)):
            self.files.made.notes[self.names[one]] = short
        return self.site / name

    def _build_parts(self, urls: list[str]) -> None:
        texts: dict[str, Iterator[Segment]] = {}
        with ExitStack() as stack:
            for url in urls:
                (page, params), name = self._pages[url], self.names[url]
                assert page.parts is not None
                known = stack.enter_context(known_segments(name, self.last, self.digest))
                texts[name] = page.parts(self.shelf, self._day, **params).segments(known)
            self.files.put_segments(texts)

    def _build_page(self, url: str, name: str) -> None:
        page, params = self._pages[url]
        inputs = inputs_of(page, self.shelf, self._day, params)
        if inputs is None:
            raise FreezeRefused(f"Danh mục nêu trang {url} nhưng không có nội dung của trang.")
        if page.source:
            source = page.source(inputs["page"])
            if not source.is_file():
                raise FreezeRefused(f"Kho tệp thiếu tệp của trang /{name}.")
            self.files.copy(name, source)
        else:
            seen: set[str] = set()
            self.files.put(name, body_of(page, url, inputs, seen=seen), seen)
