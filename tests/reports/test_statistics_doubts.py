"""What the reviewer reads before the numbers: unusual ones, with the unit's own words."""

from portal.reports.form_version import applicable
from portal.reports.statistics.doubts import doubts
from portal.reports.statistics.rules import read_cell
from tests.reports import factories

FORM = applicable(factories.definition(), "district")


def values_of(*triples):
    return {
        f"stat:{code}:{column}": read_cell(FORM.indicator(code), list(typed))
        for code, column, *typed in triples
    }


def test_answered_doubts_come_first_with_their_answers():
    values = values_of(
        ("i.1-nhiem-vu", "current", "20"), ("i.1-hoan-thanh", "current", "25"),
        ("i.3-nhiem-vu", "current", "2"), ("i.3-hoan-thanh", "current", "5"),
        ("i.1-van-ban", "previous", "7"),
    )  # fmt: skip
    values |= {"stat:i.3-hoan-thanh:note": "Gồm việc giao thêm", "stat:i.1-van-ban:reason": "Sót"}
    found = doubts(FORM, values, 2024)
    assert [doubt.answer for doubt in found] == ["Gồm việc giao thêm", "Sót", ""]
    assert "nay là 7" in found[1].message
    assert found[2].field == "stat:i.1-hoan-thanh"


def test_a_report_without_anything_unusual_has_none():
    assert doubts(FORM, values_of(("i.1-nhiem-vu", "current", "20")), 2024) == []
