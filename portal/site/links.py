"""Links as they must stand where a page is read: under a prefix, or relative when frozen."""

import posixpath
import re

_LINK = re.compile(r'(<[a-z][^<>]*?\s)(href|src)="([^"]*)"')
_ODD = re.compile(r"//|/\.")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def relative_links(html: str, page: str) -> str:
    """Make the links of the page at path ``page`` relative, folders naming ``index.html``.

    So the page works under any sub-path and from ``file://``.
    """
    folder = page if page.endswith("/") else posixpath.dirname(page)
    return _LINK.sub(lambda found: f'{found[1]}{found[2]}="{_relative(found[3], folder)}"', html)


def prefixed_links(html: str, prefix: str) -> str:
    """Put ``prefix`` (``/cchc``, no slash at its end) before links from the root."""
    if not prefix:
        return html

    def prefixed(found: re.Match[str]) -> str:
        target = found[3]
        from_root = target.startswith("/") and not target.startswith(("//", f"{prefix}/"))
        return f'{found[1]}{found[2]}="{prefix if from_root else ""}{target}"'

    return _LINK.sub(prefixed, html)


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
