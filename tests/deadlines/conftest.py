"""A real database in a file for the tests of this folder."""

import pytest

from portal.accounts.models import AuditEntry
from portal.db import database, open_database
from portal.deadlines.models import CalendarDay


@pytest.fixture
def tables(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path}/test.db")
    database.initialize(opened)
    with opened.connection_context():
        opened.create_tables([CalendarDay, AuditEntry])
        yield opened
