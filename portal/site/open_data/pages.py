"""Open data: the same payloads as the pages, as tables to download, with their dictionary."""

import hashlib
import json
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, guide_path
from portal.site.open_data.dictionary import LICENCE, columns_of, source_of
from portal.site.open_data.tables import TABLES, Table
from portal.site.open_data.writing import csv_parts, in_batches, json_parts
from portal.site.parts import Parts
from portal.site.registry import Inputs, Page, Params, declare, path_to

_BY_NAME = {table.name: table for table in TABLES}
#: Rows that the page of a table shows.
_PREVIEW = 10
#: A longer table is not written once more for its page: its hashes stand in the manifest.
_HASHED = 2000


def _about(shelf: Shelf, table: Table) -> dict[str, Any]:
    """A table as both pages and the dictionary name it."""
    return {
        "name": table.name,
        "title": table.title,
        "source": source_of(table),
        "count": _count(shelf, table),
        "path": path_to("data_table", name=table.name),
        "excel": path_to("data_excel", name=table.name),
        "csv": path_to("data_csv", name=table.name),
        "json": path_to("data_json", name=table.name),
    }


def _count(shelf: Shelf, table: Table) -> int:
    count: int = shelf.kept(f"rows {table.name}", lambda: table.count(shelf))
    return count


def _index(shelf: Shelf, _as_of: date) -> Inputs:
    return {
        "tables": [_about(shelf, table) for table in TABLES],
        "licence": LICENCE,
        "dictionary": path_to("data_dictionary"),
        "guide": guide_path(shelf, "cach-dung-du-lieu"),
    }


def _table(shelf: Shelf, as_of: date, name: str) -> Inputs | None:
    table = _BY_NAME.get(name)
    if table is None:
        return None
    preview = list(islice(table.rows_on(shelf, as_of), _PREVIEW))
    about = _about(shelf, table)
    return {
        "table": about,
        "columns": columns_of(table),
        "rows": [[str(row.get(column, "")) for column in table.columns] for row in preview],
        "licence": LICENCE,
        "sha256": _sha256(shelf, table, as_of) if about["count"] <= _HASHED else "",
        "dictionary": path_to("data_dictionary"),
    }


def _sha256(shelf: Shelf, table: Table, as_of: date) -> str:
    digest = hashlib.sha256()
    for piece in csv_parts(list(table.columns), table.groups(shelf, as_of)).pieces():
        digest.update(piece)
    return digest.hexdigest()


def _file(shelf: Shelf, as_of: date, name: str) -> Inputs | None:
    table = _BY_NAME.get(name)
    if table is None:
        return None
    return {"columns": list(table.columns), "rows": list(table.rows_on(shelf, as_of))}


def _rows(shelf: Shelf, name: str) -> int:
    return _count(shelf, _BY_NAME[name])


def _csv(inputs: Inputs, excel: bool = False) -> bytes:
    return b"".join(csv_parts(inputs["columns"], in_batches(inputs["rows"]), excel).pieces())


def _json(inputs: Inputs) -> bytes:
    return b"".join(json_parts(in_batches(inputs["rows"])).pieces())


def _csv_table(shelf: Shelf, as_of: date, name: str, excel: bool = False) -> Parts:
    return csv_parts(list(_BY_NAME[name].columns), _BY_NAME[name].groups(shelf, as_of), excel)


def _json_table(shelf: Shelf, as_of: date, name: str) -> Parts:
    return json_parts(_BY_NAME[name].groups(shelf, as_of))


def _dictionary(shelf: Shelf, _as_of: date) -> Inputs:
    return {
        "publisher": catalog(shelf).province.get("authority", ""),
        "licence": LICENCE,
        "tables": [
            {**_about(shelf, table), "id": table.name, "columns": columns_of(table)}
            for table in TABLES
        ],
    }


def _dictionary_json(inputs: Inputs) -> str:
    return json.dumps(inputs, ensure_ascii=False, indent=1) + "\n"


def _names(_shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"name": table.name} for table in TABLES]


declare(Page("data", "/du-lieu/", _index, template="site/data.html", section="data"))
declare(
    Page(
        "data_table", "/du-lieu/<name>/", _table, _names,
        template="site/data_table.html", section="data",
    )
)  # fmt: skip
declare(
    Page(
        "data_dictionary", "/du-lieu/tu-dien.json", _dictionary,
        renderer=_dictionary_json, media_type="application/json", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_excel", "/du-lieu/<name>-excel.csv", _file, _names,
        renderer=partial(_csv, excel=True), parts=partial(_csv_table, excel=True),
        beside="data", rows=_rows,
        media_type="text/csv", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_csv", "/du-lieu/<name>.csv", _file, _names,
        renderer=_csv, parts=_csv_table, beside="data", rows=_rows,
        media_type="text/csv", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_json", "/du-lieu/<name>.json", _file, _names,
        renderer=_json, parts=_json_table, beside="data", rows=_rows,
        media_type="application/json", listed=False,
    )
)  # fmt: skip
