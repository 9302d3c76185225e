"""What tests of the board look up over and over."""

from datetime import timedelta
from typing import Any

from portal.clock import today
from portal.reports.models import Submission
from tests import factories
from tests.reports.office_factories import VALUES, duty, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
ASKING = {**VALUES, "outline:p2.iv": [{"text": "Bổ sung biên chế", "agency": "Sở Nội vụ"}]}


def sent(name: str, values: dict[str, Any] | None = None, **columns: Any) -> Submission:
    """A report that awaits review."""
    owed = duty(factories.unit(name), due_on=today() + timedelta(days=9))
    return submission(owed, ASKING if values is None else values, **columns)
