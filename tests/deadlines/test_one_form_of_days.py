"""The sentence of a deadline stands beside its day, a citation beside both: all dd/mm/yyyy."""

import re
from datetime import UTC, date, datetime

import pytest

from portal.config import ROOT
from portal.deadlines.rules import DeadlineRule, WorkCalendar, resolve
from portal.plans.relations import document_label
from portal.publishing.blueprint import hour_words

DAY = date(2026, 3, 5)
RULES = (
    DeadlineRule("by_date", day=DAY),
    DeadlineRule("before_date", day=DAY),
    DeadlineRule("range", start=DAY, end=date(2026, 9, 1)),
    DeadlineRule("days_before_visit", n=5),
    DeadlineRule("days_after", n=15),
)
SHORT = re.compile(r"(?<![\d/])(\d/\d{1,2}|\d{1,2}/[1-9])/\d{4}(?!\d)")
#: A day put together by hand, instead of by ``format_date``.
BY_HAND = re.compile(r"\.day(:02d)?\}/\{|%-d")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_the_sentence_of_a_deadline_says_days_in_full(rule):
    calendar = WorkCalendar(frozenset(), frozenset())
    sentence = resolve(rule, calendar, DAY).sentence
    assert "/2026" in sentence
    assert not SHORT.search(sentence), sentence


def test_citations_and_planned_hours_say_days_in_full():
    assert document_label("12/QĐ-UBND", DAY, "") == "Quyết định số 12/QĐ-UBND ngày 05/03/2026"
    assert hour_words(datetime(2026, 3, 5, 1, tzinfo=UTC)).startswith("08:00 05/03/2026")


def test_no_other_place_puts_a_day_together():
    written = ROOT / "portal" / "vietnamese" / "dates.py"
    found = [
        path.name
        for path in (ROOT / "portal").rglob("*.py")
        if path != written and BY_HAND.search(path.read_text(encoding="utf-8"))
    ]
    assert not found
