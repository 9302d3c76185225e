"""Two people in one row of Phụ lục I: what each changed, put together column by column. Pure.

A row is one field of the draft, and a page posts it whole. Only who changed the same column as
somebody else since the version on the page has to decide. A column counts as touched by every
step between: what was written and taken back again was still somebody's decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.reports.rules import on_time

Row = Mapping[str, Any]
#: What somebody set against the computed state stands with its reason.
_TOGETHER = ("chosen", "reason")
#: Computed, or nobody's text.
_NOT_TYPED = ("position", "on_time")


@dataclass(frozen=True)
class Merged:
    """The row of both: ``clashes`` are the columns that both changed, there it is the writer's."""

    row: dict[str, Any]
    clashes: frozenset[str]


def merged(
    base: Row | None, mine: Row | None, theirs: Row | None, steps: Iterable[tuple[Any, Any]]
) -> Merged | None:
    """``mine``, typed over ``base``, and ``theirs``, which ``steps`` (before, after) led to.

    None when there is no row to merge with: it is new, or was removed meanwhile.
    """
    passed = list(steps)
    if not (base and mine and theirs) or not all(before and after for before, after in passed):
        return None
    changed = _changed(base, mine)
    touched = frozenset[str]().union(*(_changed(before, after) for before, after in passed))
    row = {**theirs, **{column: mine.get(column) for column in changed}}
    days = [date.fromisoformat(row[column]) if row.get(column) else None for column in _DAYS]
    computed = on_time(*days)
    row["on_time"] = row["chosen"] or computed
    clashes = {column for column in changed & touched if mine.get(column) != theirs.get(column)}
    if row["chosen"] and computed not in ("", row["chosen"]) and not row["reason"]:
        clashes.add("chosen")
    return Merged(row, frozenset(clashes))


def both_of(base: Row | None, mine: Row | None, theirs: Row | None) -> dict[str, Any] | None:
    """The row of both when they changed different columns of ``base``; None otherwise."""
    found = merged(base, mine, theirs, [(base, theirs)])
    return found.row if found and not found.clashes else None


_DAYS = ("doc_date", "due")


def _changed(before: Row, after: Row) -> frozenset[str]:
    columns = {
        column
        for column in {*before, *after}.difference(_NOT_TYPED)
        if (before.get(column) or "") != (after.get(column) or "")
    }
    return frozenset(columns | set(_TOGETHER) if columns & set(_TOGETHER) else columns)
