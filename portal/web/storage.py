"""Errors of a machine that cannot write now: full, or failing otherwise."""

import errno
import sqlite3
from collections.abc import Iterator

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FAILING = {errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_SQLITE_FAILING = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
#: PostgreSQL: disk full; insufficient resources, the system's own errors, shutting down.
_POSTGRES_FULL, _POSTGRES_FAILING = "53100", ("53", "58", "57P", "08")


def status_of(error: BaseException) -> int | None:
    """507 when the disk is full, 503 when storage fails otherwise, None for any other error.

    The first cause counts: after a full disk the roll-back may have failed as well.
    """
    found = [status for one in _chain(error) if (status := _status(one))]
    return max(found, default=None)


def first_cause(error: BaseException) -> BaseException:
    """The error that the others followed from."""
    return list(_chain(error))[-1]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return 507
        return 503 if code in _SQLITE_FAILING else None
    state = str(getattr(error, "sqlstate", "") or "")
    if state:
        full = state == _POSTGRES_FULL
        return 507 if full else 503 if state.startswith(_POSTGRES_FAILING) else None
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return 507
        return 503 if error.errno in _FAILING else None
    return None
