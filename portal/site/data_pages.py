"""Open data: the same payloads as the pages, as tables (CSV) and records (JSON)."""

import csv
import io
import json
from datetime import date
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.data_tables import TABLES
from portal.site.registry import Inputs, Page, Params, declare, path_to

_BY_NAME = {table.name: table for table in TABLES}


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
    """With a byte order mark, so that spreadsheets read the letters right."""
    out = io.StringIO()
    writer = csv.DictWriter(out, inputs["columns"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _plain(value) for key, value in row.items()} for row in inputs["rows"])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    """A spreadsheet must not run a text that begins like a formula."""
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def _json(inputs: Inputs) -> str:
    return json.dumps(inputs["rows"], ensure_ascii=False, indent=1) + "\n"


def _names(_shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"name": table.name} for table in TABLES]


declare(Page("data", "/du-lieu/", _index, template="site/data.html", section="data"))
declare(
    Page(
        "data_csv", "/du-lieu/<name>.csv", _table, _names,
        renderer=_csv, media_type="text/csv", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_json", "/du-lieu/<name>.json", _table, _names,
        renderer=_json, media_type="application/json", listed=False,
    )
)  # fmt: skip
