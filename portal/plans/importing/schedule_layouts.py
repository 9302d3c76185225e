"""Schedules drawn another way than a row per session, put upright before they are read.

Offices write the same facts across the page: days as columns of a week, the morning and the
afternoon or the teams side by side, the labels down the left side, “từ ngày” beside “đến ngày”.
Each becomes a table with a head and one row per session. A table of another shape is left as it
is: what is not understood is better told than guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from portal.plans.importing.dates_in_text import dates_in
from portal.plans.importing.mentions import find_units
from portal.plans.importing.paper import Grid
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.schedule_columns import named_columns
from portal.vietnamese import fold

Rows = tuple[tuple[str, ...], ...]

_HEADS = 4
_PART = re.compile(r"(?:buoi )?(?:sang|chieu)\W*")
_TEAM = re.compile(r"(?:doan|to)(?: kiem tra| cong tac)?(?: so)? ?(?:\d{1,2}|[ivx]{1,4}|[a-h])\W*")
_FROM, _TO = re.compile(r"tu ngay|tu|bat dau"), re.compile(r"den ngay|den|ket thuc")
_NONE = re.compile(r"\W*(?:nghi|khong)?\W*")
#: “x”, “8h00”, “Sáng”: the cell says that there is a session, or when, not at whom
_MARK = re.compile(
    r"\W*(?:x|co|v|ca ngay|(?:buoi )?(?:sang|chieu)|\d{1,2}\s?(?:h|g|gio|:)\s?\d{0,2})"
    r"(?:\W+(?:x|(?:buoi )?(?:sang|chieu)))?\W*|[✓✔√]"
)


def upright(grid: Grid, tree: NameTree, year: int) -> Grid:
    """The table with a head and one row per session, where it was drawn otherwise."""
    turned = _turned(grid.rows)
    rows = turned if _headed(turned) and not _headed(grid.rows) else grid.rows
    return replace(grid, rows=_across(rows, tree, year) or _from_to(rows) or rows)


def _turned(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else ()


def _headed(rows: Rows) -> bool:
    return any({"when", "unit"} <= set(named_columns(row)) for row in rows[:_HEADS])


def _across(rows: Rows, tree: NameTree, year: int) -> Rows:
    """Sessions that stand side by side, one below the other; () when none do."""

    def day(cell: str) -> bool:
        return len(cell) < 40 and next(dates_in(cell, year), None) is not None

    def unit(cell: str) -> bool:
        return any(one.code or one.candidates for one in find_units(cell, tree))

    for n, head in enumerate(rows[:_HEADS]):
        for label, is_label in (("Thời gian", day), ("Buổi", _is(_PART)), ("Đoàn", _is(_TEAM))):
            beside = [x for x, cell in enumerate(head) if is_label(cell)]
            body = [row for row in rows[n + 1 :] if not _banner(row)]
            held = [row[x] for row in body for x in beside if not _blank(row[x])]
            what = _what(held, day, unit) if len(beside) > 1 else ""
            made = tuple(_spread(rows[n:], beside, label, what)) if what else ()
            if made and _headed(made[:1]) and (label, what) != ("Thời gian", "when"):
                return made
    return ()


def _what(held: list[str], day: Callable[[str], bool], unit: Callable[[str], bool]) -> str:
    """What the cells side by side hold: units, days, marks (“x”); "" for anything else."""
    for what, holds in (("mark", _is(_MARK)), ("when", day), ("unit", unit)):
        if held and 2 * sum(map(holds, held)) > len(held):
            return what
    return ""


def _spread(rows: Rows, beside: list[int], label: str, what: str) -> Iterator[tuple[str, ...]]:
    """A head, then a row for each cell: what it holds, what stands above it, the rest."""
    head = rows[0]
    rest = [x for x in range(len(head)) if x not in beside]
    own = {"unit": "Đơn vị", "when": "Thời gian", "mark": "Có"}[what]
    # a week's table: the part of the day stands before the row, mostly under no head
    part = [x for x in rest if any(_is(_PART)(row[x]) for row in rows[1:])][:1]
    yield own, label, *("Buổi" if x in part else head[x] for x in rest)
    for row in rows[1:]:
        if _banner(row):
            yield (row[0],) * (len(rest) + 2)
            continue
        for x in beside:
            if not _blank(row[x]):
                above = f"{head[x]} {row[x]}" if what == "mark" else head[x]
                yield row[x], above, *(row[y] for y in rest)


def _from_to(rows: Rows) -> Rows:
    """“Từ ngày” and “Đến ngày” in one column, “từ … đến …”."""
    for n, head in enumerate(rows[:_HEADS]):
        plain = [fold(cell).strip(" .:") for cell in head]
        first = next((x for x, cell in enumerate(plain) if _FROM.fullmatch(cell)), None)
        last = next((x for x, cell in enumerate(plain) if _TO.fullmatch(cell)), None)
        if first is None or last is None or "unit" not in named_columns(head):
            continue
        rest = [x for x in range(len(head)) if x not in (first, last)]
        made = [("Thời gian", *(head[x] for x in rest))]
        for row in rows[n + 1 :]:
            both = row[first].strip() and row[last].strip() and row[first] != row[last]
            when = f"từ {row[first]} đến {row[last]}" if both else row[first] or row[last]
            made.append((when, *(row[x] for x in rest)))
        return tuple(made)
    return ()


def _banner(row: tuple[str, ...]) -> bool:
    return all(cell == row[0] for cell in row)


def _blank(cell: str) -> bool:
    return _NONE.fullmatch(fold(cell)) is not None


def _is(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(fold(cell).strip()) is not None
