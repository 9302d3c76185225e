"""An uploaded .xlsx file as the cells of a draft, and the rows that found no place. No database.

Rows and columns are found by the hidden keys, wherever they have been moved to; nothing that
holds words or numbers is passed over in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from portal.documents.sheets import BadSheet, read_sheets
from portal.reports.exchange.cell_texts import FormulaInCell, WrongCell, typed, typed_day
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.sheet_layout import (
    CUTOFF,
    NO_FIELD,
    STAT_COLUMNS,
    STATISTICS,
    TASKS,
    report_in,
    seen_versions,
)
from portal.reports.exchange.task_texts import COLUMNS, DAYS, chosen_code, extras_of, group_code
from portal.reports.form_version import FormDefinition, Indicator
from portal.reports.rules import BadValue
from portal.vietnamese import show_date

#: The hidden line of keys is within the first lines of a sheet.
_KEYS_WITHIN = 30
_NAMES = {STATISTICS: "Phụ lục II", TASKS: "Phụ lục I"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Unmatched:
    """A row of the file that no field of the report takes."""

    place: str
    words: str
    reason: str


@dataclass
class FileContent:
    """What a file holds; ``duty_id``: the report it says it was made for.

    ``new_tasks`` are rows of Phụ lục I that the draft does not know yet, without their codes.
    """

    duty_id: int | None = None
    cells: list[FileCell] = field(default_factory=list)
    new_tasks: list[FileCell] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)


def read_appendices(content: bytes, definition: FormDefinition) -> FileContent:
    """The cells of both appendices in ``content``; BadSheet if it is no such file."""
    found = FileContent()
    for rows in read_sheets(content):
        keyed = _keys_in(rows)
        if keyed is None:
            continue
        kind, first, keys = keyed
        if kind in found.sheets:
            raise BadSheet(f"Tệp có hai trang tính {_NAMES[kind]}. Hãy giữ lại một trang.")
        found.sheets.add(kind)
        for text in map(str, rows[first - 1]):
            found.duty_id = report_in(text) or found.duty_id
        named = ((line, _named(row, keys)) for line, row in enumerate(rows[first:], first + 1))
        (_statistics if kind == STATISTICS else _tasks)(found, named, definition)
    if not found.sheets:
        raise BadSheet(
            "Tệp không có dòng mã ẩn của cổng nên không ghép được vào báo cáo. Hãy tải tệp mẫu "
            "của chính báo cáo này, chép số liệu vào đó rồi gửi lại."
        )
    return found


def _keys_in(rows: list[list[Any]]) -> tuple[str, int, dict[str, int]] | None:
    """Which sheet this is, the line after the keys (from 0), and the column of each key."""
    for line, row in enumerate(rows[:_KEYS_WITHIN]):
        texts = [str(cell).strip() for cell in row]
        for kind in _NAMES:
            if kind in texts and "code" in texts:
                return kind, line + 1, {text: place for place, text in enumerate(texts) if text}
    return None


def _named(row: list[Any], keys: dict[str, int]) -> Row:
    return {key: row[place] if place < len(row) else "" for key, place in keys.items()}


def _statistics(
    found: FileContent, rows: Iterable[tuple[int, Row]], definition: FormDefinition
) -> None:
    known = {item.code: item for item in definition.indicators}
    lines: dict[str, int] = {}
    for line, row in rows:
        place, code = f"Phụ lục II, dòng {line}", str(row["code"]).strip()
        if code == CUTOFF:
            _cutoff(found, row, place)
        elif code in known and code not in lines:
            lines[code] = line
            item = known[code]
            seen = seen_versions(str(row.get("seen", "")), len(STAT_COLUMNS))
            two = item.type in ("pair", "count_percent")
            for column, version in zip(STAT_COLUMNS, seen, strict=True):
                keys = (column,) if column == "note" else (f"{column}.1", f"{column}.2")
                if keys[0] in row:
                    raw = [row.get(key, "") for key in keys]
                    texts, problem = _day_text(raw) if _is_day(item, column) else _texts(raw)
                    if not problem and len(texts) > 1 and texts[1] and not two:
                        problem = "Chỉ tiêu này chỉ có một số; ô thứ hai phải để trống."
                    kept = texts if two or problem else texts[:1]
                    found.cells.append(FileCell(item.field(column), kept, version, place, problem))
        elif code != NO_FIELD and (words := _words(row)):
            if code in lines:
                reason = f"Trùng với dòng {lines[code]}; chỉ dòng đầu được đọc."
            elif code:
                reason = f"Biểu mẫu của đơn vị không có chỉ tiêu mang mã “{code}”."
            else:
                reason = "Dòng không có mã chỉ tiêu."
            found.unmatched.append(Unmatched(place, words, reason))


def _cutoff(found: FileContent, row: Row, place: str) -> None:
    raw, problem = row.get("previous.1", ""), ""
    try:
        day = typed_day(raw)
        texts = [show_date(day)] if day else [""]
    except ValueError as error:
        texts, problem = [str(raw) if isinstance(error, WrongCell) else typed(raw)], str(error)
    version = seen_versions(str(row.get("seen", "")), 1)[0]
    found.cells.append(FileCell(CUTOFF, texts, version, place, problem))


def _tasks(found: FileContent, rows: Iterable[tuple[int, Row]], definition: FormDefinition) -> None:
    lines: dict[str, int] = {}
    for line, row in rows:
        place, code = f"Phụ lục I, dòng {line}", str(row["code"]).strip()
        if code == NO_FIELD:
            continue
        texts, problem = _task_texts(row, definition)
        if code in lines:
            # copied with its hidden code: the second is a task of its own
            code = ""
        version = seen_versions(str(row.get("seen", "")), 1)[0] if code else 0
        if code:
            lines[code] = line
            found.cells.append(FileCell(code, texts, version, place, problem))
        elif any(texts.values()) or problem:
            found.new_tasks.append(FileCell("", texts, 0, place, problem))


def _task_texts(row: Row, definition: FormDefinition) -> tuple[dict[str, str], str]:
    texts, problems = {}, []
    for column, heading in (COLUMNS | extras_of(definition)).items():
        raw = row.get(column, "")
        try:
            texts[column] = typed_day(raw) if column in DAYS else typed(raw)
            if column == "group":
                texts[column] = group_code(definition, texts[column])
            if column == "chosen":
                texts[column] = chosen_code(texts[column])
        except (BadValue, WrongCell, ValueError) as problem:
            texts[column] = str(raw) if isinstance(problem, WrongCell) else typed(raw)
            problems.append(f"{heading}: {problem}")
    return texts, " ".join(problems)


def _texts(raw: list[Any]) -> tuple[list[str], str]:
    texts, problem = [], ""
    for value in raw:
        try:
            texts.append(typed(value))
        except WrongCell as error:
            texts.append(str(value))
            problem = str(error)
    return texts, problem


def _is_day(item: Indicator, column: str) -> bool:
    return item.type == "date" and column != "note"


def _day_text(raw: list[Any]) -> tuple[list[str], str]:
    """A cell that takes a day, as people write it; what is no day stays as it was typed."""
    try:
        day = typed_day(raw[0])
    except ValueError:
        return _texts(raw)
    return [show_date(day), *_texts(raw[1:])[0]], ""


def _words(row: Row) -> str:
    """The visible words of a row."""
    hidden = ("check", "code", "seen", STATISTICS, TASKS)
    cells = (_shown(value) for key, value in row.items() if key not in hidden)
    return " · ".join(filter(None, cells))[:300]


def _shown(value: Any) -> str:
    try:
        return typed(value)
    except FormulaInCell:
        return ""
    except WrongCell:
        return show_date(value)
