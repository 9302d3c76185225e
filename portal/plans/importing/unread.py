"""What a document says with a day that cannot be read: shown in the review, for a person to do.

Three things are lost otherwise without a word: a day that the calendar does not have (31/11), a
row of a schedule whose time names no day (“Tuần 2 tháng 8”), and a schedule drawn as none known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.plans.importing.dates_in_text import impossible_in
from portal.plans.importing.mentions import find_units, is_place
from portal.plans.importing.paper import Grid, Paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.schedule_columns import schedule_columns
from portal.plans.importing.schedule_layouts import upright
from portal.plans.importing.sessions_found import days_of_row

MOST = 60
UNKNOWN_LAYOUT = (
    "Bảng lịch này trình bày theo cách cổng chưa đọc được; chưa buổi làm việc nào được đề xuất. "
    "Hãy thêm từng cuộc kiểm tra sau khi nhập."
)
_SCHEDULE = re.compile(r"(?:^\W*(?:[\dIVX]+\W+)?Lịch|\bLỊCH) (?!sử|SỬ)")


@dataclass(frozen=True)
class Unread:
    """A line or row with its place, and what is wrong with its day."""

    quote: str
    place: str
    why: str


def read_unread(paper: Paper, tree: NameTree, year: int, scheduled: bool = True) -> list[Unread]:
    """Days that do not exist, and (``scheduled``: the plan may have visits) rows of a schedule
    that name a unit but no day, each once."""
    found = [
        *_impossible(paper, year),
        *(_unread_schedules(paper, tree, year) if scheduled else ()),
    ]
    return list(dict.fromkeys(found))[:MOST]


def _impossible(paper: Paper, year: int) -> Iterator[Unread]:
    places = [(line.text, line.place) for line in paper.lines]
    for grid in paper.grids:
        for row in grid.rows:
            cells = dict.fromkeys(filter(None, row))
            places += [(cell, f"bảng {grid.number}, {grid.place}") for cell in cells]
    for text, place in places:
        for written in impossible_in(text, year):
            yield Unread(text, place, f"Lịch không có ngày “{written}”; không lấy ngày này.")


def _unread_schedules(paper: Paper, tree: NameTree, year: int) -> Iterator[Unread]:
    for grid in paper.grids:
        grid = upright(grid, tree, year)
        columns, rows = schedule_columns(grid, tree, year)
        if not columns and (named := next(filter(_SCHEDULE.search, _names(grid)), "")):
            yield Unread(named, f"bảng {grid.number}, {grid.place}", UNKNOWN_LAYOUT)
        for row in rows:
            when, unit = row[columns["when"]], row[columns["unit"]]
            merged = all(cell == row[0] for cell in row)
            if not when.strip() or merged or days_of_row(when, year):
                continue
            if any(one.code or is_place(one) for one in find_units(unit, tree)):
                yield Unread(
                    " | ".join(dict.fromkeys(filter(None, row))),
                    f"bảng {grid.number}, {grid.place}",
                    f"“{when}” không nêu ngày nào; buổi làm việc này không được đề xuất.",
                )


def _names(grid: Grid) -> tuple[str, ...]:
    """What a table is called: its title, the clause it stands in."""
    return (grid.title, *grid.above[-1:])
