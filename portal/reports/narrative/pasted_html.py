"""HTML that was typed in the editor, or pasted from Word, WPS or a browser, as rich blocks.

Three steps: what only Word says in styles and comments becomes plain tags, and what cannot be
kept is counted (``loosened``); the portal's one sanitiser decides what remains; the blocks are
read from that. Nothing is dropped in silence: ``Cleaned.notes`` says each in words.
"""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from portal.documents.markup import clean_html, too_deep
from portal.reports.narrative.blocks import Rich
from portal.reports.narrative.html_blocks import blocks_from
from portal.reports.rules import BadValue

#: Word sends its whole style sheet with a paragraph.
MAX_HTML = 2_000_000
_DECLARED = re.compile(r"<\?[^>]*>|<!\[[^>]*\]>|<!doctype[^>]*>", re.I)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PICTURES = frozenset(("img", "svg", "object", "embed", "video", "audio", "canvas", "iframe",
                       "picture", "map", "v:shape", "v:imagedata", "o:oleobject"))  # fmt: skip
_UNSEEN = frozenset(("style", "script", "title", "meta", "link", "xml", "head"))
_INPUTS = frozenset(("input", "textarea", "select", "button"))
_HEADINGS = frozenset(("h1", "h5", "h6"))
#: Blocks that the sanitiser takes away: the lines they made must stay.
_FALLEN = frozenset(("div", "section", "article", "center", "address", "pre", "dd", "dt", "main",
                     "header", "footer", "aside", "figure", "figcaption", "form", "fieldset",
                     "hr"))  # fmt: skip
_BOLD = re.compile(r"(?:^|;) ?font-weight\s*:\s*(bold|[6-9]00)")
_NOT_BOLD = re.compile(r"(?:^|;) ?font-weight\s*:\s*(normal|[1-5]00)")
_ITALIC = re.compile(r"(?:^|;) ?font-style\s*:\s*(italic|oblique)")
_UNDERLINED = re.compile(r"text-decoration[^;:]*:[^;]*underline")
_STRUCK = re.compile(r"text-decoration[^;:]*:[^;]*line-through")
_SCRIPT = re.compile(r"vertical-align\s*:\s*(sub|super)")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
_LEVEL = re.compile(r"\blevel([1-9])")
_COLOUR = re.compile(r"(?:^|;)\s*(?:color|background(?:-color)?|mso-highlight)\s*:\s*([^;]+)")
_NO_COLOURS = frozenset((
    "black", "windowtext", "auto", "inherit", "initial", "transparent", "white", "none",
    "#000", "#000000", "#fff", "#ffffff", "rgb(0, 0, 0)", "rgb(0,0,0)", "rgb(255, 255, 255)",
    "var(--app-text)", "currentcolor", "unset", "rgba(0, 0, 0, 0)",
))  # fmt: skip
#: The parser drops in silence what lies deeper than 256.
_DEEPEST = 200
_TOO_DEEP = "Nội dung có quá nhiều lớp lồng nhau; hãy dán từng phần."
_NOTES = {
    "picture": "{n} hình ảnh hoặc đối tượng nhúng không dán được: hãy đưa vào phần Tài liệu minh "
    "chứng.",
    "footnote": "{n} chú thích cuối trang được giữ thành chữ thường: hãy xem lại chỗ của chúng.",
    "comment": "{n} ghi chú bên lề (comment) của Word không được giữ.",
    "struck": "Chữ gạch ngang hoặc đã xóa khi theo dõi sửa đổi (Track Changes) thành chữ thường: "
    "hãy xóa nếu không dùng.",
    "hidden": "{n} đoạn chữ ẩn không được giữ.",
    "formula": "{n} công thức chỉ còn chữ và số: hãy xem lại.",
    "input": "{n} ô nhập, nút bấm không được giữ.",
    "colour": "Màu chữ, màu nền không được giữ.",
    "merged": "Ô gộp trong bảng được tách ra: chữ nằm ở ô đầu, các ô sau để trống.",
    "nested": "Bảng nằm trong ô của bảng khác thành chữ thường.",
    "deep": "Danh sách có nhiều hơn bốn cấp: các cấp sâu hơn được đưa về cấp bốn.",
}


@dataclass(frozen=True)
class Cleaned:
    """What remains of a piece of HTML, and what does not, in words."""

    blocks: Rich
    notes: list[str]


def cleaned(html: str) -> Cleaned:
    """The rich blocks of HTML; BadValue when it is larger or deeper than any such text."""
    if len(html) > MAX_HTML:
        raise BadValue("Nội dung dán vào quá lớn; hãy dán từng phần.")
    html = _UNREADABLE.sub("", _DECLARED.sub("", html))
    if too_deep(html):
        raise BadValue(_TOO_DEEP)
    if not html.strip():
        return Cleaned((), [])
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    if _depth(root) > _DEEPEST:
        raise BadValue(_TOO_DEEP)
    lost = loosened(root)
    safe = clean_html(lxml_html.tostring(root, encoding="unicode"))
    blocks, more = blocks_from(safe)
    lost.update(more)
    return Cleaned(
        blocks, [words.format(n=lost[what]) for what, words in _NOTES.items() if lost[what]]
    )


