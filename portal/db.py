"""The database: one proxy, a connection for each request, and ``write()``, the one way to write."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, g
from peewee import DatabaseProxy, DateTimeField, Model, SqliteDatabase

from portal.databases import PUBLIC_ROLE, PUBLIC_TABLES, open_database

database = DatabaseProxy()

#: The advisory lock that PostgreSQL's writers take in turn: any number, the same for all.
_WRITERS = 20_260_001


def declare(public: str = "", internal: str = "", personal: str = "") -> dict[str, str]:
    """The privacy of a table's columns: names separated by blanks, ``id`` internal."""
    groups = {"public": public, "internal": f"id {internal}", "personal": personal}
    return {column: kind for kind, names in groups.items() for column in names.split()}


class BaseModel(Model):
    """A table of the portal. ``privacy`` names every column public, internal or personal."""

    privacy: dict[str, str] = {}

    if TYPE_CHECKING:
        # Peewee makes these as it reads the class: the key, ``<name>_id`` of a foreign key,
        # and the back-references.
        id: Any

        def __getattr__(self, name: str) -> Any: ...

    class Meta:
        database = database
        legacy_table_names = False


class UtcDateTimeField(DateTimeField):
    """An instant: aware UTC in Python, naive UTC in the table."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        value = super().python_value(value)
        if isinstance(value, datetime) and value.tzinfo is None:
            value = value.replace(tzinfo=UTC)
        return value


def init_app(app: Flask, public_only: bool = False) -> None:
    """Give ``app`` its database and a connection per request."""
    url = app.config["DATABASE"]
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    app.extensions["database"] = open_database(url, public_only)
    database.initialize(app.extensions["database"])

    @app.before_request
    def _open() -> None:
        database.initialize(app.extensions["database"])
        g.opened_database = database.connect(reuse_if_open=True)

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        if g.pop("opened_database", False):
            database.close()


def keep_connections(app: Flask) -> Flask:
    """Let ``app`` keep its connections from one request to the next (``databases``): for a
    process that serves, before its first request, because none survives a server's fork."""
    kept = open_database(app.config["DATABASE"], app.config["PUBLIC_ONLY"], kept=True)
    app.extensions["database"] = kept
    database.initialize(kept)
    atexit.register(kept.close_all)
    return app


@contextmanager
def connection(app: Flask) -> Iterator[Any]:
    """An open connection outside a request: for commands, jobs and tests."""
    database.initialize(app.extensions["database"])
    opened = database.connect(reuse_if_open=True)
    try:
        yield database
    finally:
        if opened:
            database.close()


@contextmanager
def snapshot(app: Flask) -> Iterator[Any]:
    """An open connection that reads one state of the database, whatever is written meanwhile."""
    with connection(app) as opened, opened.manual_commit():
        if is_postgres():
            opened.begin(isolation_level="REPEATABLE READ")
        else:
            opened.begin(lock_type="DEFERRED")
        try:
            yield opened
        finally:
            opened.rollback()


@contextmanager
def write(chained: bool = True) -> Iterator[None]:
    """One transaction; the only way to write.

    Writers come one after the other: SQLite begins IMMEDIATE, PostgreSQL takes one lock first
    of all. So no chain can fork, what an action reads inside still stands when it commits, and
    no two actions wait for each other's rows. ``chained`` False is for edits of drafts, which
    enter no chain: on PostgreSQL clerks type beside each other, each field guarded by its
    version.
    """
    outermost = not database.in_transaction()
    with database.atomic():
        if chained and outermost and is_postgres():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS,))
        yield


def is_postgres() -> bool:
    """Whether the present database is PostgreSQL."""
    return not isinstance(database.obj, SqliteDatabase)


def grant_public_role() -> None:
    """On PostgreSQL: make the role that may read the publication tables and nothing else.

    A restore that stops at an earlier schema has only the tables of that day.
    """
    if not is_postgres():
        return
    _make_public_role()
    tables = ", ".join(sorted(PUBLIC_TABLES.intersection(database.get_tables())))
    database.execute_sql(f"GRANT USAGE ON SCHEMA public TO {PUBLIC_ROLE}")
    database.execute_sql(f"GRANT SELECT ON {tables} TO {PUBLIC_ROLE}")


def _make_public_role() -> None:
    # Roles belong to the whole server: another portal's first start may be making it just now.
    database.execute_sql(
        f"DO $$ BEGIN CREATE ROLE {PUBLIC_ROLE} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    member = database.execute_sql("SELECT pg_has_role(%s, 'MEMBER')", (PUBLIC_ROLE,))
    if not member.fetchone()[0]:
        database.execute_sql(f"GRANT {PUBLIC_ROLE} TO CURRENT_USER")
