"""A report form as frozen dataclasses, parsed from the JSON of a form version. Pure.

Field codes: ``outline:<section>``, ``stat:<indicator>:<previous|current|note>``,
``task:<row>``, ``cutoff`` (số liệu tính đến ngày).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

TYPES = ("count", "percent", "count_percent", "pair", "flag")
KINDS = ("heading", "narrative", "shortcomings", "proposals")


class FormFault(ValueError):
    """The definition of a form cannot be used; the message names the fault."""


@dataclass(frozen=True)
class Section:
    """A section of the outline (đề cương). ``applies``: levels it is meant for, None for all."""

    code: str
    number: str
    title: str
    level: int
    kind: str
    applies: frozenset[str] | None
    prompts: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def field(self) -> str:
        """The code of the section's field in a draft."""
        return f"outline:{self.code}"


@dataclass(frozen=True)
class TaskGroup:
    """A group of the task table (Phụ lục I)."""

    code: str
    number: str
    title: str


@dataclass(frozen=True)
class StatGroup:
    """A heading of the statistics table (Phụ lục II)."""

    code: str
    number: str
    title: str
    level: int
    parent: str
    applies: frozenset[str] | None


@dataclass(frozen=True)
class Indicator:
    """A statistical indicator (chỉ tiêu): a row of Phụ lục II. ``type`` is one of TYPES.

    ``parts`` names the two parts of a pair or count_percent, ``denominator`` what the latter is a
    share of (else the total of its first part). ``show_percent``: a pair's share is shown beside.
    """

    code: str
    number: str
    label: str
    unit: str
    type: str
    parts: tuple[str, ...]
    group: str
    applies: frozenset[str] | None
    optional: bool
    show_percent: bool
    denominator: str = ""

    def field(self, column: str) -> str:
        """The code of the field in ``column`` (previous, current, note, reason)."""
        return f"stat:{self.code}:{column}"


@dataclass(frozen=True)
class Check:
    """A soft rule over indicators: sum_le, percent_sum_le_100, numerator_le_denominator."""

    code: str
    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class FormDefinition:
    """One version of a report form: outline, task table, statistics."""

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
            sections=tuple(map(_section, raw["outline"]["sections"])),
            task_groups=tuple(
                TaskGroup(item["code"], item["number"], item["title"])
                for item in raw["tasks"]["groups"]
            ),
            stat_groups=tuple(map(_stat_group, raw["statistics"]["groups"])),
            indicators=tuple(map(_indicator, raw["statistics"]["indicators"])),
            checks=tuple(map(_check, raw["statistics"]["checks"])),
            reassign={key: tuple(levels) for key, levels in raw["reassign"].items()},
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


def _with_parents(groups: tuple[StatGroup, ...], codes: set[str]) -> set[str]:
    parents = {group.code: group.parent for group in groups}
    found: set[str] = set()
    for code in codes:
        while code and code not in found:
            found.add(code)
            code = parents.get(code, "")
    return found


def _levels(raw: Mapping[str, Any]) -> frozenset[str] | None:
    return frozenset(raw["applies"]["levels"]) if raw.get("applies") else None


def _section(raw: Mapping[str, Any]) -> Section:
    return Section(
        raw["code"], raw["number"], raw["title"], raw["level"], raw["kind"], _levels(raw),
        tuple(raw["prompts"]), tuple(raw["evidence"]),
    )  # fmt: skip


def _stat_group(raw: Mapping[str, Any]) -> StatGroup:
    return StatGroup(
        raw["code"], raw["number"], raw["title"], raw["level"], raw["parent"] or "", _levels(raw)
    )


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    return Indicator(
        raw["code"], raw["number"], raw["label"], raw["unit"], raw["type"],
        tuple(raw.get("parts", ())), raw["group"], _levels(raw), raw["optional"],
        raw.get("show_percent", False), raw.get("denominator", ""),
    )  # fmt: skip


def _check(raw: Mapping[str, Any]) -> Check:
    return Check(raw["code"], raw["kind"], tuple(raw["left"]), tuple(raw["right"]), raw["message"])


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
