"""Rows of a draft: added, changed, removed, moved; the codes of new rows. Pure.

Every function returns a new definition and leaves the old one as it was.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

from portal.reports.form_making.part_rules import PARTS, Part, Raw, put, rows, with_rows
from portal.vietnamese import slug

#: Codes stand in field names, addresses and files.
CODE = re.compile(r"[a-z0-9][a-z0-9.\-]{0,79}", re.ASCII)
_LONGEST = 60


class RowHeld(ValueError):
    """A row cannot go because others stand under it; the message names them."""


def new_code(part: Part, values: Mapping[str, Any], taken: Collection[str]) -> str:
    """A code for a new row that is not in ``taken`` (every code any version ever had)."""
    group = str(values.get("group") or values.get("parent") or "").strip()
    words = slug(str(values.get(part.title) or "")) or "dong"
    stem = f"{group}-{words}" if group else words
    stem = stem[:_LONGEST].strip(".-")
    found, number = stem, 2
    while found in taken or not CODE.fullmatch(found):
        found, number = f"{stem or 'dong'}-{number}", number + 1
    return found


def added(
    raw: Mapping[str, Any], part: Part, code: str, values: Mapping[str, Any], after: str = ""
) -> Raw:
    """With a new row behind ``after``; without it, behind the last row of its group."""
    present = rows(raw, part)
    row = fresh(part, code)
    for field in part.fields:
        put(row, field, values[field.key])
    place = next((n + 1 for n, one in enumerate(present) if one["code"] == after), 0)
    if place:
        place = max(place, _end(part, present, place - 1))
    else:
        place = _last_of_group(part, present, row)
    return with_rows(raw, part, [*present[:place], row, *present[place:]])


def fresh(part: Part, code: str) -> Raw:
    """A row without values, with what the definition holds of a row that no print had."""
    row: Raw = {"code": code}
    if part.code == "kiem-tra":
        row["severity"] = "soft"
    if part.code == "nhom-nhiem-vu":
        row["added"] = True
    return row


def changed(raw: Mapping[str, Any], part: Part, code: str, values: Mapping[str, Any]) -> Raw:
    """With other values in the fields of one row; one that changes its group goes to its end."""
    present = [deepcopy(row) for row in rows(raw, part)]
    at = next(place for place, row in enumerate(present) if row["code"] == code)
    row, before = present[at], present[at].get("group")
    for field in part.fields:
        put(row, field, values[field.key])
    if part.code == "chi-tieu" and row["group"] != before:
        present.pop(at)
        present.insert(_last_of_group(part, present, row), row)
    return with_rows(raw, part, present)


def removed(raw: Mapping[str, Any], part: Part, code: str) -> Raw:
    """Without the row. RowHeld while rows stand under it."""
    present = rows(raw, part)
    at = next(place for place, row in enumerate(present) if row["code"] == code)
    if part.code == "nhom-chi-tieu":
        held = sum(row["group"] == code for row in rows(raw, PARTS["chi-tieu"]))
        held += sum(row.get("parent") == code for row in present)
    else:
        held = _end(part, present, at) - at - 1
    if held:
        raise RowHeld(f"Còn {held} dòng thuộc dòng này. Hãy chuyển hoặc bỏ các dòng đó trước.")
    return with_rows(raw, part, [*present[:at], *present[at + 1 :]])


def moved(raw: Mapping[str, Any], part: Part, code: str, up: bool) -> Raw:
    """With the row, and what stands under it, before or behind its neighbour of the same rank.

    At the end of its group nothing happens.
    """
    present = rows(raw, part)
    at = next(place for place, row in enumerate(present) if row["code"] == code)
    if part.code == "chi-tieu":
        group = [n for n, row in enumerate(present) if row["group"] == present[at]["group"]]
        place = group.index(at) + (-1 if up else 1)
        if not 0 <= place < len(group):
            return with_rows(raw, part, present)
        swapped, other = list(present), group[place]
        swapped[at], swapped[other] = present[other], present[at]
        return with_rows(raw, part, swapped)
    end = _end(part, present, at)
    if up:
        before = at - 1
        while before >= 0 and _rank(present[before]) > _rank(present[at]):
            before -= 1
        if before < 0 or _rank(present[before]) != _rank(present[at]):
            return with_rows(raw, part, present)
        order = [*present[:before], *present[at:end], *present[before:at], *present[end:]]
    else:
        if end >= len(present) or _rank(present[end]) != _rank(present[at]):
            return with_rows(raw, part, present)
        last = _end(part, present, end)
        order = [*present[:at], *present[end:last], *present[at:end], *present[last:]]
    return with_rows(raw, part, order)


def _rank(row: Mapping[str, Any]) -> int:
    return int(row.get("level") or 1)


def _end(part: Part, present: Sequence[Raw], at: int) -> int:
    """The place behind the row and all that stands under it."""
    end = at + 1
    if part.code in ("de-cuong", "nhom-chi-tieu"):
        while end < len(present) and _rank(present[end]) > _rank(present[at]):
            end += 1
    return end


def _last_of_group(part: Part, present: Sequence[Raw], row: Mapping[str, Any]) -> int:
    if part.code == "chi-tieu":
        same = [n for n, one in enumerate(present) if one["group"] == row["group"]]
        return same[-1] + 1 if same else len(present)
    if part.code == "nhom-chi-tieu" and row.get("parent"):
        at = next((n for n, one in enumerate(present) if one["code"] == row["parent"]), None)
        return len(present) if at is None else _end(part, present, at)
    return len(present)
