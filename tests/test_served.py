"""The portal as a WSGI server loads it."""

from pathlib import Path

import pytest

from portal import wsgi


def test_no_request_of_a_served_portal_closes_the_last_connection(
    tmp_path: Path, settings, empty_database, monkeypatch
):
    """Else SQLite would move its log into the file, and wait for the disk, at every request."""
    if empty_database is None:
        pytest.skip("only SQLite has such a log")
    for name in ("DATA", "SECRET_KEY"):
        monkeypatch.setenv(f"PORTAL_{name}", settings[name])
    log = tmp_path / "data" / "portal.db-wal"
    app = wsgi.app
    for _ in range(2):
        assert app.test_client().get("/trang-thai").status_code == 200
        assert log.exists()
    app.extensions["held_connection"].close()
    assert not log.exists()
