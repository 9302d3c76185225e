"""A form laid out whole for a page: outline, task groups, indicators by group, checks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.reports.form_making.general_rules import GENERAL, MEANT_FOR, general_value
from portal.reports.form_making.part_rules import (
    LEVELS,
    PARTS,
    Raw,
    in_words,
    name_of,
    rows,
    value_of,
)


@dataclass(frozen=True)
class WholeForm:
    """Rows as the definition holds them; ``indicators`` pairs each group with its rows.

    ``strays`` are indicators whose group is not in the form; ``checks`` have their sides in
    words; ``moved``: (level, who answers for it), where that is not the level itself. ``facts``
    are the titles and headings of the form, ``denominators`` the rows that ratios are shares of.
    """

    title: str
    facts: list[tuple[str, str]]
    sections: list[Raw]
    task_groups: list[Raw]
    indicators: list[tuple[Raw, list[Raw]]]
    strays: list[Raw]
    checks: list[tuple[Raw, list[str], list[str]]]
    moved: list[tuple[str, str]]
    denominators: dict[str, str]

    @property
    def indicator_count(self) -> int:
        """How many rows a unit of every level would answer."""
        return sum(len(rows) for _group, rows in self.indicators) + len(self.strays)


def whole(raw: Mapping[str, Any]) -> WholeForm:
    """The definition, ready for the page."""
    groups = rows(raw, PARTS["nhom-chi-tieu"])
    indicators = rows(raw, PARTS["chi-tieu"])
    known = {group["code"] for group in groups}
    names = {row["code"]: name_of(PARTS["chi-tieu"], row) for row in indicators}
    return WholeForm(
        raw["title"],
        [
            *((one.words, general_value(raw, one.key)) for one in GENERAL),
            (MEANT_FOR, "; ".join(LEVELS.get(one, one) for one in raw.get("meant_for", ()))),
        ],
        rows(raw, PARTS["de-cuong"]),
        rows(raw, PARTS["nhom-nhiem-vu"]),
        [(group, [row for row in indicators if row["group"] == group["code"]]) for group in groups],
        [row for row in indicators if row["group"] not in known],
        [
            (
                row,
                [names.get(code, code) for code in row["left"]],
                [names.get(code, code) for code in row["right"]],
            )
            for row in rows(raw, PARTS["kiem-tra"])
        ],
        [
            (LEVELS.get(level, level), "; ".join(LEVELS.get(one, one) for one in takers))
            for level, takers in sorted(raw["reassign"].items())
            if list(takers) != [level]
        ],
        {
            str(row["code"]): str(names.get(row["denominator_row"]) or row["denominator_row"])
            for row in indicators
            if row.get("denominator_row")
        },
    )


def said(part: str, row: Mapping[str, Any], key: str) -> str:
    """A field of a row in words, for templates."""
    field = PARTS[part].field(key)
    return in_words(field, value_of(row, field))
