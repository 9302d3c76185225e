"""What changed from one version of a form to the next, row by row and field by field. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.reports.form_making.general_rules import GENERAL, MEANT_FOR, general_value
from portal.reports.form_making.part_rules import (
    LEVELS,
    PARTS,
    Field,
    Part,
    in_words,
    name_of,
    rows,
    value_of,
)

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
KIND_WORDS = {ADDED: "Thêm", REMOVED: "Bỏ", CHANGED: "Sửa", MOVED: "Đổi chỗ"}


@dataclass(frozen=True)
class Difference:
    """A row that came, went, changed or moved; ``fields``: (name, before, after) in words."""

    part: str
    part_words: str
    kind: str
    code: str
    name: str
    fields: tuple[tuple[str, str, str], ...] = ()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything that changed, in the order of the parts and of their rows."""
    return [
        *_general(before, after),
        *(item for part in PARTS.values() for item in _part(part, before, after)),
    ]


def _general(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    found = [
        (field.words, general_value(before, field.key), general_value(after, field.key))
        for field in GENERAL
    ]
    was, now_is = (_levels(raw.get("meant_for", ())) for raw in (before, after))
    found.append((MEANT_FOR, was, now_is))
    found += [
        (f"Phần của {words} do cấp nào điền", _moved_to(before, level), _moved_to(after, level))
        for level, words in LEVELS.items()
    ]
    changed = tuple(item for item in found if item[1] != item[2])
    if changed:
        yield Difference("chung", "Thông tin chung", CHANGED, "", "Thông tin chung", changed)


def _moved_to(raw: Mapping[str, Any], level: str) -> str:
    return _levels(raw["reassign"].get(level, (level,)))


def _levels(levels: Iterable[str]) -> str:
    return "; ".join(LEVELS.get(one, one) for one in levels)


def _part(part: Part, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    old = {row["code"]: row for row in rows(before, part)}
    new = {row["code"]: row for row in rows(after, part)}
    stayed = _in_order([code for code in old if code in new], list(new))
    for code, row in new.items():
        name = name_of(part, row)
        if code not in old:
            fields = tuple((f.words, "", in_words(f, value_of(row, f))) for f in part.fields)
            yield Difference(part.code, part.words, ADDED, code, name, _told(fields))
            continue
        fields = tuple(_changes(part, old[code], row))
        if fields:
            yield Difference(part.code, part.words, CHANGED, code, name, fields)
        if code not in stayed:
            yield Difference(part.code, part.words, MOVED, code, name)
    for code, row in old.items():
        if code not in new:
            yield Difference(part.code, part.words, REMOVED, code, name_of(part, row))


def _told(fields: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(item for item in fields if item[2])


def _changes(
    part: Part, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for field in part.fields:
        one, two = value_of(old, field), value_of(new, field)
        if one != two:
            yield field.words, _shown(field, one), _shown(field, two)


def _shown(field: Field, value: Any) -> str:
    return in_words(field, value) or "(trống)"


def _in_order(old: list[str], new: list[str]) -> set[str]:
    """The most codes that still follow one another as before: the others were moved."""
    place = {code: number for number, code in enumerate(old)}
    ends: list[int] = []
    chains: list[list[str]] = []
    for code in new:
        if code not in place:
            continue
        at = bisect_left(ends, place[code])
        chain = [*(chains[at - 1] if at else ()), code]
        ends[at : at + 1] = [place[code]]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()
