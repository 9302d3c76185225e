"""How the rows of a file differ from the register: new, changed, unchanged, doubtful, wrong. Pure.

A row is matched by its code, else by its name. A name that is another's but for accents, case or
abbreviations is never taken for either: somebody says which, row by row (``Choice``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.units.importing.outcome_rules import Change, Choice, Known, Result
from portal.units.importing.row_rules import COLUMNS, FileRow, level_of
from portal.units.rules import BLOCKS, name_key, valid_on
from portal.vietnamese import fold

NEW, SKIP, FIX, SAME = "new", "skip", "fix", "same:"
_PLAIN = ("short_name", "aliases", "type", "level", "valid_from", "valid_to", "source")


@dataclass
class _Register:
    """The units by code and by every name they are known by."""

    known: Mapping[str, Known]
    today: date
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for one in self.known.values():
            if valid_on(None, one.valid_to, self.today):
                for name in (one.name, one.short_name, *one.aliases.split(";"), *one.former):
                    if name.strip():
                        self.names[name_key(name)].add(one.code)

    def like(self, name: str) -> list[Known]:
        """Units still there whose name is ``name`` but for the way it is written."""
        return [self.known[code] for code in sorted(self.names.get(name_key(name), ()))]

    def named(self, name: str) -> list[Known]:
        """Units still there with exactly that name."""
        return [one for one in self.like(name) if one.name == name]


def compare(
    rows: Sequence[FileRow],
    known: Mapping[str, Known],
    decisions: Mapping[int, str],
    today: date,
) -> list[Result]:
    """One result a row, in their order; ``decisions`` are choices by line."""
    register = _Register(known, today)
    twice = _twice(rows, known)
    offered = {name_key(row.get("name")) for row in rows if row.get("name")}
    offered_codes = {row.get("code") for row in rows if row.get("code")}
    found = []
    for row in rows:
        errors = [*row.errors, *twice.get(row.line, [])]
        parent, problem = _parent(row, register, offered, offered_codes)
        errors += [("parent", problem)] if problem else []
        result = _matched(row, register, decisions.get(row.line, ""), parent)
        if result.kind != "skipped" and (errors or result.errors):
            # one message a column: what cannot be read is not also missing
            first = {column: text for column, text in reversed([*errors, *result.errors])}
            told = tuple((column, first[column]) for column in COLUMNS if column in first)
            result = Result(row, "wrong", result.code, result.name, errors=told)
        found.append(result)
    return found


def _twice(rows: Iterable[FileRow], known: Mapping[str, Known]) -> dict[int, list[tuple[str, str]]]:
    """Rows that are about the same unit as an earlier one: line → errors."""
    seen: dict[tuple[str, str], int] = {}
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        code, name = row.get("code"), row.get("name")
        keys = [("code", code)] if code else []
        if name and code not in known:
            keys.append(("name", name_key(name)))
        for key in keys:
            first = seen.setdefault(key, row.line)
            if first != row.line:
                found.setdefault(row.line, []).append((key[0], f"Trùng với dòng {first}."))
    return found


def _parent(
    row: FileRow, register: _Register, offered: set[str], offered_codes: set[Any]
) -> tuple[str, str]:
    """The code (or, for a unit of the file, the name) of the parent; and what is wrong."""
    written = row.get("parent")
    if not written:
        return "", ""
    if written in register.known or written in offered_codes:
        return written, ""
    like = register.like(written)
    if len(like) == 1:
        return like[0].code, ""
    if name_key(written) in offered and not like:
        return written, ""
    if like:
        return "", f"Có thể là {'; '.join(f'{one.name} ({one.code})' for one in like)}: ghi mã."
    return "", "Không có đơn vị này trong danh mục và trong tệp."


def _matched(row: FileRow, register: _Register, decision: str, parent: str) -> Result:
    code, name = row.get("code") or "", row.get("name") or ""
    if decision == SKIP:
        return Result(row, "skipped", code, name or code, chosen=SKIP)
    if code in register.known:
        return _update(row, register, register.known[code], decision, parent)
    if decision.startswith(SAME) and decision[len(SAME) :] in register.known:
        one = register.known[decision[len(SAME) :]]
        return _update(row, register, one, decision, parent, keep_name=True)
    exact = register.named(name) if name and not code else []
    if len(exact) == 1:
        return _update(row, register, exact[0], decision, parent)
    like = register.like(name) if name else []
    if like and decision != NEW:
        names = "; ".join(f"{one.name} (mã {one.code})" for one in like)
        choices = [Choice(f"{SAME}{one.code}", f"Chính là {one.name}") for one in like]
        choices += [Choice(NEW, "Là đơn vị khác, thêm mới"), Choice(SKIP, "Bỏ qua dòng này")]
        return Result(
            row, "doubtful", code, name, doubt=f"Gần giống {names} đã có trong danh mục.",
            choices=tuple(choices),
        )  # fmt: skip
    return _new(row, code, name, decision, parent)


def _new(row: FileRow, code: str, name: str, decision: str, parent: str) -> Result:
    errors = [] if name else [("name", "Không có mã này trong danh mục; đơn vị mới cần tên.")]
    errors += [] if row.get("type") else [("type", "Đơn vị mới cần loại đơn vị.")]
    if row.get("valid_to"):
        errors.append(("valid_to", _ENDS))
    if errors:
        return Result(row, "wrong", code, name, errors=tuple(errors))
    values = {**row.values, "level": level_of(row)}
    shown_first = ("name", "short_name", "type", "level", "block", "valid_from")
    changes = [Change(one, None, values[one]) for one in shown_first if values.get(one)]
    return Result(row, "new", code, name, tuple(changes), chosen=decision, parent=parent)


_ENDS = (
    "Ngày kết thúc phải kèm hình thức sáp nhập, chia, giải thể: "
    "ghi ở “Ghi nhận thay đổi” của đơn vị."
)


def _update(
    row: FileRow,
    register: _Register,
    one: Known,
    decision: str,
    parent: str,
    keep_name: bool = False,
) -> Result:
    errors: list[tuple[str, str]] = []
    name = row.get("name")
    others = [other for other in register.named(name) if other.code != one.code] if name else []
    if others and not keep_name:
        errors.append(("name", f"Tên này là của đơn vị mã {others[0].code}."))
    renamed = bool(name) and not keep_name and name != one.name and name not in one.former
    misspelt = renamed and fold(name) != fold(one.name)
    if misspelt and not errors and not row.get("renamed_on") and decision != FIX:
        return Result(
            row, "doubtful", one.code, one.name,
            doubt=f"Danh mục ghi “{one.name}”. Đổi tên theo văn bản thì ghi ngày ở cột "
            f"“{COLUMNS['renamed_on'][0]}” để giữ tên cũ.",
            choices=(Choice(FIX, "Sửa lỗi viết tên, không giữ tên cũ"),
                     Choice(SKIP, "Bỏ qua dòng này")),
        )  # fmt: skip
    changes = [Change("name", one.name, name)] if renamed else []
    # a file of an earlier year has the short name of its time as well
    of_its_time = name in one.former
    for column in _PLAIN:
        wanted = row.get(column)
        if wanted and wanted != getattr(one, column) and not (of_its_time and column in _PLAIN[:2]):
            changes.append(Change(column, getattr(one, column), wanted))
    if parent and parent != one.parent:
        changes.append(Change("parent", one.parent, parent))
    if parent == one.code:
        errors.append(("parent", "Đơn vị không thể là cấp trên của chính mình."))
    errors += _dated(row, one, changes)
    if errors:
        return Result(row, "wrong", one.code, one.name, errors=tuple(errors))
    kind = "changed" if changes else "unchanged"
    return Result(row, kind, one.code, one.name, tuple(changes), chosen=decision, parent=parent)


def _dated(row: FileRow, one: Known, changes: list[Change]) -> list[tuple[str, str]]:
    """Another group, with the day it begins; an end, which needs more than a day."""
    errors = []
    block = row.get("block")
    if block and block != one.block:
        changes.append(Change("block", one.block, block))
        if one.block and not row.get("block_from"):
            errors.append(
                ("block_from", f"Đơn vị đang thuộc {BLOCKS[one.block]}; ghi ngày chuyển khối.")
            )
    ending = row.get("valid_to")
    if ending and ending != one.valid_to and not one.ends_by_a_step:
        errors.append(("valid_to", _ENDS))
    return errors
