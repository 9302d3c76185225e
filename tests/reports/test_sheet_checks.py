"""The rules of a form as formulas: broken in the sheet just where the portal says so."""

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from portal.reports.exchange.cell_texts import as_number
from portal.reports.exchange.comparing import payload_of
from portal.reports.exchange.sheet_checks import OVER_ALL, TWO, ratio_rule, rules_at, said
from portal.reports.exchange.sheet_layout import STAT_KEYS
from portal.reports.form_version import Check, applicable
from portal.reports.statistics.rules import read_cell
from portal.reports.statistics.soft_warnings import warnings
from tests.reports import factories

FORM = applicable(factories.definition("son-la-2026"), "commune")
PLACES = {item.code: line for line, item in enumerate(FORM.indicators, start=6)}
_PART = re.compile(r'"(?:[^"]|"")*"|\$?[A-Z]{1,2}\d+|<>|<=|>=|=|&')


class Text(str):
    """A cell without a number: beside a number it is the greater, as in Excel."""

    __slots__ = ()

    def __gt__(self, other: Any) -> bool:
        return True

    def __le__(self, other: Any) -> bool:
        return False


def numbers(cells: tuple[Any, ...]) -> list[Any]:
    return [cell for cell in cells if not isinstance(cell, str)]


FUNCTIONS: dict[str, Any] = {
    "AND": lambda *all_of: all(all_of), "OR": lambda *any_of: any(any_of),
    "IF": lambda one, yes, no: yes if one else no,
    "ISNUMBER": lambda cell: not isinstance(cell, str),
    "SUM": lambda *cells: sum(numbers(cells)), "COUNT": lambda *cells: len(numbers(cells)),
    "MAX": lambda *cells: max(numbers(cells), default=0),
    "MIN": lambda *cells: min(numbers(cells), default=0),
    "ROUND": round, "TRIM": lambda text: " ".join(text.split()),
}  # fmt: skip


def value_of(formula: str, cells: dict[str, Any]) -> Any:
    """What a spreadsheet shows for a formula of the sheet."""

    def part(found: re.Match[str]) -> str:
        text = found[0]
        if text[0] == '"':
            return repr(text[1:-1].replace('""', '"'))
        if text[0].isalpha():
            return f"cell({text!r})"
        return {"<>": "!=", "=": "==", "&": "+"}.get(text, text)

    code = _PART.sub(part, formula.removeprefix("="))
    return eval(code, {**FUNCTIONS, "cell": lambda at: cells.get(at, Text())})


def cells_of(form: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The cells of the sheet that holds ``values``, shares computed."""
    cells: dict[str, Any] = {}
    for item in form.indicators:
        for column in ("previous", "current"):
            first = STAT_KEYS.index(f"{column}.1")
            value = values.get(item.field(column))
            read: list[Any] = []
            for text in payload_of(form, item.field(column), value):
                number = as_number(text)
                if item.type == "date" and "/" in text:
                    number = date(*map(int, reversed(text.split("/")))).toordinal()
                read.append(Text(text) if number is None else number)
            if item.type in TWO and not any(isinstance(one, str) for one in read) and read[1]:
                read.append(round(read[0] * 100 / read[1], 2))
            for place, one in enumerate(read):
                cells[xl_rowcol_to_cell(PLACES[item.code], first + place)] = one
    return cells


def typed(item: Any, chance: random.Random) -> list[str]:
    number = str(chance.randint(0, 9))
    if chance.random() < 0.3:
        return [chance.choice(("", "kps", "kad"))]
    if item.type in TWO:
        return [number, str(chance.randint(1, 9))]
    return {"percent": [str(chance.randint(0, 120))], "flag": ["có"], "text": ["chữ"],
            "date": [f"0{chance.randint(1, 9)}/05/2024"]}.get(item.type, [number])  # fmt: skip


def test_the_sheet_says_of_every_rule_what_the_portal_says() -> None:
    counts = [item.code for item in FORM.indicators if item.type == "count"]
    more = (Check("x", "sum_eq", tuple(counts[:2]), (counts[2],), "Hai số phải bằng số thứ ba."),)
    form = replace(FORM, checks=(*FORM.checks, *more))
    rules, known = rules_at(form, PLACES), {OVER_ALL, *(one.message for one in form.checks)}
    chance, told = random.Random(7), 0
    for _ in range(12):
        values = {
            item.field(column): read_cell(item, typed(item, chance))
            for item in form.indicators
            for column in ("previous", "current")
        }
        cells, expected = cells_of(form, values), warnings(form, values, 2024)
        for item in form.indicators:
            wanted = {one.message for one in expected if one.indicator == item.code} & known
            shown = value_of(said(rules[item.code]), cells) if rules[item.code] else ""
            assert {text for text in known if text in shown} == wanted, item.code
            told += len(wanted)
    assert told > 50
    assert {check.kind for check in form.checks} >= {"sum_le", "sum_eq", "percent_sum_le_100"}


def test_a_part_beyond_its_whole_is_barred_only_by_a_hard_rule() -> None:
    pair = next(one for one in FORM.checks if one.kind == "numerator_le_denominator")
    item = FORM.indicator(pair.left[0])
    assert item
    assert ratio_rule(FORM, item) == (pair.message, pair.severity == "hard")
    hard = replace(FORM, checks=(Check("y", pair.kind, pair.left, (), "Sai.", "hard"),))
    assert ratio_rule(hard, item) == ("Sai.", True)
