"""HTML made anew from the blocks of an answer: safe whatever they hold."""

from markupsafe import Markup, escape

from portal.reports.narrative.blocks import Item, Listing, Paragraph, Pieces, Rich, RichBlock

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "sub": "sub", "sup": "sup"}

#: On a phone the table moves to the side within its own box, not the page.
_SCROLLED = Markup(
    '<div class="app-scroll" role="group" aria-label="Bảng trong nội dung" tabindex="0">'
    '<table class="govuk-table app-table app-table--compact">{}</table></div>'
)


def html_of(blocks: Rich, *, classed: bool = True) -> Markup:
    """The blocks as HTML; ``classed`` for a page, without classes for the editor."""
    return Markup("").join(_block_html(block, classed) for block in blocks)


def _block_html(block: RichBlock, classed: bool) -> Markup:
    if isinstance(block, Paragraph):
        attributes = Markup(' class="govuk-body"') if classed else ""
        return Markup("<p{}>{}</p>").format(attributes, _inline(block.pieces))
    if isinstance(block, Listing):
        return _list_html(list(block.items), 0, classed)
    cells = [
        Markup("<tr>{}</tr>").format(
            Markup("").join(_cell(cell, block.headed and not at, classed) for cell in row)
        )
        for at, row in enumerate(block.rows)
    ]
    rows = Markup("<tbody>{}</tbody>").format(Markup("").join(cells))
    return (_SCROLLED if classed else Markup("<table>{}</table>")).format(rows)


def _cell(pieces: Pieces, head: bool, classed: bool) -> Markup:
    tag = "th" if head else "td"
    style = "header" if head else "cell"
    attributes = Markup(' class="govuk-table__{}"').format(style) if classed else Markup("")
    attributes += Markup(' scope="col"') if head else ""
    return Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, _inline(pieces))


def _list_html(items: list[Item], level: int, classed: bool) -> Markup:
    """Items of ``level`` and deeper; a change between dashes and numbers begins a new list."""
    parts, at = [], 0
    while at < len(items):
        tag = "ol" if items[at].numbered else "ul"
        look = "number" if items[at].numbered else "bullet"
        attributes = Markup(' class="govuk-list govuk-list--{}"').format(look) if classed else ""
        lines = []
        while at < len(items) and (items[at].numbered == (tag == "ol")):
            end = at + 1
            while end < len(items) and items[end].level > level:
                end += 1
            below = _list_html(items[at + 1 : end], level + 1, classed) if end > at + 1 else ""
            lines.append(Markup("<li>{}{}</li>").format(_inline(items[at].pieces), below))
            at = end
        parts.append(Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, Markup("").join(lines)))
    return Markup("").join(parts)


def _inline(pieces: Pieces) -> Markup:
    parts = []
    for piece in pieces:
        text = Markup("<br>").join(escape(line) for line in piece.text.split("\n"))
        for look in sorted(piece.looks):
            text = Markup("<{0}>{1}</{0}>").format(_TAGS[look], text)
        parts.append(text)
    return Markup("").join(parts)
