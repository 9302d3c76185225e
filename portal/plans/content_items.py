"""Reads the lists of a plan file: ``[[quantities]]``, ``[[team_roles]]``, ``[[tasks]]``,
``[[survey_groups]]`` and ``[[subjects]]``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.plans.item_rules import (
    SHAPES,
    Body,
    InvalidItem,
    Item,
    Quantity,
    Subject,
    SurveyGroup,
    Task,
    TeamRole,
    stored_form,
)
from portal.plans.rules import free_code, is_code
from portal.vietnamese import slug

_NOTES = frozenset({"quote_source", "correction"})
_KEYS = {
    "quantities": {"code", "title", "minimum", "maximum", "unit", "strand"},
    "team_roles": {"role", "agency", "name", "strand", "note"},
    "tasks": {"number", "title", "due", "lead", "support", "note"},
    "survey_groups": {"code", "name", "mode", "ballots", "ballots_rule", "rates"},
    "subjects": {"block", "units"},
}


@dataclass(frozen=True)
class ItemContent:
    """One row of a list: its stable code, the code of its strand (or empty), its JSON value."""

    list_name: str
    code: str
    strand: str
    value: dict[str, Any]
    source: str


class ItemReader:
    """Reads rows with what they refer to: ``unit_name`` names a unit on the day of the plan by
    its code (KeyError when there is none), ``blocks`` are names of ranking blocks by code."""

    def __init__(
        self, unit_name: Callable[[str], str], blocks: Mapping[str, str], strands: set[str]
    ) -> None:
        self._unit_name = unit_name
        self._blocks = blocks
        self._strands = strands

    def read(self, plan: Mapping[str, Any]) -> list[ItemContent]:
        """Every row of every list. InvalidItem names the list, the row and the fault."""
        found: list[ItemContent] = []
        for list_name in SHAPES:
            taken: set[str] = set()
            for number, row in enumerate(plan.get(list_name, []), start=1):
                try:
                    found.append(self._row(list_name, row, taken))
                except (InvalidItem, InvalidRule) as error:
                    place = f"[[{list_name}]] thứ {number}{_named(row)}"
                    raise InvalidItem(getattr(error, "field", ""), f"{place}: {error}") from error
        return found

    def _row(self, list_name: str, row: Mapping[str, Any], taken: set[str]) -> ItemContent:
        unknown = set(row) - _KEYS[list_name] - _NOTES
        if unknown:
            raise InvalidItem("", f"Không có mục {', '.join(sorted(unknown))}.")
        strand = row.get("strand", "")
        if strand and strand not in self._strands:
            raise InvalidItem("strand", f"Không có loại kiểm tra “{strand}” trong kế hoạch.")
        item: Item = getattr(self, f"_{list_name}")(row)
        code = self._code(item, row, taken)
        taken.add(code)
        return ItemContent(list_name, code, strand, stored_form(item), row.get("quote_source", ""))

    def _code(self, item: Item, row: Mapping[str, Any], taken: set[str]) -> str:
        """The stable code of a row. A team may name one agency twice, in two roles."""
        if isinstance(item, TeamRole):
            return free_code(slug(item.body.code or item.body.name, 50), taken, "vai-tro")
        code = item_code(item) if not isinstance(item, Quantity) else str(row.get("code", ""))
        if not is_code(code):
            raise InvalidItem("code", f"Mã “{code}” không dùng được.")
        if code in taken:
            raise InvalidItem("code", f"Mã “{code}” ghi hai lần.")
        return code

    def _quantities(self, row: Mapping[str, Any]) -> Quantity:
        return Quantity(
            row.get("title", ""), row.get("unit", ""), row.get("minimum"), row.get("maximum")
        )

    def _team_roles(self, row: Mapping[str, Any]) -> TeamRole:
        if bool(row.get("agency")) == bool(row.get("name")):
            raise InvalidItem("body", "Ghi agency (mã đơn vị) hoặc name, không ghi cả hai.")
        agency = row.get("agency", "")
        body = self._unit(agency) if agency else Body(row["name"])
        return TeamRole(row.get("role", ""), body, row.get("note", ""))

    def _tasks(self, row: Mapping[str, Any]) -> Task:
        return Task(
            row.get("number", ""),
            row.get("title", ""),
            toml_rule(row["due"]) if row.get("due") else None,
            self._bodies(row, "lead"),
            self._bodies(row, "support"),
            row.get("note", ""),
        )

    def _survey_groups(self, row: Mapping[str, Any]) -> SurveyGroup:
        return SurveyGroup(
            row.get("code", ""),
            row.get("name", ""),
            row.get("mode", ""),
            row.get("ballots"),
            row.get("ballots_rule", ""),
            tuple(self._block(code) for code in _texts(row, "rates")),
        )

    def _subjects(self, row: Mapping[str, Any]) -> Subject:
        units = tuple(self._unit(code) for code in _texts(row, "units"))
        return Subject(self._block(row.get("block", "")), units)

    def _bodies(self, row: Mapping[str, Any], name: str) -> tuple[Body, ...]:
        return tuple(
            self._unit(text) if is_code(text) else Body(text) for text in _texts(row, name)
        )

    def _unit(self, code: str) -> Body:
        try:
            return Body(self._unit_name(code), code)
        except KeyError as error:
            raise InvalidItem("units", f"Không có đơn vị “{code}”.") from error

    def _block(self, code: str) -> Body:
        if code not in self._blocks:
            raise InvalidItem("block", f"Không có khối “{code}” trong province.toml.")
        return Body(self._blocks[code], code)


def item_code(item: Item) -> str:
    """The code that a row takes from its own facts: a number, a ballot code, a block."""
    if isinstance(item, Task):
        return slug(item.number.replace(".", "-"), 50)
    if isinstance(item, SurveyGroup):
        return slug(item.ballot_code, 50)
    if isinstance(item, Subject):
        return item.block.code
    if isinstance(item, TeamRole):
        return slug(item.body.code or item.body.name, 50)
    return slug(item.title, 50)


def toml_rule(stored: Mapping[str, Any]) -> DeadlineRule:
    """The rule of a TOML table: TOML has dates of its own, the stored form has ISO text."""
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in stored.items()
    }
    return DeadlineRule.from_dict(plain)


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    listed = row.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise InvalidItem(name, f"Mục {name} phải là một danh sách chữ.")
    return listed


def _named(row: Mapping[str, Any]) -> str:
    name = row.get("code") or row.get("number") or row.get("block") or row.get("title")
    return f" “{name}”" if name else ""
