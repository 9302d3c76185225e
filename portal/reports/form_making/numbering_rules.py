"""Printed numbers of a form: which stand twice among their like, which are left out. Pure.

Groups and indicators under the same heading share one row of numbers (“4”, “5”, “6”), whichever
of them are groups. Rows for different levels may bear the same number: no unit sees both.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from portal.reports.form_version import FormDefinition

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
#: Part, row, what is wrong, whether it stops issuing.
Remark = tuple[str, Any, str, bool]


def numbering(form: FormDefinition) -> Iterator[Remark]:
    """Doubled numbers of sections and indicators are errors; of groups, and gaps, warnings.

    A group number printed twice is how the forms of some provinces were decided (one of 2024
    has 6.1 twice); the rows under it keep their own codes, so nothing is mixed up.
    """
    for family in _sections(form):
        yield from _family([("de-cuong", row) for row in family])
    children: dict[str, list[tuple[str, Any]]] = {}
    for group in form.stat_groups:
        children.setdefault(group.parent, []).append(("nhom-chi-tieu", group))
    for row in form.indicators:
        children.setdefault(row.group, []).append(("chi-tieu", row))
    for rows in children.values():
        yield from _family(rows)
    yield from _family([("nhom-nhiem-vu", row) for row in form.task_groups])


def name_of_row(row: Any) -> str:
    """“2.1 Số nhiệm vụ …” of any row of a form."""
    words = next((getattr(row, a) for a in ("title", "label", "message") if hasattr(row, a)), "")
    return f"{getattr(row, 'number', '')} {words}".strip()


def place_of(text: str) -> int | None:
    """The number a row bears among its like: 3 of “2.3”, 4 of “IV”; None for others."""
    last = text.strip().rstrip(".)").rpartition(".")[2].strip()
    if last.isascii() and last.isdigit():
        return int(last)
    if re.fullmatch("[IVXL]+", last):
        values = [_ROMAN[letter] for letter in last]
        return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
    return None


def _sections(form: FormDefinition) -> list[list[Any]]:
    above: list[tuple[int, str]] = []
    families: dict[str, list[Any]] = {}
    for row in form.sections:
        while above and above[-1][0] >= row.level:
            above.pop()
        families.setdefault(above[-1][1] if above else "", []).append(row)
        above.append((row.level, row.code))
    return list(families.values())


def _family(rows: Sequence[tuple[str, Any]]) -> Iterator[Remark]:
    numbered = [(part, row) for part, row in rows if row.number]
    for at, (part, row) in enumerate(numbered):
        for other_part, other in numbered[:at]:
            if other.number == row.number and _meet(row, other):
                words = f"Số “{row.number}” in hai lần: cũng là số của “{name_of_row(other)}”."
                groups = "nhom-chi-tieu" in (part, other_part)
                yield part, row, words, not groups
                break
    places = {place_of(row.number): (part, row) for part, row in reversed(numbered)}
    known = sorted(place for place in places if place is not None)
    for before, after in zip([0, *known], known, strict=False):
        if after > before + 1:
            part, row = places[after]
            said = f"sau {before} đến {after}" if before else f"bắt đầu từ {after}"
            yield part, row, f"Đánh số nhảy quãng ở “{row.number}”: {said}.", False


def _meet(one: Any, other: Any) -> bool:
    mine, others = getattr(one, "applies", None), getattr(other, "applies", None)
    return mine is None or others is None or bool(mine & others)
