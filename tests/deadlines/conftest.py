"""A real database in a file for the tests of this folder."""

import pytest

from portal import features
from portal.databases import open_database
from portal.db import database


@pytest.fixture
def tables(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path}/test.db")
    database.initialize(opened)
    with opened.connection_context():
        opened.create_tables(features.models())
        yield opened
