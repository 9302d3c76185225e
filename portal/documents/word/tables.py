"""Tables of a Word file: one grid a table, pieces cut by page breaks joined again.

A table copied page by page repeats its head at each page (DOMAIN.md 1.11, trap 8); joined to one
table, the repeats would read as rows of data.
"""

from collections.abc import Iterator

from lxml import etree

from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import drop, text_in, value, w

_MOST_ROWS = 99  # the largest rowspan that clean HTML keeps
Row = tuple[str, ...]


def settle_tables(root: etree._Element, notes: ImportNotes) -> None:
    """Join tables that were cut, drop repeated heads, and write merged cells in one way."""
    for table in list(root.iter(w("tbl"))):
        if table.getparent() is not None:
            _join_following(table, notes)
    for table in list(root.iter(w("tbl"))):
        rows = table.findall(w("tr"))
        texts = [_texts(row) for row in rows]
        for at in _repeats(texts):
            drop(rows[at])
            notes.add("header_rows", " ".join(texts[at]))
        kept = table.findall(w("tr"))
        for row in kept:
            _fill_gaps(row)
            _merge_across(row)
        _settle_merged_down(kept, notes)


def _join_following(table: etree._Element, notes: ImportNotes) -> None:
    """Take over the rows of the tables after this one that begin with the same head."""
    while True:
        between: list[etree._Element] = []
        following = table.getnext()
        while following is not None and _is_blank(following):
            between.append(following)
            following = following.getnext()
        if following is None or following.tag != w("tbl") or not _continues(table, following):
            return
        rows = following.findall(w("tr"))
        for row in rows:
            table.append(row)
        for element in [*between, following]:
            drop(element)
        notes.add("joined")


def _continues(table: etree._Element, following: etree._Element) -> bool:
    first, second = table.find(w("tr")), following.find(w("tr"))
    if first is None or second is None:
        return False
    head = _texts(first)
    return _is_head(head) and head == _texts(second) and _width(first) == _width(second)


def _is_blank(element: etree._Element) -> bool:
    """A paragraph with no more in it than a page break."""
    if element.tag in (w("bookmarkStart"), w("bookmarkEnd")):
        return True
    return element.tag == w("p") and not text_in(element)


def _is_head(texts: Row) -> bool:
    """Whether a first row can be a head: two different names at least, no blank form line."""
    return len({text for text in texts if text and not text.isdigit()}) >= 2


def _repeats(texts: list[Row]) -> list[int]:
    """Positions of the rows that say the head of the table once more."""
    if len(texts) < 3 or not _is_head(texts[0]):
        return []
    starts = [at for at in range(1, len(texts)) if texts[at] == texts[0]]
    if not starts:
        return []
    # a head of several rows: as many as are the same at every repeat
    height = 1
    while height < starts[0] and any(texts[height]) and all(
        at + height < len(texts) and texts[at + height] == texts[height] for at in starts
    ):  # fmt: skip
        height += 1
    return [at + row for at in starts for row in range(height)]


def _texts(row: etree._Element) -> Row:
    return tuple(" ".join(text_in(cell).split()) for cell in row.iterchildren(w("tc")))


def _span(cell: etree._Element) -> int:
    found = value(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), "1")
    return int(found) if found.isdigit() and 0 < int(found) < 1000 else 1


def _width(row: etree._Element) -> int:
    return sum(_span(cell) for cell in row.iterchildren(w("tc")))


def _fill_gaps(row: etree._Element) -> None:
    """A row that starts or ends inside the grid gets empty cells there."""
    properties = row.find(w("trPr"))
    if properties is None:
        return
    for name, at in (("gridBefore", 0), ("gridAfter", None)):
        found = properties.find(w(name))
        columns = value(found, "0")
        if columns.isdigit() and 0 < int(columns) < 1000:
            cell = _empty_cell(int(columns))
            first = next(row.iterchildren(w("tc")), None)
            if at == 0 and first is not None:
                first.addprevious(cell)
            else:
                row.append(cell)
        if found is not None:
            properties.remove(found)


def _empty_cell(columns: int) -> etree._Element:
    cell = etree.Element(w("tc"))
    properties = etree.SubElement(cell, w("tcPr"))
    etree.SubElement(properties, w("gridSpan")).set(w("val"), str(columns))
    etree.SubElement(cell, w("p"))
    return cell


def _merge_across(row: etree._Element) -> None:
    """Old files merge across with `hMerge`; give the first cell the columns of the others."""
    first: etree._Element | None = None
    for cell in row.findall(w("tc")):
        merge = cell.find(f"{w('tcPr')}/{w('hMerge')}")
        if merge is None:
            first = None
        elif value(merge) == "restart" or first is None:
            first = cell
        else:
            _set_span(first, _span(first) + _span(cell))
            first.extend(child for child in cell.findall(w("p")) if text_in(child))
            drop(cell)


def _set_span(cell: etree._Element, columns: int) -> None:
    properties = cell.find(w("tcPr"))
    assert properties is not None  # hMerge was found in it
    span = properties.find(w("gridSpan"))
    if span is None:
        span = etree.SubElement(properties, w("gridSpan"))
    span.set(w("val"), str(columns))


def _settle_merged_down(rows: list[etree._Element], notes: ImportNotes) -> None:
    """Cells merged down: what lies under them is noted, none gets longer than HTML allows."""
    for cell, merge, place in _merged_down(rows):
        if place % _MOST_ROWS == 0:
            merge.set(w("val"), "restart")
        elif words := text_in(cell):
            notes.add("covered", words)


def drop_covered(root: etree._Element, notes: ImportNotes) -> None:
    """Take out the text under merged cells, which Word does not show."""
    for table in root.iter(w("tbl")):
        for cell, _, place in _merged_down(table.findall(w("tr"))):
            words = text_in(cell) if place else ""
            if words:
                notes.add("covered", words)
                for run in list(cell.iter(w("r"))):
                    drop(run)


def _merged_down(
    rows: list[etree._Element],
) -> Iterator[tuple[etree._Element, etree._Element, int]]:
    """Each cell of a merge with its mark and its place in it; 0 is the cell that is seen."""
    places: dict[int, int] = {}
    for row in rows:
        column = 0
        seen: dict[int, int] = {}
        for cell in row.iterchildren(w("tc")):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None:
                goes_on = value(merge, "continue") == "continue" and column in places
                seen[column] = places[column] + 1 if goes_on else 0
                yield cell, merge, seen[column]
            column += _span(cell)
        places = seen