def _depth(root: lxml_html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def loosened(root: lxml_html.HtmlElement) -> Counter[str]:
    """Say in tags what stands in styles, and count what will not be kept."""
    lost: Counter[str] = Counter()
    gone: set[lxml_html.HtmlElement] = set()
    for node in list(root.iter()):
        if node.getparent() in gone:
            gone.add(node)
            continue
        what = _unkept(node)
        if what is not None:
            gone.add(node)
            lost[what] += bool(what)
            node.drop_tree()
            continue
        name, style = node.tag, _style(node)
        if "mso-list:ignore" in style.replace(" ", ""):
            _bullet(node)
        else:
            _restyle(node, name, style, lost)
    return lost


def _style(node: lxml_html.HtmlElement) -> str:
    return " ".join((node.get("style") or "").lower().split())


def _unkept(node: lxml_html.HtmlElement) -> str | None:
    """The note about a node that goes with all that is in it, "" for what nobody misses, None
    for one that stays."""
    if not isinstance(node.tag, str) or node.tag in _UNSEEN:
        return ""
    style = _style(node)
    if "mso-element:comment-list" in style:
        return ""
    if "mso-comment-reference" in style:
        return "comment"
    if node.tag in _PICTURES:
        return "picture"
    if node.tag in _INPUTS:
        return "input"
    if _HIDDEN.search(style):
        return "hidden" if node.text_content().strip() else ""
    return None


def _bullet(node: lxml_html.HtmlElement) -> None:
    """What Word prints before an item: a dash of its depth, or its number as it is."""
    sign = (node.text_content() or "").replace("\xa0", " ").strip()
    level, above = 1, node.getparent()
    while above is not None:
        if found := _LEVEL.search(above.get("style") or ""):
            level = int(found[1])
            break
        above = above.getparent()
    dash = len(sign) <= 1 and not sign.isdigit()
    for child in list(node):
        node.remove(child)
    node.text = "•" * min(level, 4) + " " if dash else f"{sign} "
    node.set("style", "")


def _restyle(node: lxml_html.HtmlElement, name: str, style: str, lost: Counter[str]) -> None:
    looks = []
    if name in ("b", "strong") and _NOT_BOLD.search(style):
        node.tag = name = "span"
    if style and name in ("span", "font", "a", "p", "li"):
        looks += ["strong"] * bool(_BOLD.search(style)) + ["em"] * bool(_ITALIC.search(style))
        looks += ["u"] * (bool(_UNDERLINED.search(style)) and name != "a")
        if found := _SCRIPT.search(style):
            looks.append("sub" if found[1] == "sub" else "sup")
    lost["struck"] += name in ("s", "strike", "del") or bool(_STRUCK.search(style))
    lost["formula"] += name in ("math", "m:omath")
    colours = [*_COLOUR.findall(style), *filter(None, [(node.get("color") or "").lower()])]
    lost["colour"] += any(one.strip() not in _NO_COLOURS for one in colours)
    if name == "a":
        lost["footnote"] += (node.get("href") or "").startswith(("#_ftn", "#_edn")) and (
            "ref" not in (node.get("name") or node.get("href") or "")
        )
        _address_kept(node)
    if name in _HEADINGS:
        node.tag = "h2"
    if name == "ol" and (node.get("start") or "1") != "1":
        _numbers_kept(node)
    for look in looks:
        inner = lxml_html.Element(look)
        inner.text, node.text = node.text, None
        inner.extend(list(node))
        node.append(inner)
    if name in _FALLEN and node.getparent() is not None:
        node.addprevious(lxml_html.Element("br"))
        after = lxml_html.Element("br")
        after.tail, node.tail = node.tail, None
        node.addnext(after)


def _address_kept(node: lxml_html.HtmlElement) -> None:
    """A link is no formatting here; its address stays, in brackets."""
    href = node.get("href") or ""
    text = node.text_content().strip()
    if href.startswith(("http://", "https://")) and href.rstrip("/") != text.rstrip("/") and text:
        node.append(lxml_html.Element("span"))
        node[-1].text = f" ({href})"


def _numbers_kept(node: lxml_html.HtmlElement) -> None:
    """A list that goes on from another one keeps its numbers, as text."""
    start = node.get("start") or "1"
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    node.tag = "div"
    for item in node.findall("li"):
        item.tag = "p"
        item.text = f"{number}. {item.text or ''}"
        number += 1
