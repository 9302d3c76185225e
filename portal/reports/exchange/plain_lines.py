"""Clean HTML as lines of plain text, the way a narrative field keeps it. Pure."""

from lxml import html as lxml_html


def plain_lines(block: lxml_html.HtmlElement, depth: int = 0) -> list[str]:
    """A block as lines of plain text: “- ” and “1. ” before items, “ | ” between cells."""
    if block.tag == "table":
        rows = ([" ".join(plain_lines(cell)) for cell in row.iterchildren("td", "th")]
                for row in block.iter("tr"))  # fmt: skip
        return [" | ".join(cells) for cells in rows if any(cells)]
    if block.tag in ("ul", "ol"):
        lines = []
        for number, item in enumerate(block.iterchildren("li"), start=1):
            inner = [child for child in item if child.tag in ("ul", "ol", "table")]
            mark = f"{number}. " if block.tag == "ol" else "- "
            own = _plain(item, inner)
            lines += [f"{'  ' * depth}{mark}{own[0]}", *own[1:]] if own else []
            for child in inner:
                lines += plain_lines(child, depth + 1)
        return lines
    if any(child.tag in ("p", "ul", "ol", "table") for child in block):
        return [line for child in block for line in plain_lines(child, depth)]
    return _plain(block, [])


def _plain(element: lxml_html.HtmlElement, left_out: list[lxml_html.HtmlElement]) -> list[str]:
    """The text of an element, a line a break, without what is read apart."""
    pieces = [element.text or ""]
    for child in element:
        if child not in left_out:
            pieces.append("\n".join(_plain(child, [])) if child.tag != "br" else "\n")
            if child.tag == "p":
                pieces.append("\n")
        pieces.append(child.tail or "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]
