"""The rows of a report form as frozen dataclasses, read from the JSON of a form version. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TYPES = ("count", "percent", "count_percent", "pair", "flag", "text", "date")
#: Cells of these types hold words or a day: nothing is added up or compared as a number.
WORDED = ("text", "date")
KINDS = ("heading", "narrative", "shortcomings", "proposals")


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
    share of (else the total of its first part), ``denominator_row`` the indicator whose number
    that is, if one says it. ``show_percent``: a pair's share is shown beside. ``hint`` says how
    the row is filled.
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
    denominator_row: str = ""
    hint: str = ""

    def field(self, column: str) -> str:
        """The code of the field in ``column`` (previous, current, note, reason)."""
        return f"stat:{self.code}:{column}"


@dataclass(frozen=True)
class Check:
    """A rule within a row or across rows; ``kind`` is a code of CHECKS of the form's lint.

    ``severity``: soft (a note in the row answers it) or hard (the report is not sent as long as
    this year's numbers break it).
    """

    code: str
    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str
    severity: str = "soft"


def _levels(raw: Mapping[str, Any]) -> frozenset[str] | None:
    return frozenset(raw["applies"]["levels"]) if raw.get("applies") else None


def read_section(raw: Mapping[str, Any]) -> Section:
    """A section of the stored JSON. KeyError, TypeError for a wrong shape."""
    return Section(
        raw["code"], raw["number"], raw["title"], raw["level"], raw["kind"], _levels(raw),
        tuple(raw["prompts"]), tuple(raw["evidence"]),
    )  # fmt: skip


def read_stat_group(raw: Mapping[str, Any]) -> StatGroup:
    """A heading of the stored JSON."""
    return StatGroup(
        raw["code"], raw["number"], raw["title"], raw["level"], raw["parent"] or "", _levels(raw)
    )


def read_indicator(raw: Mapping[str, Any]) -> Indicator:
    """An indicator of the stored JSON."""
    return Indicator(
        raw["code"], raw["number"], raw["label"], raw["unit"], raw["type"],
        tuple(raw.get("parts", ())), raw["group"], _levels(raw), raw["optional"],
        raw.get("show_percent", False), raw.get("denominator", ""),
        raw.get("denominator_row", ""), raw.get("hint", ""),
    )  # fmt: skip


def read_check(raw: Mapping[str, Any]) -> Check:
    """A rule of the stored JSON."""
    return Check(
        raw["code"], raw["kind"], tuple(raw["left"]), tuple(raw["right"]), raw["message"],
        raw.get("severity", "soft"),
    )  # fmt: skip
