"""A report that was sent, and the office."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.reports.models import Submission
from tests import factories
from tests.reports.office_factories import duty, submission


@pytest.fixture
def sent(database: Any) -> Submission:
    return submission(duty(factories.unit("Sở Tài chính"), due_on=today() + timedelta(days=9)))


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")
