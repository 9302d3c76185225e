"""A report form as frozen dataclasses, parsed from the JSON of a form version. Pure.

Field codes: ``outline:<section>``, ``stat:<indicator>:<previous|current|note>``,
``task:<row>``, ``cutoff`` (số liệu tính đến ngày).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal.reports.form_rows import (
    KINDS,
    TYPES,
    WORDED,
    Check,
    Indicator,
    Section,
    StatGroup,
    TaskGroup,
    read_check,
    read_indicator,
    read_section,
    read_stat_group,
)

__all__ = [
    "GENERAL", "KINDS", "TASK_COLUMNS", "TASK_EXTRAS", "TYPES", "WORDED", "Check",
    "FormDefinition", "FormFault", "Indicator", "Section", "StatGroup", "TaskGroup",
    "applicable", "parse", "shaped",
]  # fmt: skip


#: The form of every unit that has none of its own.
GENERAL = "bao-cao-cchc"
#: The columns of Phụ lục I in their usual order, and those of free text that a form may add.
TASK_COLUMNS = ("name", "doc_number", "doc_subject", "due", "on_time", "note")
TASK_EXTRAS = ("extra_1", "extra_2")


class FormFault(ValueError):
    """The definition of a form cannot be used; the message names the fault."""


@dataclass(frozen=True)
class FormDefinition:
    """One version of a report form: outline, task table, statistics.

    ``cutoff_day``: the day (dd/mm) up to which its numbers go, "" where each unit says its own.
    ``task_labels``: headings of the task table by column; ``task_order``: the columns it has, from
    left to right. ``meant_for``: levels that are asked on
    this form instead of the general one; none for the general one.
    """

    code: str
    version: int
    title: str
    short_title: str
    cutoff_label: str
    years: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    task_groups: tuple[TaskGroup, ...]
    stat_groups: tuple[StatGroup, ...]
    indicators: tuple[Indicator, ...]
    checks: tuple[Check, ...]
    reassign: Mapping[str, tuple[str, ...]]
    cutoff_day: str = ""
    task_labels: Mapping[str, str] = field(default_factory=dict)
    meant_for: tuple[str, ...] = ()
    task_order: tuple[str, ...] = TASK_COLUMNS

    @property
    def answered_sections(self) -> tuple[Section, ...]:
        """The sections that are filled, without the mere headings."""
        return tuple(section for section in self.sections if section.kind != "heading")

    def section(self, code: str) -> Section | None:
        """The filled section of that code."""
        return next((item for item in self.answered_sections if item.code == code), None)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of that code."""
        return next((item for item in self.indicators if item.code == code), None)

    def cutoff_in(self, year: int) -> str:
        """The day up to which the numbers of ``year`` go (ISO); "" where each unit says its own."""
        if not self.cutoff_day:
            return ""
        day, month = self.cutoff_day.split("/")
        return f"{year}-{month}-{day}"

    def year_labels(self, year: int) -> dict[str, str]:
        """Column code → its heading for a report of ``year`` (“Năm 2023”, “Năm 2024”)."""
        return {
            code: label.replace("{year-1}", str(year - 1)).replace("{year}", str(year))
            for code, label in self.years
        }


def parse(definition: str | Mapping[str, Any]) -> FormDefinition:
    """The form behind the stored JSON; FormFault if codes are doubled or unknown."""
    form = shaped(definition)
    _lint(form)
    return form


