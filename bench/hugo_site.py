"""The same pages for Hugo: a content file with front matter for each, templates as one writes them.

Nearly all pages (conclusions, their versions, units) reach Hugo as data in the front matter, the
same values that the portal's own templates are given, and are rendered by templates and partials
that do the work of ours (``bench/hugo/``): base with header, navigation and footer, breadcrumbs,
metadata, the layout on paper, the drawing of remediation, findings, versions, entries of lists.
``compare`` sees to it that both sides write as many bytes. Hugo is spared: the inside of the
other pages (lists, months, plans, about eight in a hundred), which it gets as finished HTML;
feeds, calendar and open data; looking up what a page shows in a database; checks, compression
and the manifest. Markdown plays no part on either side: the portal renders it when a text is
saved.
"""

import html
import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import measuring
import peers

from portal import create_app, db
from portal.publishing.shelf import Shelf
from portal.site.registry import every_address
from portal.site.rendering import inputs_of

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'(<meta name="description" content=")([^"]*)')
_CONFIG = """\
baseURL = "/"
locale = "vi"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[params]
portal = "Cổng thông tin kiểm tra cải cách hành chính tỉnh Mẫu"
[security]
allowContent = [".*"]
"""
_LINK = re.compile(r'(href|src)="(?!https?:|mailto:|#)([^"]*)"')
_CRUMB = re.compile(r'<li class="govuk-breadcrumbs__list-item".*?>(?:<a.*?href="(.*?)">)?(.*?)<')
#: Pages that Hugo renders from data: their type, and so their template, by the name of the page.
RENDERED = {"conclusion": "conclusion", "conclusion_version": "conclusion", "unit": "unit"}
TEMPLATES = Path(__file__).with_name("hugo")


@dataclass(frozen=True)
class HugoSite:
    """A Hugo site in ``home``; ``build()`` renders it anew into ``output``."""

    home: Path

    @property
    def output(self) -> Path:
        """Where Hugo puts the pages."""
        return self.home / "public"

    def build(self) -> measuring.Run:
        """One cold build into an empty folder, without any cache."""
        measuring.aside(self.output)
        measuring.aside(self.home / "cache")
        return measuring.command(
            [peers.hugo(), "--quiet", "--ignoreCache", "--noBuildLock", "--source", self.home,
             "--cacheDir", self.home / "cache", "--destination", self.output]
        )  # fmt: skip


def make(home: Path, frozen: Path, data: Path) -> HugoSite:
    """Write what is published in ``data`` and frozen below ``frozen`` as a Hugo site.

    In a process of its own: the most memory that the kernel tells of a command is at least that
    of the process which started it.
    """
    measuring.command([sys.executable, __file__, home, frozen, data])
    return HugoSite(home)


def _write(home: Path, frozen: Path, data: Path) -> None:
    shutil.copytree(TEMPLATES, home / "layouts")
    (home / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    base = _layout((frozen / "index.html").read_text(encoding="utf-8"))
    (home / "layouts/_default/baseof.html").write_text(base, encoding="utf-8")
    shown = dict(_inputs(data))
    for path in sorted(frozen.rglob("*.html")):
        place = path.relative_to(frozen)
        written = home / "content" / (place.parts[0] if len(place.parts) > 1 else "chung")
        written.mkdir(parents=True, exist_ok=True)
        name = f"p-{place.as_posix().replace('/', '--')}"
        content = _content(path, place, *shown.get(place.as_posix(), ("", {})))
        (written / name).write_text(content, encoding="utf-8")


def _inputs(data: Path) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """File, type and values of every page that Hugo renders from data."""
    day = date.today()
    app = create_app({"DATA": str(data), "SECRET_KEY": "bench", "FROZEN": True}, public_only=True)
    with app.test_request_context(), db.connection(app):
        shelf = Shelf()
        for page, params, path in every_address(shelf, day):
            if page.name in RENDERED:
                found = inputs_of(page, shelf, day, params)
                assert found is not None
                yield f"{path[1:]}index.html", (RENDERED[page.name], found["page"])
    app.extensions["database"].close()


def _content(path: Path, place: Path, rendered: str, values: dict[str, Any]) -> str:
    text = path.read_text(encoding="utf-8")
    title, described = _TITLE.search(text), _DESCRIPTION.search(text)
    before, main, _ = _parts(text)
    front = {
        "title": html.unescape(title[1] if title else ""),
        "about": html.unescape(described[2] if described else ""),
        "url": f"/{place.as_posix()}",
        "part": place.parts[0] if len(place.parts) > 1 else "",
        "up": "../" * (len(place.parts) - 1),
        "crumbs": [
            {"text": html.unescape(words), "href": href} for href, words in _CRUMB.findall(before)
        ],
        **({"type": rendered, "shown": values} if rendered else {}),
    }
    return f"{json.dumps(front, ensure_ascii=False)}\n{'' if rendered else main}"


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before the inside of <main>, the inside, and what follows."""
    start = text.index(">", text.index("<main")) + 1
    end = text.index("</main>")
    return text[:start], text[start:end], text[end:]


def _layout(sample: str) -> str:
    """The frame of the home page, which lies in no folder, as Hugo's base template."""
    before, _, after = _parts(sample)
    start, mark, main = before.rpartition("<main")
    before = f'{start}{{{{ partial "crumbs.html" . }}}}{mark}{main}'
    before = _DESCRIPTION.sub(r"\1{{ .Params.about }}", before)
    before = _TITLE.sub("<title>{{ .Title }}</title>", before).replace(' aria-current="page"', "")
    before, after = (_LINK.sub(r'\1="{{ $.Params.up }}\2"', one) for one in (before, after))
    current = r'\g<0>{{ if eq .Params.part "\1" }} aria-current="page"{{ end }}'
    before = re.sub(
        r'<a class="app-nav__link" href="\{\{ \$\.Params\.up \}\}([a-z-]*)/?index\.html"',
        current, before,
    )  # fmt: skip
    return f'{before}{{{{ block "main" . }}}}{{{{ end }}}}{after}'


def compare(site: HugoSite, frozen: Path) -> tuple[int, int, int]:
    """Pages, bytes of ours, bytes of Hugo's; SystemExit unless they are comparable."""
    ours, theirs = _sizes(frozen), _sizes(site.output)
    if ours.keys() != theirs.keys():
        raise SystemExit(f"Hugo made {len(theirs)} pages, the portal {len(ours)}.")
    total, other = sum(ours.values()), sum(theirs.values())
    if abs(other - total) > total * 0.05:
        raise SystemExit(f"Hugo's pages are {other} bytes, the portal's {total}.")
    return len(ours), total, other


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.html")
    }


if __name__ == "__main__":
    _write(*map(Path, sys.argv[1:]))
