"""Where things stand in the file of both appendices: hidden keys that survive sorting. Pure.

A hidden line names the columns, a hidden column names each row's field and the versions it was
made from. Neither depends on where a row or column has been moved to.
"""

import re

#: In the first cell of the hidden line: which sheet this is.
STATISTICS, TASKS = "#phu-luc-2", "#phu-luc-1"
#: Columns of Phụ lục II by key; ``previous.1`` and ``previous.2`` are the parts of one cell.
STAT_KEYS = (
    "number", "label", "unit", "last", "previous.1", "previous.2", "previous.share",
    "current.1", "current.2", "current.share", "note", "check", "code", "seen",
)  # fmt: skip
STAT_COLUMNS = ("previous", "current", "note")
CUTOFF = "cutoff"
#: The code of headings.
NO_FIELD = "-"
_SEEN = re.compile(r"v(\d{1,9}(?:-\d{1,9})*)", re.ASCII)
_OF = re.compile(r"duty-(\d{1,12})", re.ASCII)


def seen_text(versions: list[int]) -> str:
    """“v3-0-12”: no program takes it for a number or a day."""
    return "v" + "-".join(map(str, versions))


def seen_versions(text: str, count: int) -> list[int | None]:
    """The versions in such a text; None for each when it is gone or damaged."""
    found = _SEEN.fullmatch(text.strip())
    versions = [int(part) for part in found[1].split("-")] if found else []
    return [*versions] if len(versions) == count else [None] * count


def made_for(duty_id: int) -> str:
    """The mark of the report that a file was made for."""
    return f"duty-{duty_id}"


def report_in(text: str) -> int | None:
    """The report that a file says it was made for."""
    found = _OF.fullmatch(text.strip())
    return int(found[1]) if found else None
