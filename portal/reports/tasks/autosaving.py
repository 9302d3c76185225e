"""One autosave of a row of Phụ lục I: what its inputs mean, beside what is stored of it.

A row is one field of the draft: two people who write in the same row see each other's text. Only
its place in the table is nobody's text: who moves it does not keep others from saving.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from portal.reports.exchange.task_texts import BadCell, columns_of, task_row, typed_cells
from portal.reports.field_queries import FoundField, base_values
from portal.reports.form_version import FormDefinition
from portal.reports.models import DraftField
from portal.reports.rules import Incoming


def row_meant(
    definition: FormDefinition, found: FoundField, texts: Iterable[str]
) -> dict[str, Any] | None:
    """The row that the inputs mean, at its place or after the last; None for a blank new one.

    BadCell says which input is wrong.
    """
    stored = _row(found.field.value) if found.field else None
    cells = typed_cells(definition, texts)
    blank = not any(text.strip() for column, text in cells.items() if column != "group")
    if blank and not stored and cells.get("group") in {one.code for one in definition.task_groups}:
        return None
    try:
        position = int(stored["position"]) if stored else _after_last(found)
        return task_row(definition, cells, position)
    except BadCell as problem:
        problem.place = list(columns_of(definition)).index(problem.column)
        raise


def over_a_move(found: FoundField, code: str, edit: Incoming) -> Incoming:
    """The edit of a row that was only moved since its version: over the row as it stands now."""
    if found.field is None or edit.version in (0, found.field.version):
        return edit
    base = _row(base_values(found.duty, {code: edit.version}).get(code, "null"))
    stored = _row(found.field.value)
    if base and stored and {**base, "position": 0} == {**stored, "position": 0}:
        return replace(edit, version=found.field.version)
    return edit


def _after_last(found: FoundField) -> int:
    fields = DraftField.select(DraftField.value).where(
        DraftField.duty == found.duty.id, DraftField.code.startswith("task:")
    )
    rows = filter(None, (_row(field.value) for field in fields))
    return max((int(row["position"]) for row in rows), default=0) + 1


def _row(value: str) -> dict[str, Any] | None:
    row: dict[str, Any] | None = json.loads(value)
    return row
