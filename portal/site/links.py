"""Links as they must stand where a page is read: under a prefix, or relative when frozen."""

import posixpath
import re
from collections.abc import Callable

_NAMES = (
    ' href="', ' src="', ' action="', '\nhref="', '\nsrc="', '\naction="',
    ' content="0; url=',
)  # fmt: skip
_ODD = re.compile(r"//|/\.")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def relative_links(html: str, page: str) -> str:
    """Make the links of the page at path ``page`` relative, folders naming ``index.html``.

    So the page works under any sub-path and from ``file://``.
    """
    folder = folder_of(page)
    return with_links(html, lambda target: _relative(target, folder))


def prefixed_links(html: str, prefix: str) -> str:
    """Put ``prefix`` (``/cchc``, no slash at its end) before links from the root."""
    if not prefix:
        return html

    def prefixed(target: str) -> str:
        from_root = target.startswith("/") and not target.startswith(("//", f"{prefix}/"))
        return f"{prefix}{target}" if from_root else target

    return with_links(html, prefixed)


def with_links(html: str, changed: Callable[[str], str]) -> str:
    """``html`` with ``changed(target)`` in the place of every target of a link in a tag.

    Cut at the few places where a link may stand: a regular expression would look at each tag.
    """
    if '="' not in html:
        return html
    for name in _NAMES:
        first, *parts = html.split(name)
        if not parts:
            continue
        made, inside = [first], _in_tag(first, False)
        for part in parts:
            target, quote, rest = part.partition('"')
            if inside and quote:
                made += [name, changed(target), quote, rest]
                inside = _in_tag(rest, True)
            else:
                made += [name, part]
                inside = _in_tag(part, inside)
        html = "".join(made)
    return html


def links_in(html: str) -> set[str]:
    """The targets of all links of a page, as they stand there."""
    found: set[str] = set()

    def seen(target: str) -> str:
        found.add(target)
        return target

    with_links(html, seen)
    return found


def like_links(html: str) -> set[str]:
    """The targets of all that looks like a link, in a tag or not."""
    return {part.partition('"')[0] for name in _NAMES for part in html.split(name)[1:]}


def _in_tag(text: str, before: bool) -> bool:
    """Whether the end of ``text`` lies inside a tag; ``before``: whether its start does."""
    opened, closed = text.rfind("<"), text.rfind(">")
    return opened > closed if opened != closed else before


def folder_of(page: str) -> str:
    """The folder in which the links of the page at path ``page`` are understood."""
    return page if page.endswith("/") else posixpath.dirname(page)


def _relative(target: str, folder: str) -> str:
    if not target or target.startswith("#") or _SCHEME.match(target):
        return target
    path, mark, fragment = target.partition("#")
    if path.endswith("/"):
        path += "index.html"
    if path.startswith("/"):
        path = _way(posixpath.normpath(path) if _ODD.search(path) else path, folder)
    return f"{path}{mark}{fragment}"


def _way(path: str, folder: str) -> str:
    """From ``folder`` to ``path``, both from the root: ``relpath`` without looking at the disk."""
    steps, here = path.split("/")[1:], [step for step in folder.split("/") if step]
    same = 0
    while same < len(here) and same < len(steps) - 1 and here[same] == steps[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + steps[same:])
