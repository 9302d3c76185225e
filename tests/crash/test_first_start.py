"""Workers and set-up commands that start at one instant on nothing: one schema, one secret."""

import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playhouse.migrations import Runner

from portal import create_app, db, features, migrations
from portal.config import ROOT
from tests.conftest import TEST_DATABASE
from tests.crash.serving import Server, environment
from tests.crash.visiting import Browser, Unanswered

_names = itertools.count(1)
SIGN_IN = "/tai-khoan/dang-nhap"


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Settings of a portal that was never set up: no folder, no table, no secret."""
    settings: dict[str, Any] = {"DATA": str(tmp_path / "data"), "PASSWORD_COST": 1}
    if not TEST_DATABASE:
        yield settings
        return
    # Beside the database of the other tests, which keeps its tables.
    name = f"{TEST_DATABASE.rpartition('/')[2]}_first_{next(_names)}"
    with psycopg.connect(TEST_DATABASE, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield {**settings, "DATABASE": f"{TEST_DATABASE.rpartition('/')[0]}/{name}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def knock(server: Server, answers: list[int], until: threading.Event) -> None:
    """Ask for the state of the portal again and again, from the first moment."""
    while not until.is_set():
        with suppress(Unanswered):
            answers.append(Browser(server.socket).get("/trang-thai").status)
        until.wait(0.05)


def workers_of(server: Server) -> list[str]:
    """The processes of the workers."""
    assert server.process is not None
    master = server.process.pid
    return Path(f"/proc/{master}/task/{master}/children").read_text().split()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("workers", [2, 8])
def test_a_crowd_at_the_first_start_agrees_on_everything(
    nothing: dict[str, Any], tmp_path: Path, workers: int
) -> None:
    server = Server(nothing, tmp_path, workers=workers, preload=False)
    until, answers = threading.Event(), list[int]()
    visitors = [
        threading.Thread(target=knock, args=(server, answers, until)) for _ in range(workers)
    ]
    for visitor in visitors:
        visitor.start()
    setting_up = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "init"], cwd=ROOT, text=True,
            env=environment(nothing), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        server.start()
        printed = [one.communicate(timeout=60)[0] for one in setting_up]
        assert [one.returncode for one in setting_up] == [0, 0], printed
        until.set()
        for visitor in visitors:
            visitor.join()
        assert set(answers) == {200}
        assert len(workers_of(server)) == workers
        everyone_takes_the_token_of_anyone(server, workers)
    finally:
        until.set()
        server.stop()
    assert server.log.read_text(encoding="utf-8") == ""
    one_schema(nothing)
    secrets = sorted(path.name for path in Path(nothing["DATA"], "secrets").iterdir())
    assert secrets == ["secret_key"]


def everyone_takes_the_token_of_anyone(server: Server, workers: int) -> None:
    """Cookies and tokens are signed with one secret, whichever worker gave them."""
    visitor = Browser(server.socket)
    visitor.get(SIGN_IN)
    for n in range(3 * workers):
        sent = {"username": f"khong-co-{n}", "password": "sai"}
        answer = visitor.post(SIGN_IN, sent)
        # refused as a wrong password, or as too many of them: never for its token
        assert answer.status in (422, 429), answer.text[-2000:]


def one_schema(settings: dict[str, Any]) -> None:
    """Every migration once, every table of the features, and the database can be used."""
    app = create_app(settings)
    with db.connection(app) as database:
        runner = Runner(database.obj, str(migrations.FOLDER))
        rows = database.execute_sql("SELECT name FROM schema_migration").fetchall()
        assert sorted(name for (name,) in rows) == sorted(one.name for one in runner.migrations())
        tables = set(database.get_tables())
        assert {model._meta.table_name for model in features.models()} <= tables
