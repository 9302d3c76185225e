"""Schema changes, one numbered file each, and how they are applied."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playhouse.migrations import Runner

from portal import db

FOLDER = Path(__file__).resolve().parent


def apply(app: Flask) -> list[str]:
    """Apply the migrations that are due, one process at a time; returns their names."""
    with db.connection(app) as database, _alone(app):
        applied = Runner(database.obj, str(FOLDER)).up()
        db.grant_public_role()
    return [str(name) for name in applied]


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
