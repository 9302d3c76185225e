"""Fixtures: a real app on a real database; nothing of ours is mocked, CSRF stays on."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask

from portal import config, create_app, db, features
from tests import compiled_once
from tests.browser_client import Client
from tests.chromium import chromium  # noqa: F401  a fixture, found by all tests

# A busy machine is no fault of the code; ``timeout`` in setup.cfg ends what hangs.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

#: Each process of pytest-xdist has a PostgreSQL database of its own.
TEST_DATABASE = os.environ.get("PORTAL_TEST_DATABASE", "")
if TEST_DATABASE:
    TEST_DATABASE += f"_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"

compiled_once.keep()

# A tester's own portal settings (a demo, a data folder) would change what the tests see.
for setting in config.SETTINGS:
    os.environ.pop(f"PORTAL_{setting.name}", None)


#: Folders whose modules share a world that takes seconds to make: one process has them all.
ONE_WORLD = ("tests/access/", "tests/bad_input/")
#: Modules whose tests are longer than their world: any process may have one of them.
APART = ("tests/browser/test_every_page.py", "tests/browser/test_main_job.py")


#: What these prove lies in files, rules and templates, not in tables: they run once, on SQLite.
WITHOUT_TABLES = (
    "tests/access/test_checks.py",
    "tests/documents/word/",
    "tests/plans/test_import_reading.py",
    "tests/reports/form_making/test_excel.py",
    "tests/reports/narrative/test_marks.py",
    "tests/reports/narrative/test_pasted_html.py",
    "tests/reports/test_exchange_",
    "tests/site/test_deploy",
    "tests/site/test_manifest.py",
    "tests/site/test_verify_chain.py",
    "tests/test_architecture.py",
    "tests/test_templates.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a run on PostgreSQL what it could not prove anew."""
    if not TEST_DATABASE:
        return
    left = [item for item in items if item.nodeid.startswith(WITHOUT_TABLES)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not item.nodeid.startswith(WITHOUT_TABLES)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Give out tests by the module, those of ``ONE_WORLD`` by the folder, ``APART`` one by one."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWorld(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(APART):
                return nodeid
            shared = next((one for one in ONE_WORLD if nodeid.startswith(one)), None)
            return shared or super()._split_scope(nodeid)

    return ByWorld(config, log)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A SQLite file with every table, copied for each test; None on PostgreSQL."""
    folder = tmp_path_factory.mktemp("empty")
    settings: dict[str, Any] = {"DATA": str(folder), "SECRET_KEY": "test"}
    if TEST_DATABASE:
        settings["DATABASE"] = TEST_DATABASE
    app = create_app(settings)
    with db.connection(app) as database:
        if TEST_DATABASE:
            database.execute_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        database.create_tables(features.models())
        db.grant_public_role()
        if not TEST_DATABASE:
            database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return None if TEST_DATABASE else folder / "portal.db"


def remove_rows(database: Any) -> None:
    """Empty the PostgreSQL database of the last test, its numbering too.

    Only what holds rows: TRUNCATE makes new files for all the tables, half a second a test.
    VACUUM gives the pages back, so that new rows lie in the order in which they were written.
    """
    names = [f'"{model._meta.table_name}"' for model in features.models()]
    asked = " UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT 1 FROM {n})" for n in names)
    with database.atomic():
        database.execute_sql("SET LOCAL session_replication_role = replica")
        used = [name for (name,) in database.execute_sql(asked).fetchall()]
        for name in used:
            database.execute_sql(f"DELETE FROM {name}")
        database.execute_sql(
            "SELECT setval(format('%%I', sequencename)::regclass, start_value, false) "
            "FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
    if used:
        database.execute_sql(f"VACUUM {', '.join(used)}")


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path | None) -> dict[str, Any]:
    """The configuration of a test's app: its own data folder and database."""
    values: dict[str, Any] = {
        "DATA": str(tmp_path / "data"),
        "SECRET_KEY": "test",
        "PASSWORD_COST": 1,
        "TESTING": True,
    }
    if empty_database is None:
        values["DATABASE"] = TEST_DATABASE
    else:
        (tmp_path / "data").mkdir()
        shutil.copy(empty_database, tmp_path / "data" / "portal.db")
    return values


@pytest.fixture
def app(settings: dict[str, Any]) -> Iterator[Flask]:
    """The whole portal on a fresh database."""
    made = create_app(settings)
    if TEST_DATABASE:
        with db.connection(made) as database:
            remove_rows(database)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def database(app: Flask) -> Iterator[Any]:
    """An open connection, for calling actions and queries directly.

    No app context: requests of the same test would share its ``g`` (and the user in it).
    """
    with db.connection(app) as opened:
        yield opened


@pytest.fixture
def visitor(app: Flask) -> Client:
    """Someone who has not signed in."""
    return Client(app)


@pytest.fixture
def sign_in(app: Flask, database: Any) -> Callable[..., Client]:
    """``sign_in("office_editor")`` or ``sign_in("unit_editor", unit)``: a signed-in client."""
    from tests.factories import signed_in_client

    def enter(role: str, unit: Any = None, **kwargs: Any) -> Client:
        return signed_in_client(app, role, unit, **kwargs)

    return enter


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Databases of a module's own: ``scratch.new()`` gives a URL."""
    from tests.scratch import Scratch

    made = Scratch(tmp_path_factory.mktemp("scratch"))
    yield made
    made.remove()


class QueryCount:
    """Counts the queries of a block: ``with queries() as seen: …; assert seen.count <= 4``."""

    def __init__(self, database: Any) -> None:
        self.database = database
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        """How many statements ran, without transaction statements."""
        noise = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
        return sum(not text.upper().startswith(noise) for text in self.statements)

    def __enter__(self) -> "QueryCount":
        self._execute = self.database.obj.execute_sql

        def counted(sql: str, *args: Any, **kwargs: Any) -> Any:
            self.statements.append(sql.lstrip())
            return self._execute(sql, *args, **kwargs)

        self.database.obj.execute_sql = counted
        return self

    def __exit__(self, *_: object) -> None:
        self.database.obj.execute_sql = self._execute


@pytest.fixture
def queries(database: Any) -> Callable[[], QueryCount]:
    """A query budget: see ``QueryCount``."""
    return lambda: QueryCount(database)
