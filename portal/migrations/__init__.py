"""Schema changes, one numbered file each, and how they are applied."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playhouse.migrations import Runner

from portal import db

FOLDER = Path(__file__).resolve().parent


def apply(app: Flask, up_to: str | None = None) -> list[str]:
    """Apply the migrations that are due, one process at a time; returns their names.

    ``up_to`` is the last one to apply: only a restore stops on the way.
    """
    with db.connection(app) as database, _alone(app):
        done = Runner(database.obj, str(FOLDER)).up(up_to)
        db.grant_public_role()
    return [str(name) for name in done]


def known() -> list[str]:
    """Names of all migrations, in order."""
    return [str(one.name) for one in Runner(db.database.obj, str(FOLDER)).migrations()]


def applied() -> list[str]:
    """Names of the migrations that the open database has, in order."""
    runner = Runner(db.database.obj, str(FOLDER))
    return [str(one.name) for one in runner.status() if one.applied]


@contextmanager
def _alone(app: Flask) -> Iterator[None]:
    """Two workers that start on an empty database take turns."""
    if db.is_postgres():
        db.database.execute_sql("SELECT pg_advisory_lock(hashtext('portal:migrations'))")
        try:
            yield
        finally:
            db.database.execute_sql("SELECT pg_advisory_unlock(hashtext('portal:migrations'))")
        return
    data: Path = app.config["DATA"]
    data.mkdir(parents=True, exist_ok=True)
    with (data / ".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
