"""One world for all access tests; each module works on a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.only import is_tried
from tests.access.world import AccessWorld, identity, is_there, make, opened
from tests.access_table import EXPECTED
from tests.bad_input.cases import Case, case_of, endpoints


@pytest.fixture(scope="session")
def kept_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the world, made by the first module that asks for it."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def world(kept_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessWorld]:
    """The world; what a request changes is undone by the test that sends it."""
    if not is_there(kept_world):
        shutil.rmtree(kept_world)
        kept_world.mkdir()
        make(kept_world)
    with opened(kept_world, tmp_path_factory.mktemp("world")) as made:
        yield made


@pytest.fixture(scope="session")
def kept_cases() -> dict[str, dict[str, Case]]:
    """The forms, read once for each world: the copies of a world show the same."""
    return {}


@pytest.fixture(scope="module")
def cases(
    world: AccessWorld, kept_world: Path, kept_cases: dict[str, dict[str, Case]]
) -> dict[str, Case]:
    """The good form of every address that takes one."""
    which = identity(kept_world)
    if which not in kept_cases:
        kept_cases[which] = {
            name: case_of(world, name)
            for name in endpoints(world)
            if name in EXPECTED and is_tried(name)
        }
    return kept_cases[which]
