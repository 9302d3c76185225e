"""What a build must fulfil before anyone sees it."""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.site.freezing.processes import in_processes

_LINK = re.compile(r'<[a-z][^<>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_EXTERNAL = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
#: Belongs to the workspace; must not stand in a public file.
FORBIDDEN = ("csrf_token", "/lam-viec/")
_SEARCHED = (".html", ".xml", ".txt", ".ics", ".json", ".csv")


def problems(
    site: Path, entries: Iterable[str], changed: Iterable[str], removed: bool, secret: Iterable[str]
) -> Iterator[str]:
    """What is wrong with a build, in Vietnamese.

    ``changed`` are the files written anew. Links of unchanged pages can only have broken
    when a page was ``removed``; then all are looked at. ``secret`` are further strings that
    must not appear.
    """
    expected = set(entries)
    present = set(_files_below(site))
    for name in sorted(present ^ expected):
        yield f"Tệp {'thừa' if name in present else 'thiếu'}: {name}"
    strings = (*FORBIDDEN, *secret)

    def looked_at(names: Iterable[str]) -> list[str]:
        return list(_file_problems(site, names, expected, strings))

    for found in in_processes(looked_at, sorted(expected if removed else set(changed))):
        yield from found


def _files_below(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        inside = folder[len(str(site)) + 1 :]
        yield from (f"{inside}/{name}" if inside else name for name in names)


def _file_problems(
    site: Path, names: Iterable[str], expected: set[str], strings: Iterable[str]
) -> Iterator[str]:
    for name in names:
        if name.endswith(_SEARCHED):
            text = (site / name).read_text(encoding="utf-8")
            yield from (f"{name} chứa “{one}”" for one in strings if one and one in text)
            if name.endswith(".html"):
                yield from _link_problems(name, text, expected)
        elif name.endswith(".css"):
            text = (site / name).read_text(encoding="utf-8")
            for target in _STYLE_URL.findall(text):
                if not _EXTERNAL.match(target) and _resolved(name, target) not in expected:
                    yield f"{name} dùng tệp không có: {target}"


def _link_problems(name: str, text: str, expected: set[str]) -> Iterator[str]:
    ids: set[str] | None = None
    for link in sorted(set(_LINK.findall(text))):
        target = unescape(link)
        if _EXTERNAL.match(target):
            continue
        parts = urlsplit(target)
        if parts.query or "?" in target:
            yield f"{name}: liên kết có dấu hỏi: {target}"
        elif not parts.path:
            ids = set(_ID.findall(text)) if ids is None else ids
            if parts.fragment and parts.fragment not in ids:
                yield f"{name}: không có chỗ #{parts.fragment}"
        elif name != "404.html" and parts.path.startswith("/"):
            yield f"{name}: liên kết từ gốc, không chạy được dưới đường dẫn con: {target}"
        elif name != "404.html" and _resolved(name, parts.path) not in expected:
            yield f"{name}: liên kết hỏng: {target}"


def _resolved(name: str, target: str) -> str:
    path = unquote(urlsplit(target).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
