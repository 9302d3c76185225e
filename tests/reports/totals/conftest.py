"""A plan with reports in every state."""

from typing import Any

import pytest

from portal.plans.models import Plan
from tests import factories
from tests.reports.office_factories import duty, submission
from tests.reports.totals.steps import COUNT, accepted, said


@pytest.fixture
def plan(database: Any) -> Plan:
    made = factories.plan(2024)
    for name, number, cutoff in (
        ("Sở Tài chính", "1200", "2024-05-31"), ("Sở Y tế", "4", "2024-06-30"),
    ):  # fmt: skip
        values = {"cutoff": cutoff, f"stat:{COUNT}:current": said(number)}
        accepted(factories.unit(name), made, values)
    submission(duty(factories.unit("Sở Chờ xem"), made), {f"stat:{COUNT}:current": said("7000")})
    duty(factories.unit("Sở Chưa nộp"), made)
    return made
