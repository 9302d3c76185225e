"""The office at its board."""

from typing import Any

import pytest

from tests import factories


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")
