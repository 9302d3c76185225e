"""A block copied from Excel into Phụ lục I: the rows it means, and those that are refused. Pure.

Nothing is written here. The columns are found by their headings, if the block has them; else
they stand in the order of the printed table, or of the portal's own Excel file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.reports.exchange.task_texts import (
    COLUMNS,
    chosen_code,
    columns_of,
    group_code,
    task_row,
)
from portal.reports.form_version import FormDefinition
from portal.reports.rules import BadValue, on_time
from portal.vietnamese import fold, nfc, parse_date

#: What stands in a column of the printed table: ``doc`` is a number with its day.
_AS_PRINTED = {"doc_number": "doc", "on_time": "chosen"}
#: Words of a heading → its column; the first that is found counts.
_HEADINGS = (
    ("nhom", "group"), ("ten nhiem vu", "name"), ("trich yeu", "doc_subject"),
    ("ngay van ban", "doc_date"), ("ngay ban hanh", "doc_date"), ("ly do", "reason"),
    ("thoi han", "due"), ("dung han", "chosen"), ("ghi chu", "note"), ("so van ban", "doc"),
    ("so, ky hieu", "doc"), ("so ky hieu", "doc"), ("nhiem vu", "name"), ("van ban", "doc"),
)  # fmt: skip
_NUMBER = re.compile(r"(\d+|[IVXivx]+)[.)]?")
_DOC = re.compile(r"(?:(?:văn bản\s+)?số:?\s*)?(.*?)[\s,;(]*\bngày:?\s*(.*?)\)?", re.I)
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})(?:\s+\d{1,2}:.*)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ]?(\d{1,2})?[- ](\d{2,4})", re.ASCII)
_TIME = re.compile(r"\s+0?0:00(:00)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_ZERO = date(1899, 12, 30)
_DAY_COLUMNS = ("doc_date", "due")


@dataclass(frozen=True)
class PastedTask:
    """A row of the block: its place in it, its cells as read, the ``row`` to be stored.

    ``problem`` refuses it; ``present``: a task of that name and document stands already.
    """

    line: int
    texts: dict[str, str]
    row: dict[str, Any] | None
    problem: str = ""
    present: bool = False


@dataclass(frozen=True)
class TaskBlock:
    """What a block means. ``headed``: it had headings; ``month_first``: its days are 3/25/2024.

    ``passed`` names lines that are no tasks: titles of groups.
    """

    tasks: list[PastedTask]
    headed: bool
    month_first: bool
    passed: list[str]

    @property
    def good(self) -> list[PastedTask]:
        """The rows that can be written."""
        return [task for task in self.tasks if not task.problem]

    @property
    def refused(self) -> list[PastedTask]:
        """The rows that cannot be read."""
        return [task for task in self.tasks if task.problem]


def read_block(
    definition: FormDefinition, group: str, rows: list[list[str]], present: Mapping[str, Any]
) -> TaskBlock:
    """The tasks that ``rows`` (``statistics_paste.rows_in``) would add to ``group``.

    ``present`` holds the rows of the table by code; the new ones come after the last of them.
    """
    worded = {fold(words): code for code, words in definition.task_labels.items() if words}
    heads = [_headed(row, worded) for row in rows[:3]]
    heading = next((at for at, head in enumerate(heads) if "name" in head.values()), None)
    columns = heads[heading] if heading is not None else _by_place(definition, rows)
    first = heading + 1 if heading is not None else 0
    month_first = _is_month_first(columns, rows[first:])
    titles = {fold(item.title) for item in definition.task_groups}
    known = {_likeness(row) for row in present.values()}
    position = max((int(row.get("position") or 0) for row in present.values()), default=0)
    tasks, passed = [], []
    for line, cells in enumerate(rows[first:], start=first + 1):
        filled = [cell for cell in cells if cell and not _NUMBER.fullmatch(cell)]
        if not filled:
            continue
        if len(filled) == 1 and fold(filled[0]).lstrip("ivx. ") in titles:
            passed.append(filled[0])
            continue
        position += 1
        task = _task(definition, group, line, _texts(columns, cells), month_first, position)
        tasks.append(_marked(task, known))
        if task.row:
            known.add(_likeness(task.row))
    return TaskBlock(tasks, heading is not None, month_first, passed)


def read_day(text: str, month_first: bool = False) -> date | None:
    """The day that Excel writes as ``text``: 05/3/2024, 5/3/24, 2024-03-05, 05-Mar-24, 45356.

    None for an empty cell; BadValue for what is no day, with what to write instead.
    """
    text = _TIME.sub("", nfc(text).strip())
    if not text:
        return None
    if _SERIAL.fullmatch(text):
        return _DAY_ZERO + timedelta(days=int(text[:5]))
    if found := _NAMED.fullmatch(text):
        day, name, number, year = found.groups()
        month = number or _month_of(name)
        text = f"{day}/{month}/{year}" if month else text
    elif found := _SLASHED.fullmatch(text):
        day, month, year = found.groups()
        day, month = (month, day) if month_first else (day, month)
        text = f"{day}/{month}/{year}"
    try:
        return parse_date(text)
    except ValueError as error:
        raise BadValue(f"“{text}”: {error}") from error


def _task(
    definition: FormDefinition, group: str, line: int, texts: dict[str, str], month_first: bool,
    position: int,
) -> PastedTask:  # fmt: skip
    shown = dict(texts)
    try:
        days = {}
        for column in _DAY_COLUMNS:
            day = _named(column, texts.get(column, ""), month_first)
            days[column] = day
            shown[column] = texts[column] = day.isoformat() if day else ""
        computed = on_time(days["doc_date"], days["due"])
        chosen = chosen_code(texts.get("chosen", ""))
        texts["chosen"] = "" if chosen == computed else chosen
        if texts["chosen"] and not texts.get("reason"):
            # in the printed table the remark is where the reason stands
            texts["reason"] = texts.get("note", "")[:255]
        row = task_row(definition, {**texts, "group": group}, position)
    except BadValue as problem:
        return PastedTask(line, shown, None, str(problem))
    return PastedTask(line, {**texts, "on_time": row["on_time"]}, row)


def _marked(task: PastedTask, known: set[tuple[str, str]]) -> PastedTask:
    present = task.row is not None and _likeness(task.row) in known
    return PastedTask(task.line, task.texts, task.row, task.problem, present)


def _likeness(row: Mapping[str, Any]) -> tuple[str, str]:
    return fold(str(row.get("name") or "")), fold(str(row.get("doc_number") or ""))


def _named(column: str, text: str, month_first: bool) -> date | None:
    try:
        return read_day(text, month_first)
    except BadValue as problem:
        raise BadValue(f"{COLUMNS[column]} {problem}") from problem


def _headed(row: Iterable[str], worded: Mapping[str, str]) -> dict[int, str]:
    """Place → column, by the words of a row of headings; two words at least must be known.

    ``worded``: the headings of the form itself, which count before the usual words.
    """
    columns: dict[int, str] = {}
    for at, cell in enumerate(row):
        words = fold(cell)
        own = {"doc_number": "doc", "on_time": "chosen"}
        usual = next((column for word, column in _HEADINGS if word in words), "")
        column = own.get(worded[words], worded[words]) if words in worded else usual
        if len(words) < 60 and column and column not in columns.values():
            columns[at] = column
    return columns if len(columns) > 1 else {}


def _by_place(definition: FormDefinition, rows: list[list[str]]) -> dict[int, str]:
    firsts = [row[0] for row in rows if any(row)]
    try:
        if all(group_code(definition, text) for text in firsts):
            return dict(enumerate(columns_of(definition)))
    except BadValue:
        pass
    numbered = all(not text or _NUMBER.fullmatch(text) for text in firsts)
    printed = [_AS_PRINTED.get(code, code) for code in definition.task_order]
    return dict(enumerate(printed, start=int(numbered)))


def _texts(columns: Mapping[int, str], cells: list[str]) -> dict[str, str]:
    texts = {column: cells[at] for at, column in columns.items() if at < len(cells)}
    doc = texts.pop("doc", "")
    if doc:
        found = _DOC.fullmatch(doc)
        texts["doc_number"] = (found[1] if found else re.sub(r"^[Ss]ố:?\s+", "", doc)).strip()
        if found and not texts.get("doc_date"):
            texts["doc_date"] = found[2]
    subject = texts.get("doc_subject", "")
    if not texts.get("doc_date") and (_SLASHED.fullmatch(subject) or _SERIAL.fullmatch(subject)):
        # “số, ngày, thời hạn” in columns of their own, without headings
        texts["doc_date"], texts["doc_subject"] = subject, ""
    return texts


def _is_month_first(columns: Mapping[int, str], rows: list[list[str]]) -> bool:
    """Whether the days of the block are written month first, as an English Excel does."""
    days = [_texts(columns, row) for row in rows]
    found = [_SLASHED.fullmatch(texts.get(column, "")) for texts in days for column in _DAY_COLUMNS]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    return any(second > 12 for _, second in pairs) and all(first <= 12 for first, _ in pairs)


def _month_of(name: str) -> str:
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else ""
