"""A block pasted from Excel: which of its cells goes where, and which are refused. Pure.

Nothing is written here: ``plan_of`` says what would be, for somebody to look at first. Rows are
matched, in this order of trust: by the words of the indicators, if the block holds them; with
the headings of the table, if the block has its blank lines exactly there; else one by one.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from portal.reports.draft_values import clean
from portal.reports.form_version import WORDED, FormDefinition, Indicator
from portal.reports.rules import BadValue, as_json, indicator_names
from portal.reports.showing import show_value
from portal.reports.statistics.cell_typing import (
    guess_style,
    is_ambiguous,
    one_text,
    read_text,
)
from portal.reports.statistics.rules import blocks_of, typed_again
from portal.vietnamese import fold

MAX_TEXT, MAX_ROWS, MAX_COLUMNS = 100_000, 400, 30
_NOTE_LENGTH = 500

Line = Indicator | None


@dataclass(frozen=True)
class Placed:
    """A cell of the block and the field it would go to.

    ``texts`` is what would stand in the inputs, ``old`` and ``new`` are in words; a ``problem``
    refuses it, and ``same`` says that it would change nothing.
    """

    code: str
    row: str
    column: str
    pasted: str
    texts: list[str]
    old: str
    new: str
    problem: str = ""
    same: bool = False


@dataclass(frozen=True)
class Plan:
    """What a block would change. ``matched``: labels, headings or rows; ``style`` as read.

    ``ask``: its numbers can be read in two ways, and nobody has said which. ``outside`` names
    what has no place in the table.
    """

    placed: list[Placed]
    outside: list[str]
    matched: str
    style: str
    ask: bool

    @property
    def changes(self) -> list[Placed]:
        """The cells that would be written."""
        return [cell for cell in self.placed if not cell.problem and not cell.same]

    @property
    def refused(self) -> list[Placed]:
        """The cells that cannot be read; nothing of them is written."""
        return [cell for cell in self.placed if cell.problem]

    @property
    def unchanged(self) -> int:
        """How many cells say what stands there already."""
        return sum(cell.same for cell in self.placed)


def rows_in(text: str) -> list[list[str]]:
    """The rows of a copied block: tabs part its cells, quotes hold a cell with line breaks.

    BadValue when it is larger than any such table, or empty.
    """
    if len(text) > MAX_TEXT:
        raise BadValue("Khối dán vào quá lớn; hãy chép từng phần của bảng.")
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if text.count('"') % 2:  # an inch sign, not a quotation
        rows = [line.split("\t") for line in text.split("\n")]
    else:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    if not any(any(row) for row in rows):
        raise BadValue("Chưa có gì để dán: hãy chép các ô trong Excel rồi dán vào đây.")
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise BadValue(f"Khối dán vào có quá {MAX_ROWS} dòng hoặc quá {MAX_COLUMNS} cột.")
    return rows


def lines_of(definition: FormDefinition) -> list[Line]:
    """The lines of the table from top to bottom: an indicator, or None for a heading."""
    block_of = blocks_of(definition)
    blocks: dict[str, list[Line]] = {}
    headed: set[str] = set()
    for item in definition.indicators:
        top = block_of[item.group]
        lines = blocks.setdefault(top, [None])
        if item.group not in headed | {top}:
            headed.add(item.group)
            lines.append(None)
        lines.append(item)
    return [line for lines in blocks.values() for line in lines]


def plan_of(
    definition: FormDefinition,
    values: Mapping[str, Any],
    rows: list[list[str]],
    start: tuple[str, str],
    style: str = "",
    year: int = 0,
) -> Plan:
    """What ``rows`` would change in a draft of ``values``.

    ``start``: indicator code and column (previous, current, note) of the upper left cell; of no
    matter when the block names its indicators. ``style`` as in ``statistics_typing``.
    """
    lines = lines_of(definition)
    columns = [*(code for code, _label in definition.years), "note"]
    matched, pairs, places = _by_words(lines, rows, columns) or _from(lines, rows, columns, start)
    numbers = [
        (item, rows[index][place])
        for index, item in pairs
        for place, column in places.items()
        if column != "note" and item and item.type not in WORDED and place < len(rows[index])
    ]
    read_as = style or guess_style(text for _item, text in numbers)
    ask = not style and not read_as and any(
        is_ambiguous(text) and (item.type == "percent" or "," in text) for item, text in numbers
    )  # fmt: skip
    labels = definition.year_labels(year) if year else dict(definition.years)
    names = indicator_names(definition)
    placed, outside = [], []
    for index, item in pairs:
        if item is None:
            outside += _outside(rows[index], places, index, matched)
            continue
        for place, column in places.items():
            text = rows[index][place] if place < len(rows[index]) else ""
            if text:
                value = values.get(item.field(column))
                called = names[item.code], labels.get(column, "Ghi chú")
                placed.append(_placed(item, column, called, text, value, read_as))
    wide = max(map(len, rows)) - 1
    if (
        matched != "labels"
        and wide > max(places)
        and any(any(row[max(places) + 1 :]) for row in rows)
    ):
        outside.append("Các cột bên phải cột Ghi chú")
    return Plan(placed, outside, matched, read_as, ask)


def _placed(item: Indicator, column: str, called: Any, text: str, old: Any, style: str) -> Placed:
    code = item.field(column)
    if column == "note":
        before = str(old or "")
        try:
            note = clean(text, _NOTE_LENGTH)
        except BadValue as problem:
            return Placed(code, *called, text, [text], before, "", str(problem))
        return Placed(code, *called, text, [note], before, note, same=note == before)
    before = show_value(item, old)
    try:
        value = read_text(item, text, style)
    except BadValue as problem:
        return Placed(code, *called, text, [text], before, "", str(problem))
    shown = one_text(item, value) if item.type == "percent" else show_value(item, value)
    again, same = typed_again(item, value), as_json(value) == as_json(old)
    return Placed(code, *called, text, again, before, shown, same=same)


def _from(
    lines: list[Line], rows: list[list[str]], columns: list[str], start: tuple[str, str]
) -> tuple[str, list[tuple[int, Line]], dict[int, str]]:
    """Rows one by one from ``start``; over the headings where the block is blank just there."""
    first = next(
        (at for at, line in enumerate(lines) if line and line.code == start[0]), len(lines)
    )
    left = columns.index(start[1]) if start[1] in columns else 0
    places = dict(enumerate(columns[left:]))
    below = lines[first:]
    spanned = below[: len(rows)]
    blank = [not any(row[: len(places)]) for row in rows[: len(spanned)]]
    headings = [line is None for line in spanned]
    whole = any(headings) and all(
        empty for empty, heading in zip(blank, headings, strict=True) if heading
    )
    found = below if whole else [line for line in below if line]
    padded: list[Line] = [*found, *[None] * len(rows)]
    return "headings" if whole else "rows", list(enumerate(padded[: len(rows)])), places


def _by_words(
    lines: list[Line], rows: list[list[str]], columns: list[str]
) -> tuple[str, list[tuple[int, Line]], dict[int, str]] | None:
    """Rows by the words of their indicators; None if the block does not hold those."""
    items = [line for line in lines if line]
    words = {_bare(item.label) for item in items}
    width = max(map(len, rows))
    hits = [sum(len(row) > at and _bare(row[at]) in words for row in rows) for at in range(width)]
    place = hits.index(max(hits))
    if not hits[place]:
        return None
    pairs: list[tuple[int, Line]] = []
    taken: set[int] = set()
    units, reached = 0, 0
    for index, row in enumerate(rows):
        name = _bare(row[place]) if place < len(row) else ""
        after = [*range(reached, len(items)), *range(reached)]
        free = (one for one in after if one not in taken)
        at = next((one for one in free if name and _bare(items[one].label) == name), None)
        pairs.append((index, None if at is None else items[at]))
        if at is not None:
            taken.add(at)
            reached = at + 1
            units += place + 1 < len(row) and _is_unit(row[place + 1], items[at])
    first = place + 1 + (units * 2 > hits[place])
    return "labels", pairs, {first + n: column for n, column in enumerate(columns)}


def _is_unit(text: str, item: Indicator) -> bool:
    return bool(text) and (fold(text) == fold(item.unit) or not any(c.isdigit() for c in text))


def _bare(text: str) -> str:
    """A label without what only the page or the print adds to it."""
    return " ".join(fold(text).removesuffix("(neu co)").split()).strip(" .:;-–")


def _outside(row: list[str], places: dict[int, str], index: int, matched: str) -> list[str]:
    """Why a row has no place; a heading, or a blank line, needs none."""
    texts = [row[at] for at in places if at < len(row) and row[at]]
    if not texts or (matched == "labels" and not any(c.isdigit() for c in "".join(texts))):
        return []
    why = "không tìm thấy chỉ tiêu này" if matched == "labels" else "không có dòng tương ứng"
    return [f"Dòng {index + 1} của khối ({', '.join(texts)[:60]}): {why}"]
