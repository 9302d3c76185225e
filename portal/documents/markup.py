"""Safe HTML: typed rich text, Markdown pages, and the plain text of either."""

import re
from html.parser import HTMLParser
from typing import Any

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

from portal.vietnamese import nfc, slug

_INLINE = {"strong", "em", "b", "i", "u", "s", "sub", "sup", "a"}
_BLOCK = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"}
_TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_TAGS = _INLINE | _BLOCK | _TABLE
_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_ANCHORED = ("p", "h2", "h3", "h4")
_LINE_BREAKING = _BLOCK | _TABLE | {"h1", "h5", "h6", "div"}
#: Lists and quotes inside each other; cleaning takes the square of the depth.
MAX_DEPTH = 100
_NESTING = re.compile(r"<(/?)(?:ul|ol|blockquote|table|div|section)\b", re.I)
_HIDDEN = frozenset(("script", "style"))
_ANCHOR = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPAN = re.compile(r"[1-9][0-9]?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean_html(html: str, *, keep_anchors: bool = False, images: bool = False) -> str:
    """The same text with only the tags and attributes on our list; safe to print as it is.

    Scripts, styles, event handlers, `hx-*`, classes and unknown links go. `keep_anchors` keeps
    ids made of ASCII words (imported clauses); typed text must not choose ids.
    """
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    if keep_anchors:
        attributes |= {tag: {"id"} for tag in _ANCHORED}
    if images:
        attributes["img"] = {"src", "alt"}
    return nh3.clean(
        nfc(_UNPRINTABLE.sub("", html)),
        tags=_TAGS | ({"img"} if images else set()),
        attributes=attributes,
        attribute_filter=_checked_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        clean_content_tags=set(_HIDDEN),
    )


def too_deep(html: str) -> bool:
    """Whether blocks stand in each other more than ``MAX_DEPTH`` times, as in no document."""
    depth = 0
    for found in _NESTING.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def markdown_html(text: str) -> str:
    """Markdown with tables as HTML: raw HTML is shown as text, headings get ASCII anchors.

    A first-level heading becomes second-level, since the page has its own title.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.use(anchors_plugin, max_level=4, slug_func=lambda title: slug(title) or "muc")
    environment: dict[str, Any] = {}
    tokens = reader.parse(nfc(text), environment)
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    # table cells come with a style attribute, which the page's CSP forbids
    return clean_html(
        reader.renderer.render(tokens, reader.options, environment), keep_anchors=True, images=True
    )


def text_of(html: str) -> str:
    """The readable text, a line per block: for search, counting and excerpts."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _checked_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _ANCHOR.fullmatch(value) else None
    if name in ("colspan", "rowspan"):
        return value if _SPAN.fullmatch(value) else None
    if name == "scope":
        return value if value in ("col", "row", "colgroup", "rowgroup") else None
    return value


class _TextReader(HTMLParser):
    """Collects text outside scripts and styles, a new line at each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _LINE_BREAKING:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _LINE_BREAKING:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))
