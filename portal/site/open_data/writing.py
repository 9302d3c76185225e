"""Tables as files: CSV by RFC 4180, CSV for Excel, JSON; in pieces, never whole in memory.

Two CSV files, because no single one is right everywhere: programs read commas without a mark,
Excel with Vietnamese settings takes semicolons and needs the mark to see UTF-8.

No cell can run as a formula. A text that begins like one gets an apostrophe; so does every place
inside a text where a program that takes the other separator, or quotes only at the start of a
line, would begin a cell. JSON holds the texts exactly as published.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from portal.site.open_data.rows import Row
from portal.site.parts import Parts

#: Rows that stand together, and a key that is another one whenever they are others; "" for none.
Group = tuple[str, Iterable[Row]]
#: Rows that are written at once.
_BATCH = 500
_SHORT = 80
_JSON = json.JSONEncoder(ensure_ascii=False)
_SIGNS = "=+\\-@＝＋－＠"
_MAY_BE_RISKY = re.compile(rf"[{_SIGNS}\t\n\r\v\f\x85\u2028\u2029]")
_BREAKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_RISKY = re.compile(rf"((?:^|[;,|])[\s'\"]*)(?=[{_SIGNS}])")


def csv_parts(columns: list[str], groups: Iterable[Group], excel: bool = False) -> Parts:
    """A CSV file: commas (RFC 4180), or semicolons behind a byte order mark for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    cells = _Cells()

    def made(lines: Iterable[Iterable[Any]]) -> bytes:
        writer.writerows(lines)
        text = out.getvalue().encode()
        out.seek(0)
        out.truncate()
        return text

    def in_order(row: Row) -> Iterable[Any]:
        return row.values() if list(row) == columns else [row.get(name, "") for name in columns]

    def written(rows: Iterable[Row]) -> bytes:
        return made(map(cells.__getitem__, in_order(row)) for row in rows)

    head = ("\ufeff" if excel else "").encode() + made([columns])
    return Parts(((key, partial(written, rows)) for key, rows in groups), head, b"", b"", head)


class _Cells(dict[Any, Any]):
    """Values as cells; short ones stand in many rows."""

    def __missing__(self, value: Any) -> Any:
        made = plain(value)
        if isinstance(value, str) and len(value) < _SHORT:
            self[value] = made
        return made


def plain(value: Any) -> Any:
    """A cell that no spreadsheet runs, whatever it takes for the end of a cell.

    Line ends and tabs become blanks, so that a record is a line for every program.
    """
    if not isinstance(value, str) or not _MAY_BE_RISKY.search(value):
        return value
    return _RISKY.sub(r"\1'", _BREAKS.sub(" ", value))


def json_parts(groups: Iterable[Group]) -> Parts:
    """A JSON file, one record a line."""
    parts = ((key, partial(_lines, rows)) for key, rows in groups)
    return Parts(parts, b"[\n", b",\n", b"\n]\n", b"[]\n")


def _lines(rows: Iterable[Row]) -> bytes:
    # within a text a quotation mark has a backslash before it: the comma is one between records
    return _JSON.encode(list(rows))[1:-1].replace('}, {"', '},\n{"').encode()


def in_batches(rows: Iterable[Row]) -> Iterator[Group]:
    """Rows that no key tells apart, so many together as are written at once."""
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield "", some
