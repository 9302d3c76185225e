"""Fixtures: a search that remembers what it has seen, a freeze of a fixed day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.site.freezing.builds import Builds
from portal.site.freezing.run import freeze
from tests.site.conftest import AS_OF, NOW


def frozen(app: Flask, dest: Path) -> Path:
    """The folder of a full freeze of ``app``, shown at ``dest``."""
    config = {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}
    freeze(config, AS_OF, NOW, dest=dest, full=True)
    shown = Builds.beside(dest).shown()
    assert shown is not None
    return shown.site


@pytest.fixture
def freeze_to(app: Flask, database: Any, tmp_path: Path) -> Callable[[str], Path]:
    """``freeze_to("a")``: a full freeze into a folder of its own."""
    return lambda name: frozen(app, tmp_path / name)
