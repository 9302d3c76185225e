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
from itertools import islice
from typing import Any

from portal.site.data_rows import Row

#: Rows that are written at once.
_BATCH = 500
_SHORT = 80
_JSON = json.JSONEncoder(ensure_ascii=False)
_SIGNS = "=+\\-@＝＋－＠"
_MAY_BE_RISKY = re.compile(rf"[{_SIGNS}\t\n\r\v\f\x85\u2028\u2029]")
_BREAKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_RISKY = re.compile(rf"((?:^|[;,|])[\s'\"]*)(?=[{_SIGNS}])")


def csv_pieces(columns: list[str], rows: Iterable[Row], excel: bool = False) -> Iterator[bytes]:
    """A CSV file: commas (RFC 4180), or semicolons behind a byte order mark for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    if excel:
        out.write("\ufeff")
    writer.writerow(columns)
    cells = _Cells()
    for some in _batches(rows):
        writer.writerows([cells[row.get(name, "")] for name in columns] for row in some)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    if out.tell():
        yield out.getvalue().encode()


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


def json_pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    """One record a line."""
    before = "["
    for some in _batches(rows):
        lines = ",\n".join(map(_JSON.encode, some))
        yield f"{before}\n{lines}".encode()
        before = ","
    yield b"[]\n" if before == "[" else b"\n]\n"


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield some
