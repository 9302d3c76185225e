"""Fixtures of the public site: a province with every kind of page published."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.site.commands import register
from portal.site.freezing.report import Report
from portal.site.freezing.run import freeze
from tests.site import publishing

AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def data(app: Flask) -> Path:
    """The data folder of the app."""
    return Path(app.config["DATA"])


@pytest.fixture
def published(database: Any, data: Path) -> None:
    """Everything of ``publishing.publish_all`` is public."""
    publishing.publish_all(data)


@pytest.fixture
def run_freeze(settings: dict[str, Any], database: Any) -> Callable[..., Report]:
    """``run_freeze(full=True, dest=…)``: freeze the test's portal as of a fixed day."""

    def run(as_of: date = AS_OF, **kwargs: Any) -> Report:
        return freeze(settings, as_of, NOW, **kwargs)

    return run


@pytest.fixture
def portal(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """``portal("freeze")``: run a command with the test's data folder."""
    monkeypatch.setenv("PORTAL_DATA", settings["DATA"])
    monkeypatch.setenv("PORTAL_DATABASE", settings.get("DATABASE", ""))
    group = click.Group("portal")
    register(group)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(group, list(arguments), catch_exceptions=False)

    return run
