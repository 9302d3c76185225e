"""Frozen-Flask with the registry as its only source of addresses."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flask import Flask
from flask_frozen import Freezer

from portal.publishing.shelf import Shelf
from portal.site.freezing.builds import Build, FreezeRefused
from portal.site.freezing.compression import compressed
from portal.site.registry import PAGES, Inputs, Page, Params, every_address
from portal.site.rendering import body_of, build_digest, inputs_of, page_key

#: What the public pages do not use.
STATIC_IGNORE = [
    "css/", "workspace/", "vendor/htmx*", "vendor/workspace*", "vendor/govuk-frontend*",
    "*.sha256", "*.ttf", "vendor/.ready",
]  # fmt: skip


#: What a share of the work gave: the entries of its files, and the names written anew.
Made = tuple[dict[str, dict[str, Any]], list[str]]


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


def registry_urls(shelf: Shelf, as_of: date) -> list[tuple[str, dict[str, Any]]]:
    """Endpoint and parameters of every public page: the only source of addresses."""
    return [(f"site.{page.name}", params) for page, params, _ in every_address(shelf, as_of)]


class SiteFreezer(Freezer):  # type: ignore[misc]  # Frozen-Flask has no types
    """Renders what changed and links what did not from the last build.

    A file is created, never opened for writing: a linked one belongs to the live site too.
    """

    def __init__(self, app: Flask, site: Path, shelf: Shelf, as_of: date, last: Build | None):
        configure(app, site)
        super().__init__(app, with_no_argument_rules=False, log_url_for=False)
        self.register_generator(self._registry_urls)
        self.digest = build_digest()
        self.site, self.shelf, self.as_of, self.last = site, shelf, as_of, last
        self.entries: dict[str, dict[str, Any]] = {}
        self.written: list[str] = []
        self._share: Iterable[str] = ()

    @cached_property
    def _pages(self) -> dict[str, tuple[Page, Params]]:
        addresses = every_address(self.shelf, self.as_of)
        return {unquote(path): (page, params) for page, params, path in addresses}

    def _registry_urls(self) -> list[str]:
        return list(self._pages)

    def urls(self) -> list[str]:
        """Every address of the site, assets included."""
        return [url for url, _, _ in super()._generate_all_urls()]

    def freeze_share(self, urls: Iterable[str]) -> "Made":
        """Build some of the addresses."""
        self._share = urls
        self.freeze()
        return self.entries, self.written

    def _generate_all_urls(self) -> Iterator[tuple[str, None, None]]:
        return ((url, None, None) for url in self._share)

    def compress_share(self, names: Iterable[str]) -> "Made":
        """Put the compressed forms of some files beside them."""
        before = len(self.written)
        for name in names:
            for more, packed in compressed(name, (self.site / name).read_bytes()):
                self._write(more, self.entries[name]["key"], packed)
        new = self.written[before:]
        return {name: self.entries[name] for name in new}, new

    def take(self, made: Iterable["Made"]) -> None:
        """Note what several processes have made."""
        for entries, written in made:
            self.entries |= entries
            self.written = list(dict.fromkeys([*self.written, *written]))

    def _check_endpoints(self, seen_endpoints: set[str]) -> None:
        """Every address of the public app must come from the registry; some may be unused."""
        known = {f"site.{name}" for name in PAGES} | {"static"}
        strange = {rule.endpoint for rule in self.app.url_map.iter_rules()} - known
        if strange:
            raise FreezeRefused(f"Có địa chỉ ngoài danh mục trang công khai: {sorted(strange)[0]}.")

    def _build_one(self, url: str, last_modified: object = None) -> Path:
        name = self.urlpath_to_filepath(url)
        if url.startswith("/static/"):
            source = Path(self.app.static_folder or "") / url.removeprefix("/static/")
            self._keep(name, _sha256(source), source=source)
        else:
            self._build_page(url, name)
        return self.site / name

    def _build_page(self, url: str, name: str) -> None:
        page, params = self._pages[url]
        inputs = inputs_of(page, self.shelf, self.as_of, params)
        if inputs is None:
            raise FreezeRefused(f"Danh mục nêu trang {url} nhưng không có nội dung của trang.")
        key = page_key(inputs, self.digest)
        if page.source:
            self._keep(name, key, source=page.source(inputs["page"]))
        elif not self._link(name, key):
            self._keep(name, key, content=self._render(page, url, inputs))

    def _render(self, page: Page, url: str, inputs: Inputs) -> bytes:
        return body_of(page, url, inputs)

    def _keep(
        self, name: str, key: str, content: bytes | None = None, source: Path | None = None
    ) -> None:
        """Put one file in place; one of the last build with its compressed forms."""
        if self._link(name, key):
            return
        target = self.site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source is not None:
            if not source.is_file():
                raise FreezeRefused(f"Kho tệp thiếu tệp của trang /{name}.")
            with source.open("rb") as given, target.open("xb") as made:
                shutil.copyfileobj(given, made)
            self._note(name, key, _sha256(source), target.stat().st_size)
        elif content is not None:
            self._write(name, key, content)

    def _write(self, name: str, key: str, content: bytes) -> None:
        with (self.site / name).open("xb") as file:
            file.write(content)
        self._note(name, key, hashlib.sha256(content).hexdigest(), len(content))

    def _note(self, name: str, key: str, sha256: str, size: int) -> None:
        self.entries[name] = {"key": key, "sha256": sha256, "size": size}
        self.written.append(name)

    def _link(self, name: str, key: str) -> bool:
        """Take a file and its compressed forms over from the last build, if unchanged."""
        if self.last is None or self.last.entries.get(name, {}).get("key") != key:
            return False
        for one in _forms(name):
            if one in self.last.entries:
                target = self.site / one
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(self.last.site / one, target)
                except OSError:
                    # another disk, or a file system without hard links
                    shutil.copyfile(self.last.site / one, target)
                self.entries[one] = self.last.entries[one]
        return True


def _forms(name: str) -> Iterator[str]:
    yield from (name, f"{name}.gz", f"{name}.br")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
