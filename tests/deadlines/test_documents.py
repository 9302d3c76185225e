"""Every deadline rule of the real documents (DOMAIN 1.4, D1-D28), with its boundary word."""

import json
from datetime import date

import pytest

from portal.deadlines.rules import DeadlineRule, resolve
from tests.deadlines.stated import CALENDAR, DOCUMENTS


@pytest.mark.parametrize(
    ("stated", "event", "first", "last", "words"),
    [row[1:] for row in DOCUMENTS],
    ids=[row[0] for row in DOCUMENTS],
)
def test_rules_of_the_documents(stated, event, first, last, words):
    due = resolve(stated, CALENDAR, event)
    assert (due.first_day, due.last_day) == (first, last)
    assert words in due.sentence
    assert not due.provisional
    assert DeadlineRule.from_dict(json.loads(json.dumps(stated.to_dict()))) == stated


def test_the_catalogue_is_complete():
    assert [row[0] for row in DOCUMENTS] == [f"D{number}" for number in range(1, 29)]


def test_d10_length_of_a_visit_in_working_days():
    assert CALENDAR.working_days(date(2024, 6, 12), date(2024, 6, 13)) == 2
    assert CALENDAR.working_days(date(2024, 6, 13), date(2024, 6, 18)) == 4  # over a weekend
    assert CALENDAR.working_days(date(2024, 6, 15), date(2024, 6, 16)) == 0
