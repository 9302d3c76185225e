"""The text of a published document: anchors, table of contents, citations per clause."""

import re
from dataclasses import dataclass
from html import escape, unescape

from portal.documents.clauses import Outline, clause_of

_ANCHORED = re.compile(r'<(h[2-6]|p) id="([a-z0-9-]+)">(.*?)</\1>', re.DOTALL)
_HEADING = re.compile(r"<(/?)h([2-6])([ >])")
_TAGS = re.compile(r"<[^>]*>")
_TOKENS = (
    (re.compile(r"phu-luc-([ivx]+|\d+)(?=-|$)"), "Phụ lục {}"),
    (re.compile(r"phan-([a-z]|[ivx]+|\d+)(?=-|$)"), "phần {}"),
    (re.compile(r"chuong-([ivx]+|\d+)(?=-|$)"), "chương {}"),
    (re.compile(r"dieu-(\d+)(?=-|$)"), "Điều {}"),
    (re.compile(r"muc-([ivx]+)(?=-|$)"), "mục {}"),
    (re.compile(r"(?:muc-)?(\d+(?:-\d+)*)(?=-[a-z]|$)"), "khoản {}"),
    (re.compile(r"(?:muc-)?(dd|[a-z])$"), "điểm {}"),
)


@dataclass(frozen=True)
class Text:
    """A text ready for its page: HTML with clause links, and its contents."""

    html: str
    contents: list[dict[str, object]]


def free_ids(html: str) -> str:
    """Move an anchor out of the way of the frame's own (``noi-dung`` is where pages begin)."""
    return html.replace(' id="noi-dung"', ' id="muc-noi-dung"').replace(
        'href="#noi-dung"', 'href="#muc-noi-dung"'
    )


def boxed_tables(html: str) -> str:
    """Put every table into a box that scrolls sideways by itself on a phone."""
    box = '<div class="app-scroll" role="region" aria-label="Bảng trong văn bản" tabindex="0">'
    return html.replace("<table>", f"{box}<table>").replace("</table>", "</table></div>")


def laid_out(body_html: str, document_name: str) -> Text:
    """Give every anchored clause a permalink that says how to cite it.

    Headings are brought one below the other without a gap, tables get a box that scrolls. A
    heading is named by its own words, or lists of headings would read out every citation too.
    """
    outline = Outline()
    html = _even_headings(free_ids(body_html))
    contents: list[dict[str, object]] = []

    def linked(found: re.Match[str]) -> str:
        tag, anchor, inner = found.groups()
        label = " ".join(unescape(_TAGS.sub("", inner)).split())
        if tag != "p":
            contents.append({"text": label, "href": f"#{anchor}", "level": int(tag[1]) - 2})
        clause = clause_of(label)
        numbered = outline.anchor(clause) if clause else ""
        said = escape(citation(anchor, label, document_name, "" if outline.repeated else numbered))
        name = f' aria-label="{escape(label)}"' if tag != "p" else ""
        link = (
            f'<a class="site-anchor" href="#{anchor}" title="{said}">'
            f'<span aria-hidden="true">#</span>'
            f'<span class="govuk-visually-hidden">Liên kết: {said}</span></a>'
        )
        return f'<{tag} id="{anchor}"{name}>{inner} {link}</{tag}>'

    html = _ANCHORED.sub(linked, html)
    return Text(boxed_tables(html), contents)


def citation(anchor: str, label: str, document_name: str, numbered: str = "") -> str:
    """How to cite a clause: “điểm a khoản 2 mục II Kế hoạch số 01/KH-UBND”.

    An anchor that does not follow the numbering of documents (of a text that was not written in
    Word) is cited by ``numbered``, the place of the clause in the outline; without one by its
    heading.
    """
    parts = _clause_words(anchor) or (_clause_words(numbered) if numbered else None)
    if parts is None:
        return f"{_short(label)} ({document_name})"
    return f"{' '.join(reversed(parts))} {document_name}"


def _clause_words(anchor: str) -> list[str] | None:
    rest, words = anchor, []
    while rest:
        for pattern, said in _TOKENS:
            if found := pattern.match(rest):
                number = found.group(1).replace("dd", "đ").replace("-", ".")
                words.append(said.format(number if said == "điểm {}" else number.upper()))
                rest = rest[found.end() :].lstrip("-")
                break
        else:
            return None
    return words


def _short(label: str) -> str:
    return label if len(label) <= 80 else label[:77].rsplit(" ", 1)[0] + "…"


def _even_headings(html: str) -> str:
    """Headings as given skip levels (II. then a)); screen readers need them without gaps."""
    above: list[tuple[int, int]] = []

    def renumbered(found: re.Match[str]) -> str:
        closing, given, after = found.group(1), int(found.group(2)), found.group(3)
        if closing:
            return f"</h{above[-1][1] if above else given}{after}"
        while above and above[-1][0] >= given:
            above.pop()
        level = above[-1][1] + 1 if above else 3
        above.append((given, level))
        return f"<h{level}{after}"

    return _HEADING.sub(renumbered, html)
