"""The same pages for Hugo: the frozen ones taken apart into content and one layout.

Hugo gets the finished HTML of each page's ``<main>`` and renders the frame around it (title,
header, navigation with the current section, footer, all with relative links). It is spared the
inside of the pages, the lists, feeds, compression, checks and the manifest.
"""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

import measuring
import peers

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CONFIG = """\
baseURL = "/"
locale = "vi"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[security]
allowContent = [".*"]
"""
_LINK = re.compile(r'(href|src)="(?!https?:|mailto:|#)([^"]*)"')


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
        measuring.empty(self.output)
        measuring.empty(self.home / "cache")
        return measuring.command(
            [peers.hugo(), "--quiet", "--ignoreCache", "--noBuildLock", "--source", self.home,
             "--cacheDir", self.home / "cache", "--destination", self.output]
        )  # fmt: skip


def make(home: Path, frozen: Path) -> HugoSite:
    """Write the frozen pages below ``frozen`` as a Hugo site into ``home``."""
    pages = sorted(path for path in frozen.rglob("*.html"))
    (home / "layouts/_default").mkdir(parents=True)
    (home / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    sample = frozen / "index.html"
    layout = _layout(sample.read_text(encoding="utf-8"))
    (home / "layouts/_default/single.html").write_text(layout, encoding="utf-8")
    for path in pages:
        place = path.relative_to(frozen)
        written = home / "content" / (place.parts[0] if len(place.parts) > 1 else "chung")
        written.mkdir(parents=True, exist_ok=True)
        name = f"p-{place.as_posix().replace('/', '--')}"
        (written / name).write_text(_content(path, place), encoding="utf-8")
    return HugoSite(home)


def _content(path: Path, place: Path) -> str:
    text = path.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    before, main, _ = _parts(text)
    front = {
        "title": html.unescape(title[1] if title else ""),
        "url": f"/{place.as_posix()}",
        "part": place.parts[0] if len(place.parts) > 1 else "",
        "up": "../" * (len(place.parts) - 1),
        "crumbs": _crumbs(before),
    }
    return f"{json.dumps(front, ensure_ascii=False)}\n{main}"


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before the inside of <main>, the inside, and what follows."""
    start = text.index(">", text.index("<main")) + 1
    end = text.index("</main>")
    return text[:start], text[start:end], text[end:]


def _crumbs(before: str) -> str:
    found = re.search(r'<nav class="govuk-breadcrumbs.*?</nav>', before, re.DOTALL)
    return found[0] if found else ""


def _layout(sample: str) -> str:
    """The frame of the home page, which lies in no folder, as a Hugo template."""
    before, _, after = _parts(sample)
    start, mark, main = before.rpartition("<main")
    before = f"{start}{{{{ .Params.crumbs | safeHTML }}}}{mark}{main}"
    before = _TITLE.sub("<title>{{ .Title }}</title>", before).replace(' aria-current="page"', "")
    before, after = (_LINK.sub(r'\1="{{ $.Params.up }}\2"', one) for one in (before, after))
    current = r'\g<0>{{ if eq .Params.part "\1" }} aria-current="page"{{ end }}'
    before = re.sub(
        r'<a class="app-nav__link" href="\{\{ \$\.Params\.up \}\}([a-z-]*)/?index\.html"',
        current, before,
    )  # fmt: skip
    return f"{before}{{{{ .Content }}}}{after}"


def compare(site: HugoSite, frozen: Path) -> tuple[int, int, int]:
    """Pages, bytes of ours, bytes of Hugo's; SystemExit unless they are comparable."""
    ours, theirs = _sizes(frozen), _sizes(site.output)
    if ours.keys() != theirs.keys():
        raise SystemExit(f"Hugo made {len(theirs)} pages, the portal {len(ours)}.")
    total, other = sum(ours.values()), sum(theirs.values())
    if abs(other - total) > total / 10:
        raise SystemExit(f"Hugo's pages are {other} bytes, the portal's {total}.")
    return len(ours), total, other


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.html")
    }
