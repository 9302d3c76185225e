"""The portal as a WSGI server loads it: its connection is kept from one request to the next."""

import os
import shutil
import sqlite3
from typing import Any

import pytest

from portal import db, wsgi
from portal.accounts.access import anyone
from portal.accounts.models import User
from portal.clock import now

ON_SQLITE = pytest.mark.skipif(
    bool(os.environ.get("PORTAL_TEST_DATABASE")), reason="a file and its log: SQLite alone"
)


def add(name: str) -> None:
    with db.write():
        User.create(username=name, full_name=name, password_hash="", created_at=now())


@anyone
def names() -> str:
    return ",".join(row.username for row in User.select().order_by(User.id))


@pytest.fixture
def left() -> list[Any]:
    """What a request left behind, as a cycle of objects would."""
    return []


@pytest.fixture
def served(app, settings, monkeypatch, left):
    """What gunicorn serves, with a page of names and two that do not end what they began."""
    for name in ("DATA", "SECRET_KEY", "DATABASE"):
        if name in settings:
            monkeypatch.setenv(f"PORTAL_{name}", settings[name])

    @anyone
    def half() -> str:
        rows = iter(User.select().order_by(User.id).iterator())
        left.extend((rows, next(rows)))
        return "half"

    @anyone
    def begun() -> str:
        db.database.begin()
        User.update(username="dang.do").execute()
        return "begun"

    made = wsgi.app
    for view in (names, half, begun):
        made.add_url_rule(f"/{view.__name__}", view.__name__, view)
    yield made
    made.extensions["database"].close_all()


def ask(served, path: str = "/names") -> str:
    answer = served.test_client().get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def kept(served) -> list[Any]:
    """The connections that wait for the next request."""
    return [one[-1] for one in served.extensions["database"]._connections]


def test_two_requests_share_a_connection(served):
    ask(served)
    first = kept(served)
    assert len(first) == 1
    ask(served)
    assert kept(served) == first


def test_a_query_that_was_not_read_to_its_end_holds_no_later_request_back(app, served, left):
    with db.connection(app):
        add("an")
        add("binh")
    ask(served, "/half")
    first = kept(served)
    with db.connection(app):
        add("chi")
    assert ask(served) == "an,binh,chi"
    assert kept(served) == first
    assert left


def test_a_transaction_that_was_left_open_is_undone(app, served):
    with db.connection(app):
        add("an")
    ask(served, "/begun")
    assert ask(served) == "an"
    with db.connection(app):
        add("binh")
    assert ask(served) == "an,binh"


@ON_SQLITE
def test_no_request_closes_the_last_connection(served):
    """Else SQLite would move its log into the file, and wait for the disk, at every request."""
    database = served.extensions["database"]
    for _ in range(2):
        ask(served)
        assert os.path.exists(f"{database.database}-wal")
    database.close_all()
    assert not os.path.exists(f"{database.database}-wal")


@ON_SQLITE
def test_another_file_in_the_place_of_the_first_is_read_at_once(app, served, tmp_path):
    with db.connection(app):
        add("an")
    other = tmp_path / "other.db"
    database = served.extensions["database"]
    assert ask(served) == "an"
    database.close_all()
    shutil.copy(database.database, other)
    assert ask(served) == "an"
    with db.connection(app):
        add("binh")
    assert ask(served) == "an,binh"
    for log in ("-wal", "-shm"):
        os.unlink(database.database + log)
    os.replace(other, database.database)
    assert ask(served) == "an"


@pytest.mark.skipif(
    not os.environ.get("PORTAL_TEST_DATABASE"), reason="a server that can go: PostgreSQL alone"
)
def test_a_connection_that_the_server_ended_is_opened_anew(app, served):
    with db.connection(app):
        add("an")
    assert ask(served) == "an"
    (first,) = kept(served)
    with db.connection(app) as database:
        database.execute_sql("SELECT pg_terminate_backend(%s)", (first.info.backend_pid,))
    assert ask(served) == "an"
    assert kept(served) != [first]


@ON_SQLITE
def test_the_public_process_keeps_a_connection_that_reads_publications_alone(served):
    public = wsgi.public
    try:
        client = public.test_client()
        assert client.get("/").status_code == 200
        first = kept(public)
        assert client.get("/").status_code == 200
        assert kept(public) == first
        with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
            first[0].execute("SELECT * FROM user")
    finally:
        public.extensions["database"].close_all()
