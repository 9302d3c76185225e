"""One world for all access tests; each module works on a copy of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.only import is_tried
from tests.access.world import AccessWorld, make, opened
from tests.access_table import EXPECTED
from tests.bad_input.cases import Case, case_of, endpoints
from tests.conftest import TEST_DATABASE

#: Where deploy/remove_checks.py keeps the world that was made with every check in place.
READY = os.environ.get("PORTAL_ACCESS_WORLD", "")


@pytest.fixture(scope="session")
def kept_world(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The folder with the world; on PostgreSQL nothing is kept, its database is shared."""
    if READY or TEST_DATABASE:
        return Path(READY) if READY else None
    folder = tmp_path_factory.mktemp("kept")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def world(
    kept_world: Path | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AccessWorld]:
    """The world; what a request changes is undone by the test that sends it."""
    folder = tmp_path_factory.mktemp("world")
    if kept_world is None:
        kept_world = tmp_path_factory.mktemp("kept")
        make(kept_world)
    with opened(kept_world, folder) as made:
        yield made


@pytest.fixture(scope="module")
def cases(world: AccessWorld) -> dict[str, Case]:
    """The good form of every address that takes one."""
    return {
        name: case_of(world, name)
        for name in endpoints(world)
        if name in EXPECTED and is_tried(name)
    }
