"""From an uploaded file to a difference, and from a difference seen to the draft.

What a person saw is carried by the page as cells with the versions shown; a field that somebody
wrote after that is a conflict again, and nothing of theirs is lost.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from portal.accounts.rules import Actor
from portal.reports import history_queries, queries
from portal.reports.draft_pages import Entry, PageSaved, save_page
from portal.reports.exchange.comparing import Difference, FileCell, Now, Payload, compare, typed_of
from portal.reports.exchange.excel_reading import FileContent
from portal.reports.exchange.sheet_layout import STATISTICS, TASKS
from portal.reports.exchange.task_texts import COLUMNS
from portal.reports.field_queries import base_values
from portal.reports.form_version import TASK_EXTRAS
from portal.reports.models import Duty
from portal.reports.narrative.earlier_rules import MAX_ANSWERS
from portal.reports.rules import MAX_ITEMS, BadValue, labels_of
from portal.reports.statistics.previous import prefilled

#: More cells than any form has; a page cannot make the server decide about more.
_MAX_CELLS = 4000
_MAX_TEXT = 40_000


@dataclass(frozen=True)
class Applied:
    """How many fields were written, and what could not be: cells to be looked at again."""

    saved: int
    left: list[FileCell]


def cells_of(duty: Duty, content: FileContent) -> list[FileCell]:
    """The cells of a file for this draft: new tasks get their codes.

    A file made for another report still fills this one, compared with what stands now.
    """
    own = content.duty_id == duty.id
    cells = [cell if own else replace(cell, seen=None) for cell in content.cells]
    known = queries.draft_fields(duty)
    for place, cell in enumerate(cells):
        if cell.code.startswith("task:") and cell.code not in known:
            cells[place] = replace(cell, code=_new_code(), seen=0)
    return [*cells, *(replace(cell, code=_new_code()) for cell in content.new_tasks)]


def _new_code() -> str:
    return f"task:{secrets.token_hex(6)}"


def difference(duty: Duty, cells: Iterable[FileCell]) -> Difference:
    """What the cells would change in the draft as it stands now."""
    listed = list(cells)
    fields = queries.draft_fields(duty)
    now = {
        code: Now(json.loads(field.value), field.version, field.updated_by)
        for code, field in fields.items()
    }
    definition = queries.definition_of(duty)
    known = history_queries.previous_year_values(duty)
    for code, value in queries.values_in(duty, fields, known).items():
        if now.get(code, Now()).value is None:
            now[code] = replace(now.get(code, Now()), value=value, known=True)
    moved = {
        cell.code: cell.seen
        for cell in listed
        if cell.seen is not None and cell.seen != now.get(cell.code, Now()).version
    }
    bases = {code: json.loads(text) for code, text in base_values(duty, moved).items()}
    labels = labels_of(definition, duty.year)
    return compare(definition, listed, now, bases, labels, prefilled(definition, known))


def absent_tasks(duty: Duty, cells: Iterable[FileCell], content: FileContent) -> list[str]:
    """Names of the draft's tasks that the sheet of Phụ lục I no longer has; they stay."""
    if TASKS not in content.sheets:
        return []
    present = {cell.code for cell in cells}
    return [
        str(value.get("name", ""))
        for code, value in queries.draft_values(duty).items()
        if code.startswith("task:") and code not in present
    ]


def absent_indicators(duty: Duty, cells: Iterable[FileCell], content: FileContent) -> list[str]:
    """Indicators that the sheet of Phụ lục II no longer has; their cells stay as they are."""
    if STATISTICS not in content.sheets:
        return []
    present = {cell.code.rpartition(":")[0] for cell in cells}
    labels = labels_of(queries.definition_of(duty), duty.year)
    return [
        labels[f"stat:{item.code}"]
        for item in queries.definition_of(duty).indicators
        if f"stat:{item.code}" not in present
    ]


def apply(actor: Actor, duty: Duty, cells: list[FileCell]) -> Applied:
    """Write the cells over the versions they were shown with; DraftLocked once submitted."""
    definition = queries.definition_of(duty)
    values = queries.draft_values(duty)
    last = max((int(row.get("position") or 0) for code, row in values.items()
                if code.startswith("task:")), default=0)  # fmt: skip
    entries, refused = [], []
    for cell in cells:
        present = values.get(cell.code)
        try:
            typed = typed_of(definition, cell, present, last + 1)
        except BadValue:
            refused.append(cell)
            continue
        if _is_task(cell) and present is None:
            last += 1
        entries.append(Entry(cell.code, typed, cell.seen or 0))
    result: PageSaved = save_page(actor, duty, entries)
    left = {*result.conflicts, *result.invalid}
    return Applied(result.saved, [*refused, *(cell for cell in cells if cell.code in left)])


def _is_task(cell: FileCell) -> bool:
    return isinstance(cell.payload, dict)


def carried(cells: Iterable[FileCell]) -> str:
    """Cells as the page carries them to the next request."""
    rows = [[cell.code, cell.payload, cell.seen, cell.place] for cell in cells]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read_carried(text: str) -> list[FileCell] | None:
    """Such cells again; None for anything else."""
    try:
        rows: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or len(rows) > _MAX_CELLS:
        return None
    cells = [cell_of(row) for row in rows]
    return [cell for cell in cells if cell] if all(cells) else None


def cell_of(row: Any) -> FileCell | None:
    """One such cell; None for anything else."""
    if not isinstance(row, list) or len(row) != 4:
        return None
    code, payload, seen, place = row
    counted = isinstance(seen, int) and not isinstance(seen, bool) and 0 <= seen < 10**9
    if not (_text(code) and _text(place) and counted):
        return None
    if isinstance(payload, dict) != code.startswith("task:"):
        return None
    most = 4 * MAX_ITEMS if code.startswith("outline:") else 2
    most = 3 * MAX_ANSWERS if code.startswith("earlier:") else most
    kept: Payload
    if isinstance(payload, dict):
        known = set(payload) - set(TASK_EXTRAS) == set(COLUMNS)
        if not known or not all(map(_text, payload.values())):
            return None
        kept = payload
    elif isinstance(payload, list) and 0 < len(payload) <= most and all(map(_text, payload)):
        kept = payload
    else:
        return None
    return FileCell(code, kept, seen, place)


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MAX_TEXT
