"""What a build must fulfil before anyone sees it.

Every file is looked at while its bytes are in memory. Links of unchanged pages can only have
broken when a page vanished; then all pages are looked at (``problems``).
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from portal.site.freezing.processes import in_processes
from portal.site.links import links_in

_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_EXTERNAL = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
#: Belongs to the workspace; must not stand in a public file.
FORBIDDEN = ("csrf_token", "/lam-viec/")
#: Targets known to be sound, at most: the frame of the site and its lists come first.
_MOST_SOUND = 2000
_SEARCHED = (".html", ".xml", ".txt", ".ics", ".json", ".csv")


@dataclass(frozen=True)
class Rules:
    """``expected``: every file of the build that is not a compressed form. ``secret``: further
    strings that must not appear."""

    expected: frozenset[str]
    secret: tuple[str, ...] = ()
    #: Targets that lead somewhere from any page: most pages have the same.
    sound: set[str] = field(default_factory=set, compare=False)

    @cached_property
    def strings(self) -> dict[str, bytes]:
        """All that must not appear, and as it would."""
        return {one: one.encode() for one in (*FORBIDDEN, *self.secret) if one}


def problems(
    site: Path, entries: Iterable[str], changed: Iterable[str], removed: bool, secret: Iterable[str]
) -> Iterator[str]:
    """What is wrong with a build on the disk, in Vietnamese: files too many and too few, and
    what is wrong in the files ``changed``, or in all of them when one was ``removed``."""
    expected = frozenset(entries)
    present = set(files_below(site))
    for name in sorted(present ^ expected):
        yield f"Tệp {'thừa' if name in present else 'thiếu'}: {name}"
    rules = Rules(expected, tuple(secret))

    def looked_at(names: Iterable[str]) -> list[str]:
        texts = (name for name in names if name.endswith((*_SEARCHED, ".css")))
        return [one for name in texts for one in problems_in(name, _read(site / name), rules)]

    for found in in_processes(looked_at, sorted(expected if removed else set(changed))):
        yield from found


def _read(path: Path) -> bytes:
    return path.read_bytes()


def files_below(site: Path) -> Iterator[str]:
    """Every file of a build as it stands on the disk, by its path in the site."""
    # os.walk takes twice as long
    folders = [""]
    while folders:
        inside = folders.pop()
        with os.scandir(f"{site}/{inside}") as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    folders.append(f"{inside}{one.name}/")
                else:
                    yield f"{inside}{one.name}"


def problems_in(name: str, content: bytes, rules: Rules, seen: set[str] | None = None) -> list[str]:
    """What is wrong in one file of the build.

    ``seen``: the targets of its links before they were made relative, where that is known; a
    page whose targets are all sound need not be read for its links.
    """
    if name.endswith(_SEARCHED):
        found = strings_in(name, content, rules)
        if name.endswith(".html") and not (seen and _sound(seen, content, rules)):
            found += _link_problems(name, content.decode(), rules)
        return found
    if name.endswith(".css"):
        return [
            f"{name} dùng tệp không có: {target}"
            for target in _STYLE_URL.findall(content.decode())
            if not _EXTERNAL.match(target) and _resolved(name, target) not in rules.expected
        ]
    return []


def strings_in(name: str, content: bytes, rules: Rules) -> list[str]:
    """Strings in (a piece of) a text file that must not be public."""
    return [f"{name} chứa “{one}”" for one, said in rules.strings.items() if said in content]


def _sound(seen: set[str], content: bytes, rules: Rules) -> bool:
    """Whether each target plainly leads elsewhere, to a file of the build or on its own page."""
    for target in seen - rules.sound:
        path, _, fragment = target.partition("#")
        if not path and fragment and f' id="{fragment}"'.encode() in content:
            continue
        file = f"{path}index.html" if path.endswith("/") else path
        inside = path.startswith("/") and file[1:] in rules.expected
        if not inside and not _EXTERNAL.match(target):
            return False
        if len(rules.sound) < _MOST_SOUND:
            rules.sound.add(target)
    return True


def _link_problems(name: str, text: str, rules: Rules) -> list[str]:
    folder, expected = dirname(name).split("/") if "/" in name else [], rules.expected
    found = []
    for link in sorted(links_in(text)):
        target = unescape(link) if "&" in link else link
        path, _, fragment = target.partition("#")
        if path and _way(folder, path) in expected:
            continue
        if problem := _problem(name, text, target, path, fragment, expected):
            found.append(f"{name}: {problem}")
    return found


def _way(folder: list[str], path: str) -> str:
    """Where a plain relative link leads to, without ``normpath``, which is slow."""
    up = 0
    while path.startswith("../", 3 * up):
        up += 1
    return "/".join((*folder[: len(folder) - up], path[3 * up :])) if up <= len(folder) else ""


def _problem(
    name: str, text: str, target: str, path: str, fragment: str, expected: frozenset[str]
) -> str:
    if _EXTERNAL.match(target):
        return ""
    if "?" in target:
        return f"liên kết có dấu hỏi: {target}"
    if not path:
        there = not fragment or f' id="{fragment}"' in text
        return "" if there else f"không có chỗ #{fragment}"
    if name == "404.html":
        return ""
    if path.startswith("/"):
        return f"liên kết từ gốc, không chạy được dưới đường dẫn con: {target}"
    return "" if _resolved(name, path) in expected else f"liên kết hỏng: {target}"


def _resolved(name: str, target: str) -> str:
    return normpath(join(dirname(name), unquote(target.partition("#")[0])))
