"""The date offered with a return: five working days, but before the visit."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.reports.models import Duty, DutyHistory
from portal.reports.office_rules import default_due
from tests import factories
from tests.reports.office_factories import duty, submission
from tests.reports.review.steps import BOARD


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (None, date(2024, 6, 12)),
        (date(2024, 6, 30), date(2024, 6, 12)),
        (date(2024, 6, 12), date(2024, 6, 11)),
        (date(2024, 6, 6), date(2024, 6, 5)),
        (date(2024, 6, 5), date(2024, 6, 5)),
        (date(2024, 5, 1), date(2024, 6, 5)),
    ],
)
def test_the_date_offered_with_a_return(first: date | None, expected: date) -> None:
    def add(day: date, count: int) -> date:
        return day + timedelta(days=count + 2)

    assert default_due(date(2024, 6, 5), first, add) == expected


@pytest.mark.parametrize(
    ("standing", "expected"),
    [(date(2024, 6, 3), date(2024, 6, 12)), (date(2024, 6, 20), date(2024, 6, 20))],
)
def test_who_sent_early_keeps_the_deadline_of_the_plan(standing: date, expected: date) -> None:
    def add(day: date, count: int) -> date:
        return day + timedelta(days=count + 2)

    assert default_due(date(2024, 6, 5), date(2024, 7, 1), add, standing) == expected


def test_the_return_form_offers_no_day_before_the_one_that_stands(sign_in: Any) -> None:
    due = today() + timedelta(days=40)
    report = submission(duty(due_on=due))
    client = sign_in("office_editor")
    text = client.get(f"{BOARD}{report.duty_id}/lan/1/tra-lai/").text
    day = due.strftime("%d/%m/%Y")
    assert f'value="{day}"' in text
    data = {"note": "Bổ sung", "new_due_on": day}
    client.post(f"{BOARD}{report.duty_id}/lan/1/tra-lai/", data, 302)
    owed = Duty.get_by_id(report.duty_id)
    assert (owed.state, owed.due_on) == ("returned", due)
    assert owed.due_sentence == report.duty.due_sentence
    assert not DutyHistory.select().exists()


def test_the_return_form_offers_that_date(sign_in: Any, database: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    visit = factories.visit(plan, unit, today() + timedelta(days=2))
    report = submission(duty(unit, plan, visit=visit))
    text = sign_in("office_editor").get(f"{BOARD}{report.duty_id}/lan/1/tra-lai/").text
    assert f'value="{(today() + timedelta(days=1)).strftime("%d/%m/%Y")}"' in text
