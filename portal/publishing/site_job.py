"""The frozen site follows what is published: the part of ``portal tick`` after the due hours.

A portal that never froze is served live and has nothing to follow. Otherwise the site is frozen
again whenever something was published since, the day changed, or the last try failed; then it
goes to where readers are, if a target is set. A failure is noted for the office's start page
and tried again at the next tick.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from peewee import DatabaseError

from portal import db
from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM
from portal.db import write
from portal.publishing.kept_builds import REFUSED
from portal.publishing.models import Publication
from portal.publishing.queries import site_update
from portal.publishing.requests import SiteUpdate
from portal.site.deploying.release import DeployFailed
from portal.site.deploying.run import Plan, deploy_if_configured
from portal.site.freezing.builds import Builds, Busy, FreezeRefused
from portal.site.freezing.run import freeze


def follow_publications(app: Flask, as_of: date, moment: datetime) -> Iterator[str]:
    """Bring the frozen site up to date if it lags; one Vietnamese line per thing done.

    Opens and closes its own connections: the freeze works in processes of its own.
    """
    data: Path = app.config["DATA"]
    if Builds.in_data(data).shown() is None:
        return
    with app.app_context(), db.connection(app):
        newest = Publication.select(Publication.id).order_by(Publication.id.desc()).first()
        upto, known = newest.id if newest else 0, site_update()
        if known and not known.failure and (known.upto, known.as_of) == (upto, as_of):
            return
    try:
        report = freeze(app.config, as_of, moment)
        if not report.nothing_new:
            yield f"Bản công bố: đã dựng bản số {report.number} ({report.files} tệp)."
        yield from deploy_if_configured(Plan.of(app.config))
    except Busy:
        # no failure: the next tick looks whether that freeze left anything to do
        return
    except (FreezeRefused, DeployFailed, DatabaseError, OSError) as error:
        with app.app_context(), db.connection(app):
            _note_failure(_why(error), moment)
        yield f"Bản công bố: chưa dựng hoặc chưa đưa lên được. {_why(error)}"
        return
    with app.app_context(), db.connection(app):
        _note(upto=upto, as_of=as_of, done_at=moment, failure="")


def _why(error: Exception) -> str:
    if isinstance(error, DatabaseError | OSError):
        return f"Máy chủ không đọc hoặc ghi được dữ liệu ({type(error).__name__})."
    return str(error)


def _note_failure(why: str, moment: datetime) -> None:
    """Keep why; the audit log is told once of what every tick meets again."""
    with write():
        known = site_update()
        row = _kept(failure=why, failed_at=moment)
        if known is None or known.failure != why:
            record(SYSTEM, REFUSED, row, reason=why)


def _note(**values: Any) -> None:
    with write():
        _kept(**values)


def _kept(**values: Any) -> SiteUpdate:
    row = site_update() or SiteUpdate()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row
