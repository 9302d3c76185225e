"""The migrations give the schema that the models describe, on an empty database and again."""

import sqlite3
import subprocess
import sys

import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from portal import create_app, db, features
from portal.config import ROOT

FOLDER = str(ROOT / "portal" / "migrations")


@pytest.fixture
def migrated(settings, tmp_path):
    """A database made by the migrations alone."""
    settings["DATABASE"] = f"sqlite:///{tmp_path / 'migrated.db'}"
    app = create_app(settings)
    with db.connection(app) as database:
        Runner(database.obj, FOLDER).up()
        yield database.obj


def test_the_schema_is_what_the_models_say(migrated):
    difference = diff_models(migrated, features.models())
    assert not difference, difference


def test_checks_of_the_models_are_in_the_schema(migrated):
    written = " ".join(
        sql for (sql,) in migrated.execute_sql("SELECT sql FROM sqlite_master WHERE sql != ''")
    )
    for model in features.models():
        for field in model._meta.sorted_fields:
            for check in field.constraints or ():
                assert check.sql.removeprefix("CHECK (").rstrip(")") in written, field


def test_a_second_run_finds_nothing_to_do(migrated):
    assert Runner(migrated, FOLDER).up() == []


def test_two_processes_that_start_at_once_end_with_one_schema(tmp_path):
    command = [sys.executable, "-m", "portal", "init"]
    environment = {"PORTAL_DATA": str(tmp_path), "PORTAL_SECRET_KEY": "x", "PATH": "/usr/bin:/bin"}
    running = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    with sqlite3.connect(tmp_path / "portal.db") as connection:
        applied = connection.execute("SELECT count(*) FROM schema_migration").fetchone()[0]
        assert applied == len(Runner(db.database.obj, FOLDER).migrations())
    connection.close()
