"""Which columns of a table are those of a schedule: by its head, or by what its cells hold."""

import re

from portal.plans.importing.dates_in_text import dates_in
from portal.plans.importing.mentions import covered, find_units
from portal.plans.importing.paper import Grid
from portal.plans.importing.register_names import NameTree
from portal.vietnamese import fold

_COLUMNS = {
    "when": r"thoi gian|^(?:thu\W+)?ngay|ngay(?: lam viec| kiem tra|,| thang)|^thoi diem|^lich",
    "part": r"^buoi|^sang.?chieu|^ca$",
    "unit": r"don vi|co quan|dia phuong|doi tuong",
    "place": r"dia diem|noi lam viec|^tai$|dia chi",
    "team": r"doan(?: kiem tra)?|thanh phan|^to(?: kiem tra)?$|to cong tac",
    "deputy": r"pho truong doan|pho doan|to pho",
    "secretary": r"thu ky",
    "chair": r"truong doan|chu tri|chu toa|lanh dao",
    "note": r"ghi chu|noi dung",
}
_ORDER = ("deputy", "secretary", "chair", "part", "place", "when", "unit", "team", "note")


def schedule_columns(
    grid: Grid, tree: NameTree, year: int
) -> tuple[dict[str, int], tuple[tuple[str, ...], ...]]:
    """The columns by name and the rows of a schedule; ({}, ()) when the table is none.

    A table without a head is one when its first row holds a day and a unit already: then only
    those two columns are known.
    """
    for n, row in enumerate(grid.rows[:4]):
        columns = named_columns(row)
        if {"when", "unit"} <= set(columns):
            return columns, grid.rows[n + 1 :]
    columns = _held(grid, tree, year)
    return (columns, grid.rows) if columns else ({}, ())


def named_columns(row: tuple[str, ...]) -> dict[str, int]:
    """The columns that the words of a head name, by what they hold."""
    found: dict[str, int] = {}
    for name in _ORDER:
        for x, cell in enumerate(row):
            if (
                len(cell) < 60
                and x not in found.values()
                and name not in found
                and re.search(_COLUMNS[name], fold(cell))
            ):
                found[name] = x
    return found


def _held(grid: Grid, tree: NameTree, year: int) -> dict[str, int]:
    if len(grid.rows) < 2:
        return {}
    dated = [x for x, cell in enumerate(grid.rows[0]) if len(cell) < 60 and _day(cell, year)]
    named = [
        x for x, cell in enumerate(grid.rows[0])
        if covered(cell, find_units(cell, tree, strangers=False)) > 0.6
    ]  # fmt: skip
    rest = grid.rows[1:]
    if len(dated) != 1 or len(named) != 1 or dated == named:
        return {}
    # a column of deadlines beside units is no schedule of visits: its days say “trước”
    if any(re.search(r"truoc|cham nhat", fold(row[dated[0]])) for row in grid.rows):
        return {}
    days = sum(_day(row[dated[0]], year) for row in rest)
    return {"when": dated[0], "unit": named[0]} if 2 * days >= len(rest) else {}


def _day(text: str, year: int) -> bool:
    return next(dates_in(text, year), None) is not None
