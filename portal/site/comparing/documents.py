"""Two versions of a document side by side: facts, tables with only the changed cells, text.

``changes.readable_changes`` tells the same in one flat list, for a short note on a page.
"""

import re
from collections.abc import Iterator
from typing import Any

from portal.site.comparing.changes import LABELS, SILENT, headline, said
from portal.site.comparing.text_blocks import Line, lines_of
from portal.site.comparing.word_changes import paired, shortened, word_changes

_ORDER = {name: number for number, name in enumerate(LABELS)}
#: Lists whose rows have lists of their own: told row by row, not as one table.
_NESTED = frozenset(("strands",))
_LONG = 60

Json = dict[str, Any]


def compare(before: Json, after: Json) -> Json:
    """What differs: {facts: [{label, before, after, parts}], tables: [{title, columns, rows}],
    text: [{place, state, parts | cells}]}; a row is {name, state, cells: [[before, after]]}.

    ``state``: changed, added or removed. A cell that did not change is None.
    """
    found: Json = {"facts": [], "tables": [], "text": []}
    _walk(before, after, "", found)
    return found


def is_empty(comparison: Json) -> bool:
    """Whether readers would see no difference."""
    return not any(comparison.values())


def cells_of(comparison: Json) -> list[dict[str, str]]:
    """Every changed cell as a row of a table: {part, row, column, before, after}."""
    rows = [
        {"part": one["label"], "row": "", "column": "", "before": one["before"],
         "after": one["after"]}
        for one in comparison["facts"]
    ]  # fmt: skip
    for table in comparison["tables"]:
        for row in table["rows"]:
            for column, cell in zip(table["columns"], row["cells"], strict=True):
                if cell:
                    rows.append(
                        {"part": table["title"], "row": row["name"], "column": column,
                         "before": cell[0], "after": cell[1]}
                    )  # fmt: skip
    for one in comparison["text"]:
        for number, (old, new) in enumerate(one["cells"], 1):
            if old != new:
                column = f"Cột {number}" if one["table"] else ""
                rows.append(
                    {"part": "Toàn văn", "row": one["place"], "column": column, "before": old,
                     "after": new}
                )  # fmt: skip
    return rows


def _walk(before: Json, after: Json, label: str, found: Json) -> None:
    for name in sorted({*before, *after}, key=lambda one: (_ORDER.get(one, 999), one)):
        old, new = before.get(name), after.get(name)
        if old == new or name in SILENT:
            continue
        here = f"{label} › {_label(name)}" if label else _label(name)
        if name == "body_html":
            found["text"] += list(_text_changes(old or "", new or ""))
        elif isinstance(old or new, dict) and "sha256" in (old or new):
            found["facts"].append(_fact(here, _file(old), _file(new)))
        elif isinstance(old or new, dict):
            _walk(old or {}, new or {}, here, found)
        elif _coded(old, new):
            _rows(name, old or [], new or [], here, found)
        elif isinstance(old or new, list):
            found["facts"] += [_fact(here, said(a), said(b)) for a, b in
                               paired(old or [], new or [], said)]  # fmt: skip
        else:
            found["facts"].append(_fact(here, said(old, name), said(new, name)))


def _fact(label: str, before: str, after: str) -> Json:
    """A fact; with the words that changed where both sides are sentences."""
    both = before and after and max(len(before), len(after)) > _LONG
    parts = word_changes(before, after) if both else []
    return {"label": label, "before": before, "after": after, "parts": parts}


def _file(value: Json | None) -> str:
    """A file by its name and the start of its hash: another file may have the same name."""
    return f"{value['name']} (mã {value['sha256'][:12]}…)" if value else ""


def _coded(old: Any, new: Any) -> bool:
    rows = [*(old or []), *(new or [])] if isinstance(old or new, list) else []
    return bool(rows) and all(isinstance(one, dict) and "code" in one for one in rows)


def _rows(name: str, old: list[Json], new: list[Json], label: str, found: Json) -> None:
    before = {row["code"]: row for row in old}
    after = {row["code"]: row for row in new}
    codes = [*after, *(code for code in before if code not in after)]
    changed = [code for code in codes if before.get(code) != after.get(code)]
    if name in _NESTED:
        for code in changed:
            row = after.get(code) or before[code]
            _walk(before.get(code, {}), after.get(code, {}), f"{label} “{headline(row)}”", found)
        return
    columns = _columns([*old, *new])
    rows = [
        made
        for code in changed
        if (made := _row(before.get(code), after.get(code), columns)) is not None
    ]
    # the order of rows may be all that changed
    if rows:
        titles = [_label(column) for column in columns]
        found["tables"].append(_without_empty_columns(label, titles, rows))


def _columns(rows: list[Json]) -> list[str]:
    names = {name for row in rows for name in row if name not in SILENT}
    return sorted(names, key=lambda one: (_ORDER.get(one, 999), one))


def _row(old: Json | None, new: Json | None, columns: list[str]) -> Json | None:
    cells = []
    for name in columns:
        a, b = said((old or {}).get(name), name), said((new or {}).get(name), name)
        cells.append([a, b] if a != b else None)
    if not any(cells):
        return None
    state = "added" if old is None else "removed" if new is None else "changed"
    return {"name": headline(new or old or {}), "state": state, "cells": cells}


def _without_empty_columns(title: str, columns: list[str], rows: list[Json]) -> Json:
    """Columns in which nothing changed say nothing; the name of a row says which row it is."""
    kept = [n for n in range(len(columns)) if any(row["cells"][n] for row in rows)]
    return {
        "title": title,
        "columns": [columns[n] for n in kept],
        "rows": [{**row, "cells": [row["cells"][n] for n in kept]} for row in rows],
    }


def _text_changes(before: str, after: str) -> Iterator[Json]:
    for old, new in paired(lines_of(before), lines_of(after), lambda line: line.text):
        shown = new or old
        if shown is None:
            continue
        state = "added" if old is None else "removed" if new is None else "changed"
        cells = _cells(old, new)
        yield {
            "place": shown.place if shown.place != shown.text else "",
            "state": state,
            "table": shown.table,
            "cells": cells,
            "parts": [shortened(word_changes(a, b)) if a != b else None for a, b in cells],
        }


def _cells(old: Line | None, new: Line | None) -> list[list[str]]:
    a, b = list(old.cells if old else ()), list(new.cells if new else ())
    width = max(len(a), len(b))
    a, b = a + [""] * (width - len(a)), b + [""] * (width - len(b))
    return [list(pair) for pair in zip(a, b, strict=True)]


def _label(name: str) -> str:
    return LABELS.get(name) or re.sub("_", " ", name)
