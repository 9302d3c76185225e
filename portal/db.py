"""The database: one proxy, a connection per request, and ``write()``, the only way to write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, g
from peewee import DatabaseProxy, DateTimeField, Model, SqliteDatabase
from playhouse.db_url import connect as connect_url

database = DatabaseProxy()

#: What the public site may read; every other table is refused to its connection.
PUBLIC_TABLES = frozenset({"publication", "publication_ref", "publication_text"})
PUBLIC_ROLE = "portal_public"

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "cache_size": -16_000,
}


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


class PublicSqliteDatabase(SqliteDatabase):
    """SQLite that refuses to read anything but the publication tables, or to write at all."""

    def _add_conn_hooks(self, conn: sqlite3.Connection) -> None:
        super()._add_conn_hooks(conn)
        conn.set_authorizer(_authorize_public)


def _authorize_public(action: int, first: str | None, *_: Any) -> int:
    if action == sqlite3.SQLITE_READ:
        allowed = first in PUBLIC_TABLES or first in ("sqlite_master", "sqlite_schema")
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def open_database(url: str, public_only: bool = False) -> Any:
    """The Peewee database behind ``url``; ``public_only`` limits it to publications."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        kind = PublicSqliteDatabase if public_only else SqliteDatabase
        pragmas = {"busy_timeout": _PRAGMAS["busy_timeout"]} if public_only else _PRAGMAS
        return kind(path, pragmas=pragmas, autoconnect=False, lock_type="IMMEDIATE")
    opened = connect_url(url, autoconnect=False)
    if public_only:
        opened.connect_params["options"] = f"-c role={PUBLIC_ROLE}"
    return opened


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
def write(chain: str | None = None) -> Iterator[None]:
    """One transaction; the only way to write.

    SQLite begins it IMMEDIATE, so it waits instead of failing half-way. ``chain`` names
    a hash-chained table, which PostgreSQL then locks so that the chain cannot fork.
    """
    with database.atomic():
        if chain:
            lock_chain(chain)
        yield


def lock_chain(name: str) -> None:
    """Hold the writers of the chained table ``name`` apart until the transaction ends."""
    if is_postgres():
        database.execute_sql("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"chain:{name}",))


def is_postgres() -> bool:
    """Whether the present database is PostgreSQL."""
    return not isinstance(database.obj, SqliteDatabase)


def grant_public_role() -> None:
    """On PostgreSQL: make the role that may read the publication tables and nothing else."""
    if not is_postgres():
        return
    exists = database.execute_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (PUBLIC_ROLE,))
    if exists.fetchone() is None:
        database.execute_sql(f"CREATE ROLE {PUBLIC_ROLE} NOLOGIN")
    tables = ", ".join(sorted(PUBLIC_TABLES))
    database.execute_sql(f"GRANT {PUBLIC_ROLE} TO CURRENT_USER")
    database.execute_sql(f"GRANT USAGE ON SCHEMA public TO {PUBLIC_ROLE}")
    database.execute_sql(f"GRANT SELECT ON {tables} TO {PUBLIC_ROLE}")
