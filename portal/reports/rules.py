"""Decisions about duties and drafts: states, compare-and-set, what is missing. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from portal.reports.form_version import FormDefinition
from portal.reports.showing import state_of

#: State of a duty: its words for the unit, and the tone of its tag.
DUTY_STATES = {
    "open": ("Chưa gửi", "grey"),
    "submitted": ("Đã gửi, chờ Sở Nội vụ xem", "blue"),
    "returned": ("Bị trả lại, cần sửa", "orange"),
    "accepted": ("Đã được chấp nhận", "green"),
    "waived": ("Được miễn", "grey"),
}
#: States in which the unit may write.
EDITABLE = ("open", "returned")
SECTION_STATES = {
    "empty": ("Chưa bắt đầu", "grey"),
    "started": ("Đang làm", "blue"),
    "done": ("Đã đủ", "green"),
    "flagged": ("Cần sửa", "red"),
}
MAX_TEXT = 20_000
MAX_ITEMS = 30

Decision = Literal["same", "write", "late", "conflict"]


class BadValue(ValueError):
    """What was typed cannot be stored; the message is for the person who typed it."""


class MissingAnswers(ValueError):
    """The report has blanks that nobody explained."""


@dataclass(frozen=True)
class Stored:
    """What is stored of a field: its value as JSON text, version, last writing tab."""

    value: str = "null"
    version: int = 0
    client: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Incoming:
    """An edit: the new value as JSON text, the version it started from, its tab and order."""

    value: str
    version: int
    client: str = ""
    sequence: int = 0


def decide(stored: Stored, edit: Incoming, base: str | None = None) -> Decision:
    """What to do with ``edit``.

    ``late``: an older request of the same tab arrived after a newer one, or twice; what is
    stored is newer. ``same``: nothing changes. ``conflict``: someone else wrote since the
    version the edit started from. A tab that lost the answer to its own last write is no
    conflict. ``base`` is the value at the edit's version, when known: an edit that only
    repeats it did not touch the field, so the newer text stays.
    """
    own = bool(edit.client) and edit.client == stored.client
    if own and edit.sequence <= stored.sequence:
        return "late"
    if edit.value == stored.value:
        return "same"
    if edit.version == stored.version or own:
        return "write"
    if base is not None and base == edit.value:
        return "same"
    return "conflict"


def outruns(stored: Stored, edit: Incoming) -> bool:
    """Whether an edit that changes nothing must still be noted as its tab's newest request.

    Typed and taken back: the request with what was taken back may arrive later, and would be
    stored as if it were new. A tab's first request has none before it.
    """
    own = edit.client == stored.client
    return bool(edit.client) and edit.sequence > 1 and (own or edit.version == stored.version)


def as_json(value: Any) -> str:
    """The one JSON text of a value; blank values (“”, [], no state) are all ``null``."""
    if value in ("", [], {}) or value is None:
        return "null"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_late(received_on: date, due_on: date | None) -> bool:
    """Whether a report received on that day missed its deadline; never without one."""
    return due_on is not None and received_on > due_on


#: So many digits of a report's code prove that somebody holds its receipt.
CODE_AT_LEAST = 16


def receipt_number(year: int, number: int) -> str:
    """“BN-2026-000123”: the number on a receipt (biên nhận)."""
    return f"BN-{year}-{number:06d}"


def next_receipt(last: str | None, year: int) -> str:
    """The receipt after ``last``, the greatest of ``year`` so far, if any."""
    return receipt_number(year, int(last.rpartition("-")[2]) + 1 if last else 1)


def section_state(answered: bool, declared_done: bool, flagged: bool) -> str:
    """A code of SECTION_STATES. A flag of the office outweighs what the writer declared."""
    if flagged:
        return "flagged"
    if declared_done:
        return "done"
    return "started" if answered else "empty"


def statistics_state(answered: int, expected: int, has_any: bool, flagged: bool) -> str:
    """A code of SECTION_STATES for the statistics table: done once no cell is blank."""
    return section_state(has_any, answered >= expected > 0, flagged)


def is_answered(kind: str, value: Any) -> bool:
    """Whether a statistics cell is answered; a pair or share needs both of its parts."""
    state = state_of(value)
    if state == "value" and kind == "pair":
        return all(value["value"])
    if state == "value" and kind == "count_percent":
        return bool(value["value"][0] and (value["value"][1] or value.get("total")))
    return state != "blank"


def is_counted(code: str) -> bool:
    """Whether a draft field is an answer of the report, not a mark of its writer."""
    return not code.startswith("done:")


@dataclass(frozen=True)
class Gap:
    """Something that was not answered: its field, where it stands, its label."""

    field: str
    part: str
    label: str


def missing(
    definition: FormDefinition,
    values: Mapping[str, Any],
    done: Iterable[str],
    labels: Mapping[str, str],
) -> list[Gap]:
    """Everything this unit was asked and has not answered, in the order of the form.

    ``done`` are the parts the writer declared complete, which may then be empty (“không có”).
    Optional indicators and notes are never missing; a note in its row explains a blank cell.
    """
    declared = set(done)
    gaps = [
        Gap(section.field, "outline", labels[section.field])
        for section in definition.answered_sections
        if not values.get(section.field) and section.code not in declared
    ]
    if "tasks" not in declared and not any(
        value and code.startswith("task:") for code, value in values.items()
    ):
        gaps.append(Gap("tasks", "tasks", "Phụ lục I: chưa kê nhiệm vụ nào"))
    if not values.get("cutoff"):
        gaps.append(Gap("cutoff", "statistics", definition.cutoff_label))
    gaps += [
        Gap(item.field(column), "statistics", labels[item.field(column)])
        for item in definition.indicators
        if not item.optional and not values.get(item.field("note"))
        for column, _label in definition.years
        if not is_answered(item.type, values.get(item.field(column)))
    ]
    return gaps


def in_order(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the order of the form; tasks by group and place; other levels' left out."""
    groups = [group.code for group in definition.task_groups]

    def place(code: str) -> tuple[int, int]:
        row = values[code]
        group = row.get("group")
        return groups.index(group) if group in groups else 99, int(row.get("position") or 0)

    rows = sorted((code for code in values if code.startswith("task:")), key=place)
    return {code: values[code] for code in (*labels_of(definition), *rows) if code in values}


