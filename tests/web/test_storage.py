"""What the machine says when it cannot write, and what a person then reads."""

import errno
import sqlite3

import psycopg
import pytest
from peewee import OperationalError

from portal.web.storage import first_cause, status_of


def sqlite_error(code):
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EDQUOT, "Quota exceeded"), 507),
        (OSError(errno.EIO, "I/O error"), 503),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (sqlite_error(sqlite3.SQLITE_FULL), 507),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), 503),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), 503),
        (sqlite_error(sqlite3.SQLITE_BUSY), 503),
        (sqlite_error(sqlite3.SQLITE_ERROR), None),
        (psycopg.errors.DiskFull(), 507),
        (psycopg.errors.AdminShutdown(), 503),
        (psycopg.errors.UndefinedTable(), None),
        (ValueError("a mistake of ours"), None),
    ],
    ids=lambda one: str(getattr(one, "errno", "") or getattr(one, "sqlite_errorname", one))[:40],
)
def test_a_full_disk_is_told_from_a_mistake_of_ours(error, status):
    assert status_of(error) == status


def failed_roll_back():
    try:
        raise sqlite_error(sqlite3.SQLITE_FULL)
    except sqlite3.OperationalError:
        raise OperationalError("cannot rollback - no transaction is active")  # noqa: B904


def test_the_first_cause_counts_when_the_roll_back_failed_as_well():
    with pytest.raises(OperationalError) as caught:
        failed_roll_back()
    assert status_of(caught.value) == 507
    assert str(first_cause(caught.value)) == "database or disk is full"
