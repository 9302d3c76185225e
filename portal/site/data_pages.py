"""Open data: the same payloads as the pages, as tables (CSV) and records (JSON)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.data_tables import TABLES, Row
from portal.site.registry import Inputs, Page, Params, declare, path_to

_BY_NAME = {table.name: table for table in TABLES}
#: Rows that are written at once.
_BATCH = 500


def _index(shelf: Shelf, _as_of: date) -> Inputs:
    return {
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "columns": table.columns,
                "count": sum(1 for _ in table.rows(shelf)),
                "csv": path_to("data_csv", name=table.name),
                "json": path_to("data_json", name=table.name),
            }
            for table in TABLES
        ]
    }


def _table(shelf: Shelf, _as_of: date, name: str) -> Inputs | None:
    table = _BY_NAME.get(name)
    if table is None:
        return None
    return {"columns": list(table.columns), "rows": list(table.rows(shelf))}


def _csv(inputs: Inputs) -> bytes:
    return b"".join(_csv_pieces(inputs["columns"], inputs["rows"]))


def _csv_pieces(columns: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """With a byte order mark, so that spreadsheets read the letters right."""
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for some in _batches(rows):
        writer.writerows([_plain(row.get(name, "")) for name in columns] for row in some)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    if out.tell():
        yield out.getvalue().encode()


def _plain(value: Any) -> Any:
    """A spreadsheet must not run a text that begins like a formula."""
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def _json(inputs: Inputs) -> bytes:
    return b"".join(_json_pieces(inputs["rows"]))


def _json_pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    """One record a line."""
    before = "["
    for some in _batches(rows):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in some)
        yield f"{before}\n{lines}".encode()
        before = ","
    yield b"[]\n" if before == "[" else b"\n]\n"


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield some


def _csv_table(shelf: Shelf, _as_of: date, name: str) -> Iterator[bytes]:
    return _csv_pieces(list(_BY_NAME[name].columns), _BY_NAME[name].rows(shelf))


def _json_table(shelf: Shelf, _as_of: date, name: str) -> Iterator[bytes]:
    return _json_pieces(_BY_NAME[name].rows(shelf))


def _names(_shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"name": table.name} for table in TABLES]


declare(Page("data", "/du-lieu/", _index, template="site/data.html", section="data"))
declare(
    Page(
        "data_csv", "/du-lieu/<name>.csv", _table, _names,
        renderer=_csv, pieces=_csv_table, media_type="text/csv", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_json", "/du-lieu/<name>.json", _table, _names,
        renderer=_json, pieces=_json_table, media_type="application/json", listed=False,
    )
)  # fmt: skip
