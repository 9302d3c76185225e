"""Tables for Excel: UTF-8 with BOM, semicolons, text that runs nothing."""

import csv
import io
from collections.abc import Iterable, Sequence

#: A cell that begins with one of these would be run as a formula by a spreadsheet program.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def excel_csv(headers: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """The rows under their headers as CSV text, in the order given."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
