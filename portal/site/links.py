"""Links as they must stand where a page is read: under a prefix, or relative when frozen."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

#: What stands right before the target of a link in a tag.
_MARKS = (
    ' href="', ' src="', ' action="', '\nhref="', '\nsrc="', '\naction="', ' content="0; url=',
)  # fmt: skip
_ODD = re.compile(r"//|/\.")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def relative_links(html: str, page: str) -> str:
    """Make the links of the page at path ``page`` relative, folders naming ``index.html``.

    So the page works under any sub-path and from ``file://``.
    """
    return with_links(html, relative_to(folder_of(page)))


def prefixed_links(html: str, prefix: str) -> str:
    """Put ``prefix`` (``/cchc``, no slash at its end) before links from the root."""
    return with_links(html, prefixed_by(prefix))


def prefixed_by(prefix: str) -> Callable[[str], str]:
    """What puts ``prefix`` before a target from the root."""
    if not prefix:
        return str

    def changed(target: str) -> str:
        from_root = target.startswith("/") and not target.startswith(("//", f"{prefix}/"))
        return f"{prefix}{target}" if from_root else target

    return changed


def with_links(html: str, changed: Callable[[str], str]) -> str:
    """``html`` with ``changed(target)`` in the place of every target of a link in a tag."""
    return joined(cut(html), changed)


def cut(html: str) -> list[str]:
    """``html`` cut at the targets of links in tags: text and target by turns, text at both ends.

    Found by the few places where a link may stand: a regular expression would look at each tag.
    """
    # of plain text: a ``Markup`` would make each piece one
    text, made, start = str(html), [], 0
    for place in sorted(_places(text)):
        end = text.find('"', place)
        if end < 0 or place < start or not _in_tag(text, place):
            continue
        made += text[start:place], text[place:end]
        start = end
    made.append(text[start:])
    return made


def _places(html: str) -> Iterator[int]:
    """Where the target of a link may begin."""
    for mark in _MARKS:
        found = html.find(mark)
        while found >= 0:
            yield found + len(mark)
            found = html.find(mark, found + len(mark))


def joined(pieces: list[str], changed: Callable[[str], str]) -> str:
    """What was ``cut``, with ``changed(target)`` in the place of every target."""
    if len(pieces) == 1:
        return pieces[0]
    made = pieces.copy()
    made[1::2] = map(changed, pieces[1::2])
    return "".join(made)


def links_in(html: str) -> set[str]:
    """The targets of all links of a page, as they stand there."""
    return set(cut(html)[1::2])


def _in_tag(html: str, place: int) -> bool:
    """Whether a place lies inside a tag."""
    opened = html.rfind("<", 0, place)
    return opened >= 0 and html.find(">", opened, place) < 0


def folder_of(page: str) -> str:
    """The folder in which the links of the page at path ``page`` are understood."""
    return page if page.endswith("/") else posixpath.dirname(page)


def relative_to(folder: str) -> Callable[[str], str]:
    """What makes a target relative to ``folder``, a path from the root."""
    here = [step for step in folder.split("/") if step]
    up, top = "../" * len(here), f"/{here[0]}/" if here else "//"

    def changed(target: str) -> str:
        from_root, path, rest = _parted(target)
        if not from_root:
            return path
        return f"{_way(path, here) if path.startswith(top) else up + path[1:]}{rest}"

    return changed


@lru_cache(maxsize=4096)
def _parted(target: str) -> tuple[bool, str, str]:
    """Whether a target is a path from the root; its path, folders naming ``index.html``; its
    fragment. A target of another kind stands in the place of the path."""
    if not target or target.startswith("#") or _SCHEME.match(target):
        return False, target, ""
    path, mark, fragment = target.partition("#")
    if path.endswith("/"):
        path += "index.html"
    if not path.startswith("/"):
        return False, f"{path}{mark}{fragment}", ""
    return True, posixpath.normpath(path) if _ODD.search(path) else path, f"{mark}{fragment}"


def _way(path: str, here: list[str]) -> str:
    """From the folder ``here`` to ``path``: ``relpath`` without looking at the disk."""
    steps, same = path.split("/")[1:], 0
    while same < len(here) and same < len(steps) - 1 and here[same] == steps[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + steps[same:])
