"""The kinds of database: the portal's own, the one that reads publications alone, both kept open.

Commands and tests open a connection and close it. A served process keeps its connection from one
request to the next (``kept``), because opening one costs more than most requests do: SQLite reads
the whole schema for it and moves its log into the file when the last one closes, PostgreSQL
starts a process.
"""

import os
import sqlite3
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from peewee import SqliteDatabase
from playhouse.db_url import connect as connect_url
from playhouse.pool import PooledSqliteDatabase

#: What the public site may read; every other table is refused to its connection.
PUBLIC_TABLES = frozenset({"publication", "publication_ref", "search_section"})
PUBLIC_ROLE = "portal_public"

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    # SQLite's waiting writers form no queue: eight that wrote without a pause kept one of them
    # out for 10 s. Half of the time after which gunicorn would give a worker up.
    "busy_timeout": 30_000,
    "cache_size": -16_000,
}


def open_database(url: str, public_only: bool = False, kept: bool = False) -> Any:
    """The Peewee database behind ``url``; ``public_only`` limits it to publications, ``kept``
    keeps its connections for the next request."""
    if url.startswith("sqlite:///"):
        pragmas = {"busy_timeout": _PRAGMAS["busy_timeout"]} if public_only else _PRAGMAS
        return _sqlite_kind(public_only, kept)(
            url.removeprefix("sqlite:///"),
            pragmas=pragmas,
            autoconnect=False,
            lock_type="IMMEDIATE",
        )
    opened = connect_url(url.replace("://", "+pool://", 1) if kept else url, autoconnect=False)
    if kept:
        # what the server prepared for a table is wrong once another process changed that table
        opened.connect_params["prepare_threshold"] = None
    if public_only:
        opened.connect_params["options"] = f"-c role={PUBLIC_ROLE}"
    return opened


def _sqlite_kind(public_only: bool, kept: bool) -> type[SqliteDatabase]:
    if kept:
        return KeptPublicSqliteDatabase if public_only else KeptOwnSqliteDatabase
    return PublicSqliteDatabase if public_only else OwnSqliteDatabase


class OwnSqliteDatabase(SqliteDatabase):
    """A file that its owner alone reads: drafts and names of people stand in it."""

    def _connect(self) -> Any:
        # SQLite would make it so that everybody may read it; its log takes the mode of the file.
        # Never opened once it is there: to close it would take away the locks of this process.
        if not os.path.exists(self.database):
            with suppress(OSError):  # SQLite itself says then what is wrong
                os.close(os.open(self.database, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return super()._connect()


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


class _KeptConnection(sqlite3.Connection):
    """A connection that knows its file and its cursors."""

    def __init__(self, path: str, *args: Any, **settings: Any) -> None:
        super().__init__(path, *args, **settings)
        self._file = _identity(path)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *args: Any) -> Any:
        made = super().cursor(*args)
        self._cursors.add(made)
        return made

    def end_reading(self) -> None:
        """A query that was not read to its end would show later requests the tables as they
        were."""
        for cursor in list(self._cursors):
            cursor.close()

    def reads(self, path: str) -> bool:
        """Whether the file there is still the one that was opened."""
        return self._file is not None and self._file == _identity(path)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class _KeptSqliteDatabase(PooledSqliteDatabase):
    """Opens anew when another file was put in the place of the first, as a restore does."""

    def init(self, database: str, **settings: Any) -> None:
        # one thread at a time uses a connection, whichever it is
        super().init(database, factory=_KeptConnection, check_same_thread=False, **settings)

    def _is_closed(self, conn: _KeptConnection) -> bool:
        if conn.reads(self.database):
            return bool(super()._is_closed(conn))
        conn.close()
        return True

    def _can_reuse(self, conn: _KeptConnection) -> bool:
        conn.end_reading()
        return bool(super()._can_reuse(conn))


class KeptOwnSqliteDatabase(_KeptSqliteDatabase, OwnSqliteDatabase):
    """The portal's file, kept open."""


class KeptPublicSqliteDatabase(_KeptSqliteDatabase, PublicSqliteDatabase):
    """The same file for the public process, kept open."""
