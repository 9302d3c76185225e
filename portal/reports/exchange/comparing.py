"""What an uploaded file would change in a draft: cell by cell, old → new. Pure.

Three things are compared: what the file says, what the draft said when the file was fetched
(``seen``, a version), and what it says now. A cell that the file left as it was never changes
anything; one changed on both sides is a conflict, which somebody decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal.reports.draft_values import read_field, show_cutoff, typed_value
from portal.reports.exchange.cell_texts import FLAG_WORDS, same
from portal.reports.exchange.outline_texts import flat, squeezed
from portal.reports.exchange.task_texts import task_row, texts_of
from portal.reports.form_version import WORDED, FormDefinition
from portal.reports.layout import show_field
from portal.reports.narrative.marks import MARKED
from portal.reports.office_rules import Change as Words
from portal.reports.rules import BadValue, as_json
from portal.reports.statistics.cell_typing import split_text
from portal.reports.statistics.rules import typed_again
from portal.reports.tasks.merging_rules import both_of
from portal.vietnamese import looks_legacy

Payload = list[str] | dict[str, str]


@dataclass(frozen=True)
class FileCell:
    """A field as the file has it: texts as typed, or the cells of a row of Phụ lục I.

    ``seen`` is the version that the file was made from, None when it no longer says. ``problem``
    is what could not even be read as text.
    """

    code: str
    payload: Payload
    seen: int | None
    place: str
    problem: str = ""


@dataclass(frozen=True)
class Now:
    """A field of the draft as it stands: value, version, who wrote it last.

    ``known``: the value is the accepted one of last year, shown where nobody typed another.
    """

    value: Any = None
    version: int = 0
    by: str = ""
    known: bool = False


@dataclass(frozen=True)
class Change:
    """A field that would change, in words; ``by`` wrote what stands there now."""

    cell: FileCell
    label: str
    old: str
    new: str
    version: int
    by: str = ""
    doubt: str = ""

    @property
    def words(self) -> Words:
        """The change line by line, for a page."""
        return Words(self.cell.code, self.label, self.old, self.new)

    @property
    def shown(self) -> FileCell:
        """The cell as one who has seen the change sends it: over the version shown."""
        return replace(self.cell, seen=self.version)


@dataclass(frozen=True)
class Refused:
    """A cell that is not taken, and why."""

    cell: FileCell
    label: str
    written: str
    reason: str


@dataclass
class Difference:
    """All that a file would do; ``kept``: fields left alone because only the draft changed,
    each with what the file would bring back. ``looks``: sections of the same words in another
    formatting, which programs alter by themselves: written only if somebody says so."""

    changes: list[Change] = field(default_factory=list)
    looks: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    unchanged: int = 0


def payload_of(definition: FormDefinition, code: str, value: Any) -> Payload:
    """A stored value as the file writes it; compared with what comes back, nothing differs."""
    kind, _, rest = code.partition(":")
    if kind == "task":
        return texts_of(value)
    if kind == "stat":
        item, column = definition.indicator(rest.rpartition(":")[0]), rest.rpartition(":")[2]
        if item and column != "note":
            texts = typed_again(item, value)
            return [FLAG_WORDS.get(text, text) for text in texts] if item.type == "flag" else texts
    if code == "cutoff":
        return [show_cutoff(value)]
    if kind == "outline" and (section := definition.section(rest)):
        return flat(section, value)
    return [str(value or "")]


def compare(
    definition: FormDefinition,
    cells: Iterable[FileCell],
    now: Mapping[str, Now],
    bases: Mapping[str, Any],
    labels: Mapping[str, str],
    accepted: Mapping[str, Any] | None = None,
) -> Difference:
    """The difference between a file and the draft.

    ``bases``: values of the fields whose version in the file is not the present one;
    ``accepted``: last year's, by field. New tasks come after the last one, in the file's order.
    """
    found = Difference()
    last = max((int(one.value.get("position") or 0) for code, one in now.items()
                if code.startswith("task:") and one.value), default=0)  # fmt: skip
    for cell in cells:
        present = now.get(cell.code, Now())
        label = _label(cell, labels)
        moved = cell.seen is not None and cell.seen != present.version
        left_blank = present.known and not any(cell.payload) and not cell.problem
        if left_blank or _repeats(definition, cell, present.value):
            found.unchanged += 1
            continue
        if moved and cell.code in bases and _repeats(definition, cell, bases[cell.code]):
            found.kept.append(_change(definition, cell, label, present, bases[cell.code]))
            continue
        written = _written(cell.payload)
        try:
            if cell.problem:
                raise BadValue(cell.problem)
            value = meant(definition, cell, present.value, last + 1)
        except BadValue as problem:
            found.refused.append(Refused(cell, label, written, str(problem)))
            continue
        is_row = isinstance(cell.payload, dict)
        both = both_of(bases.get(cell.code), value, present.value) if moved and is_row else None
        if both:
            cell, value, moved = replace(cell, payload=texts_of(both)), both, False
        if as_json(value) == as_json(present.value):
            found.unchanged += 1
            continue
        if cell.code.startswith("task:") and present.value is None:
            last += 1
        doubt = doubt_of(definition, cell.code, value, written, (accepted or {}).get(cell.code))
        doubt = doubt or ("Người khác đã sửa ô khác của dòng này: giữ cả hai." if both else "")
        change = _change(definition, cell, label, present, value, doubt)
        listed = found.looks if _only_looks(change) else found.changes
        (found.conflicts if moved else listed).append(change)
    return found


def _change(
    definition: FormDefinition, cell: FileCell, label: str, now: Now, value: Any, doubt: str = ""
) -> Change:
    old, new = (show_field(definition, cell.code, one) for one in (now.value, value))
    if old == new:
        doubt = doubt or "Chữ giống nhau, chỉ khác định dạng (đậm, nghiêng, bảng, danh sách)."
    return Change(cell, label, old, new, now.version, now.by, doubt)


def _only_looks(change: Change) -> bool:
    return change.cell.code.startswith("outline:") and change.old == change.new


def meant(definition: FormDefinition, cell: FileCell, present: Any, position: int) -> Any:
    """The value that a cell of the file means; BadValue says what is wrong with it."""
    typed = typed_of(definition, cell, present, position)
    return typed if isinstance(typed, dict) else read_field(definition, cell.code, typed)


def typed_of(definition: FormDefinition, cell: FileCell, present: Any, position: int) -> Any:
    """A cell of the file as what ``read_field`` takes: a row, or texts as typed.

    Two numbers may stand in one cell (“1.204/1.250”), as people paste them. BadValue as above.
    """
    if isinstance(cell.payload, dict):
        place = int((present or {}).get("position") or position)
        return task_row(definition, cell.payload, place)
    if cell.code.startswith("outline:"):
        return typed_value(definition, cell.code, list(cell.payload))
    item = definition.indicator(cell.code.removeprefix("stat:").rpartition(":")[0])
    if item and not cell.code.endswith(":note") and not any(cell.payload[1:]):
        return split_text(item, cell.payload[0])
    return list(cell.payload)


def doubt_of(
    definition: FormDefinition, code: str, value: Any, written: str, accepted: Any = None
) -> str:
    """What a person should look at twice although it can be stored; "" for nothing."""
    if accepted and value and as_json(value) != as_json(accepted):
        return "Khác số đã được chấp nhận năm trước: ghi lý do ở trang Phụ lục II."
    if looks_legacy(written):
        return "Có vẻ gõ bằng phông chữ cũ (TCVN3, VNI)."
    item = definition.indicator(code.removeprefix("stat:").rpartition(":")[0])
    if item and item.type == "percent" and isinstance(value, dict) and value.get("value"):
        number = float(value["value"])
        if 0 < number < 1:
            return "Nhỏ hơn 1%: nếu gõ dấu % thì Excel đã chia cho 100."
    return ""


def _repeats(definition: FormDefinition, cell: FileCell, value: Any) -> bool:
    """Whether the file says of a field just what it would be written as."""
    if cell.problem:
        return False
    one, other = cell.payload, payload_of(definition, cell.code, value)
    if isinstance(one, dict) or isinstance(other, dict):
        return one == other
    if cell.code.startswith("outline:"):
        return squeezed(one) == squeezed(other)
    width = max(len(one), len(other))
    padded = [[*texts, *[""] * (width - len(texts))] for texts in (one, other)]
    item = definition.indicator(cell.code.removeprefix("stat:").rpartition(":")[0])
    if cell.code.endswith(":note") or (item and item.type in WORDED):
        return padded[0] == padded[1]
    return all(same(*pair) for pair in zip(*padded, strict=True))


def _label(cell: FileCell, labels: Mapping[str, str]) -> str:
    if isinstance(cell.payload, dict):
        return cell.payload.get("name", "")[:200] or "(nhiệm vụ chưa có tên)"
    return labels.get(cell.code, cell.code)


def _written(payload: Payload) -> str:
    texts = payload.values() if isinstance(payload, dict) else payload
    texts = [text for text in texts if text != MARKED]
    return "; ".join(filter(None, texts))[:300]
