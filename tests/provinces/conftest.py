"""Provinces by the folders there are: a new folder is tested without being named here."""

from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from portal.loading import load_province

PROVINCES = sorted(
    path for path in (ROOT / "content" / "provinces").iterdir() if (path / "province.toml").exists()
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``folder`` runs for every province."""
    if "folder" in metafunc.fixturenames:
        metafunc.parametrize("folder", PROVINCES, ids=lambda path: path.name, indirect=False)


@pytest.fixture
def loaded(database: Any, folder: Path) -> list[str]:
    """The province of ``folder`` on an empty database; what the load said."""
    return list(load_province(folder))
