"""The date offered with a return: five working days, but before the visit."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
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


def test_the_return_form_offers_that_date(sign_in: Any, database: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    visit = factories.visit(plan, unit, today() + timedelta(days=2))
    report = submission(duty(unit, plan, visit=visit))
    text = sign_in("office_editor").get(f"{BOARD}{report.duty_id}/lan/1/tra-lai/").text
    assert f'value="{(today() + timedelta(days=1)).strftime("%d/%m/%Y")}"' in text