def on_time(doc_date: date | None, due: date | None) -> str:
    """“on_time” or “overdue” by the dates of a task's document; "" while one is unknown."""
    if doc_date is None or due is None:
        return ""
    return "on_time" if doc_date <= due else "overdue"


def labels_of(definition: FormDefinition, year: int = 0) -> dict[str, str]:
    """Field code → human label; ``year`` names the two year columns, else kỳ trước, kỳ này."""
    labels = {"cutoff": definition.cutoff_label}
    titles = {item.code: item.title for item in definition.sections}
    for section in definition.answered_sections:
        parent = titles.get(section.code.rpartition(".")[0], "")
        named = f"{parent}: {section.title}" if section.level > 2 and parent else section.title
        labels[section.field] = named
        if section.kind == "shortcomings":
            labels[f"earlier:{section.code}"] = f"{named} – khắc phục tồn tại năm trước"
    columns = (
        definition.year_labels(year) if year else {"previous": "kỳ trước", "current": "kỳ này"}
    )
    names = indicator_names(definition)
    for item in definition.indicators:
        name = names[item.code]
        labels[f"stat:{item.code}"] = name
        for column, shown in columns.items():
            labels[item.field(column)] = f"{name} ({shown})"
        labels[item.field("note")] = f"{name} (ghi chú)"
        labels[item.field("reason")] = f"{name} (lý do sửa số năm trước)"
    return labels


def indicator_names(definition: FormDefinition) -> dict[str, str]:
    """Indicator code → its number and words; two with the same ones get their group's title too.

    The table has a heading above each; a list that takes rows out of it has not.
    """
    titles = {group.code: group.title for group in definition.stat_groups}
    names = {item.code: f"{item.number} {item.label}".strip() for item in definition.indicators}
    often = Counter(names.values())
    return {
        item.code: f"{name} – {title}"
        if often[name := names[item.code]] > 1 and (title := titles.get(item.group))
        else name
        for item in definition.indicators
    }
