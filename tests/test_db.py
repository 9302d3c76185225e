"""The file of the database."""

import os
from pathlib import Path

from portal import create_app, db, migrations


def test_only_its_owner_reads_the_file_and_its_log(tmp_path: Path) -> None:
    before, usual = db.database.obj, os.umask(0o022)
    try:
        app = create_app({"DATA": str(tmp_path), "DATABASE": "", "SECRET_KEY": "test"})
        migrations.apply(app)
        with app.app_context(), db.connection(app):
            made = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.glob("portal.db*")}
    finally:
        os.umask(usual)
        db.database.initialize(before)
    assert "portal.db" in made
    assert set(made.values()) == {0}
