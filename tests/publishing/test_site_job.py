"""The frozen site follows what is published, and a failure is said on the start page."""

import os
import shutil
from datetime import date
from types import SimpleNamespace

import pytest

from portal import db
from portal.clock import now
from portal.publishing import queries
from portal.publishing.site_job import follow_publications
from portal.site.freezing.builds import Builds
from portal.site.freezing.run import freeze
from tests import factories
from tests.publishing.test_gate import publish

DAY = date(2026, 11, 21)


@pytest.fixture
def config(app):
    return {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}


def follow(app, day: date = DAY) -> list[str]:
    lines = list(follow_publications(app, day, now()))
    db.database.connect(reuse_if_open=True)
    return lines


def test_a_portal_that_never_froze_is_left_alone(app, database):
    publish("Kế hoạch")
    assert follow(app) == []
    assert queries.site_update() is None


def test_a_failure_is_told_and_tried_again_until_it_works(app, database, config, monkeypatch):
    publish("Kế hoạch")
    freeze(config, DAY, now())
    db.database.connect(reuse_if_open=True)
    builds = Builds.in_data(app.config["DATA"])
    with builds.locked():
        assert follow(app) == [], "somebody else freezes: no failure"
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=0))
        assert "hết chỗ lưu" in follow(app)[0]
    assert queries.site_update().failure
    editor = factories.signed_in_client(app, "office_editor")
    assert "Trang công khai tĩnh chưa cập nhật được" in editor.get("/lam-viec/").text
    follow(app)
    assert queries.site_update().failure == ""
    assert "Trang công khai tĩnh chưa cập nhật được" not in editor.get("/lam-viec/").text
    before = os.readlink(builds.link)
    assert follow(app) == []
    assert os.readlink(builds.link) == before
