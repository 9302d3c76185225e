"""The data of the first issue survive an update that dies at any of its statements.

The suite tries every seventh; with PORTAL_TEST_EVERY_VALUE each one (minutes).
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peewee import PostgresqlDatabase, SqliteDatabase
from playhouse.schema_diff import diff_models

from portal import create_app, db, features, migrations
from portal.accounts.audit import broken_entries
from portal.publishing.queries import broken_publications
from tests.factories import signed_in_client
from tests.migrations import earlier

KILLED = 9
STEP = 1 if os.environ.get("PORTAL_TEST_EVERY_VALUE") else 7


@pytest.fixture(scope="module")
def first_issue(scratch, tmp_path_factory) -> Callable[[], str]:
    """Makes databases with the rows of the first issue."""
    model = scratch.new()
    earlier.make_database(portal_on(model, tmp_path_factory.mktemp("earlier")))
    return lambda: scratch.new(copy_of=model)


def portal_on(url: str, folder: Path) -> Any:
    return create_app({"DATA": str(folder), "DATABASE": url, "SECRET_KEY": "test"})


def updated(url: str, folder: Path) -> dict[str, list[str]]:
    """Apply what is due; returns every row that is there afterwards."""
    app = portal_on(url, folder)
    migrations.apply(app)
    with db.connection(app):
        return earlier.rows()


def dies_at(statement: int, update: Callable[[], object]) -> bool:
    """Run ``update`` in a process that is gone before its ``statement``-th statement.

    Whether it died: False means that the update has fewer statements.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    try:
        _die_before(statement)
        update()
        os._exit(0)
    finally:
        os._exit(1)


def _die_before(statement: int) -> None:
    left = statement
    for base in (SqliteDatabase, PostgresqlDatabase):
        execute = base.execute_sql

        def counted(self: Any, *args: Any, execute: Any = execute, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(KILLED)
            return execute(self, *args, **kwargs)

        base.execute_sql = counted


def test_the_rows_of_the_first_issue_are_kept(first_issue, tmp_path):
    url = first_issue()
    with db.connection(portal_on(url, tmp_path)):
        before = earlier.rows()
    after = updated(url, tmp_path)
    assert before.keys() - after.keys() == {"publication_text"}, "what nothing read any more"
    for table in before.keys() & after.keys():
        assert len(after[table]) == len(before[table]), table
    app = portal_on(url, tmp_path)
    with db.connection(app) as database:
        assert not diff_models(database.obj, features.models())
        assert broken_entries() == []
        assert broken_publications() == []


def test_the_portal_works_on_them(first_issue, tmp_path):
    url = first_issue()
    updated(url, tmp_path)
    app = portal_on(url, tmp_path)
    with db.connection(app):
        client = signed_in_client(app, "office_editor")
        for page in ("/", "/ke-hoach/", "/lich-kiem-tra/", "/ket-luan/", "/don-vi/"):
            client.get(page)
        for page in ("nop-bao-cao/", "ke-hoach/", "lich-kiem-tra/", "khac-phuc/", "dang/"):
            client.get(f"/lam-viec/dieu-hanh/{page}")


@pytest.mark.timeout(1800)
def test_an_update_killed_at_any_statement_is_finished_by_the_next(first_issue, tmp_path):
    expected = updated(first_issue(), tmp_path)
    statement = 1
    url = first_issue()
    while dies_at(statement, lambda url=url: migrations.apply(portal_on(url, tmp_path))):
        assert updated(url, tmp_path) == expected, f"killed before statement {statement}"
        statement += STEP
        url = first_issue()
    assert updated(url, tmp_path) == expected
    assert statement // STEP > 10


@pytest.mark.parametrize("statement", range(5, 140, 30))
def test_a_first_start_killed_at_a_statement_is_finished_by_the_next(statement, tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert dies_at(statement, lambda: migrations.apply(portal_on(url, tmp_path)))
    updated(url, tmp_path)
    with db.connection(portal_on(url, tmp_path)) as database:
        assert not diff_models(database.obj, features.models())
