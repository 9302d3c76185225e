"""The public process: no feature's tables in memory, none readable, none written."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from peewee import DatabaseError

from portal import create_app, db
from portal.config import ROOT

PROBE = """
import sys
from portal import create_app
app = create_app({"DATA": sys.argv[1], "SECRET_KEY": "x"}, public_only=True)
client = app.test_client()
for path in ("/", "/ke-hoach/", "/ke-hoach/2026/kiem-tra-cchc/", "/lich-kiem-tra/", "/don-vi/"):
    assert client.get(path).status_code == 200, path
import portal.site.freezing.run, portal.site.commands
loaded = [
    name for name in sys.modules
    if name.startswith("portal.")
    and (name.endswith((".models", ".requests")) or name.startswith("portal.accounts"))
]
print(sorted(loaded))
"""


@pytest.mark.usefixtures("published")
def test_a_fresh_public_process_holds_no_table_but_the_publications(
    settings: dict[str, Any], data: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, str(data)],
        cwd=ROOT,
        env={**os.environ, "PORTAL_DATABASE": settings.get("DATABASE", "")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "['portal.publishing.models']"


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT * FROM "user"',
        "SELECT title FROM plan",
        "SELECT p.title FROM publication p JOIN plan ON plan.id = p.id",
        "UPDATE publication SET title = 'x'",
        "DELETE FROM publication",
        "CREATE TABLE x (y)",
        "PRAGMA writable_schema = 1",
        "ATTACH DATABASE ':memory:' AS other",
    ],
)
def test_the_public_connection_is_refused_all_but_publications(
    settings: dict[str, Any], published: None, statement: str
) -> None:
    app = create_app(settings, public_only=True)
    with db.connection(app) as database:
        assert database.execute_sql("SELECT count(*) FROM publication").fetchone()[0] > 0
        with pytest.raises(DatabaseError):
            database.execute_sql(statement)


def test_the_public_app_has_no_address_of_the_workspace(settings: dict[str, Any]) -> None:
    app = create_app(settings, public_only=True)
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {name.partition(".")[0] for name in endpoints} == {"site", "static"}
    assert all(
        (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS"} for rule in app.url_map.iter_rules()
    )