def shaped(definition: str | Mapping[str, Any]) -> FormDefinition:
    """The same without a look at the codes, for a form in the making; FormFault for its shape."""
    raw = json.loads(definition) if isinstance(definition, str) else definition
    try:
        return FormDefinition(
            code=raw["code"],
            version=raw["version"],
            title=raw["title"],
            short_title=raw["short_title"],
            cutoff_label=raw["cutoff_label"],
            years=tuple((item["code"], item["label"]) for item in raw["years"]),
            sections=tuple(map(read_section, raw["outline"]["sections"])),
            task_groups=tuple(
                TaskGroup(item["code"], item["number"], item["title"])
                for item in raw["tasks"]["groups"]
            ),
            stat_groups=tuple(map(read_stat_group, raw["statistics"]["groups"])),
            indicators=_named(tuple(map(read_indicator, raw["statistics"]["indicators"]))),
            checks=tuple(map(read_check, raw["statistics"]["checks"])),
            reassign={key: tuple(levels) for key, levels in raw["reassign"].items()},
            cutoff_day=raw.get("cutoff_day", ""),
            task_labels={item["code"]: item["label"] for item in raw["tasks"].get("columns", ())},
            meant_for=tuple(raw.get("meant_for", ())),
            task_order=_task_order(raw["tasks"].get("columns", ())),
        )
    except (KeyError, TypeError) as error:
        raise FormFault(f"Biểu mẫu thiếu hoặc sai mục {error}.") from error


def applicable(
    definition: FormDefinition,
    unit_level: str,
    reassign: Mapping[str, Iterable[str]] | None = None,
) -> FormDefinition:
    """The form as a unit of ``unit_level`` answers it.

    ``reassign`` says which levels answer what the form meant for another level (a province
    without districts gives their rows to the communes); the form's own unless given.
    """
    moved = definition.reassign if reassign is None else reassign

    def meant(levels: frozenset[str] | None) -> bool:
        if levels is None:
            return True
        return any(unit_level in moved.get(level, (level,)) for level in levels)

    indicators = tuple(item for item in definition.indicators if meant(item.applies))
    codes = {item.code for item in indicators}
    used = _with_parents(definition.stat_groups, {item.group for item in indicators})
    return replace(
        definition,
        sections=tuple(item for item in definition.sections if meant(item.applies)),
        indicators=indicators,
        stat_groups=tuple(item for item in definition.stat_groups if item.code in used),
        checks=tuple(
            item for item in definition.checks if codes.issuperset((*item.left, *item.right))
        ),
    )


def _task_order(columns: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns of the task table as the form lists them, hidden ones left out."""
    hidden = {one["code"] for one in columns if one.get("hidden")}
    listed = [one["code"] for one in columns if one["code"] in (*TASK_COLUMNS, *TASK_EXTRAS)]
    rest = [code for code in TASK_COLUMNS if code not in listed]
    return tuple(code for code in (*listed, *rest) if code not in hidden)


def _with_parents(groups: tuple[StatGroup, ...], codes: set[str]) -> set[str]:
    parents = {group.code: group.parent for group in groups}
    found: set[str] = set()
    for code in codes:
        while code and code not in found:
            found.add(code)
            code = parents.get(code, "")
    return found


def _named(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """A share of another row bears that row's name as its denominator, unless it has its own."""
    labels = {item.code: item.label for item in indicators}
    return tuple(
        replace(item, denominator=item.denominator or labels.get(item.denominator_row, ""))
        for item in indicators
    )


def _lint(form: FormDefinition) -> None:
    for what in (form.sections, form.indicators, form.stat_groups, form.task_groups):
        codes = [item.code for item in what]
        doubled = {code for code in codes if codes.count(code) > 1}
        if doubled:
            raise FormFault(f"Mã ghi hai lần trong biểu mẫu: {', '.join(sorted(doubled))}.")
    groups = {item.code for item in form.stat_groups}
    rows = {item.code for item in form.indicators}
    unknown = {item.group for item in form.indicators} - groups
    unknown |= {code for item in form.checks for code in (*item.left, *item.right)} - rows
    unknown |= {item.type for item in form.indicators} - set(TYPES)
    unknown |= {item.kind for item in form.sections} - set(KINDS)
    if unknown:
        raise FormFault(f"Biểu mẫu dẫn mã không có: {', '.join(sorted(unknown))}.")
