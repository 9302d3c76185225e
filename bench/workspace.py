"""A portal whose workspace has something in it, for the measurements of the live service."""

from pathlib import Path

import measuring  # noqa: F401  the tests' factories become importable
from flask import Flask

from portal import create_app, db, migrations
from portal.clock import now
from portal.reports.models import Duty
from tests.concurrency.filled_reports import Clerk, filled
from tests.factories import plan, signed_in_client, unit, visit
from tests.reports import office_factories


def portal(data: Path, url: str = "") -> Flask:
    """An app on an empty, migrated database."""
    app = create_app(
        {"DATA": str(data), "DATABASE": url, "SECRET_KEY": "bench", "PASSWORD_COST": 1}
    )
    migrations.apply(app)
    return app


def clerks(app: Flask, how_many: int) -> list[Clerk]:
    """Units with a report of more than 120 rows each, filled in, and someone signed in."""
    with db.connection(app), db.database.atomic():
        return filled(app, how_many)


def board(app: Flask, rows: int) -> str:
    """A plan with so many reports to hand in, a third handed in; a signed-in editor's cookie."""
    with db.connection(app), db.database.atomic():
        year, form = plan(2026), office_factories.form()
        for number in range(rows):
            owner = unit(f"Ủy ban nhân dân xã Mai Sơn {number}")
            day = now().date().replace(day=1 + number % 28)
            owed = office_factories.duty(
                owner, year, day, form=form, visit=visit(year, owner, day), year=2026
            )
            if number % 3 == 0:
                office_factories.submission(owed)
        assert Duty.select().count() == rows
        client = signed_in_client(app, "office_editor")
    cookie = client.http.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}"
