"""The order of the rows of Phụ lục I: one step up or down, over the edge of a group too. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

#: Directions as forms send them.
UP, DOWN = "len", "xuong"


def sorted_rows(groups: Sequence[str], rows: Mapping[str, Any]) -> dict[str, list[str]]:
    """The codes of the rows of each group, from top to bottom; a row of no group is left out."""
    found: dict[str, list[str]] = {group: [] for group in groups}
    for code in sorted(rows, key=lambda code: (_place(rows[code]), code)):
        if rows[code].get("group") in found:
            found[rows[code]["group"]].append(code)
    return found


def moved(
    groups: Sequence[str], rows: Mapping[str, Any], code: str, direction: str
) -> dict[str, Any]:
    """The rows that change when ``code`` goes one step ``direction``; none at the very edge.

    The first row of a group goes up to the end of the group before, the last one down to the
    head of the next. Rows that share a place, added by two people at once, get places of their
    own.
    """
    order = sorted_rows(groups, rows)
    group = rows[code].get("group")
    if group not in order or direction not in (UP, DOWN):
        return {}
    line, step = order[group], -1 if direction == UP else 1
    to = line.index(code) + step
    if 0 <= to < len(line):
        line.remove(code)
        line.insert(to, code)
        return _placed(rows, line)
    beyond = list(groups).index(group) + step
    if not 0 <= beyond < len(groups):
        return {}
    other = order[groups[beyond]]
    places = [_place(rows[one]) for one in other]
    position = _place(rows[code])
    if direction == UP:
        position = max([position, *(place + 1 for place in places)])
    else:
        position = min([position, *(place - 1 for place in places)])
    return {code: {**rows[code], "group": groups[beyond], "position": position}}


def _placed(rows: Mapping[str, Any], line: Sequence[str]) -> dict[str, Any]:
    """The rows of ``line`` whose place changes for them to stand in this order."""
    places = sorted(_place(rows[code]) for code in line)
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + 1)
    return {
        code: {**rows[code], "position": place}
        for code, place in zip(line, places, strict=True)
        if _place(rows[code]) != place
    }


def _place(row: Mapping[str, Any]) -> int:
    return int(row.get("position") or 0)
