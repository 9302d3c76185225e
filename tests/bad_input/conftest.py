"""One world for all of the campaign, and the good form of every address that takes one."""

from collections.abc import Iterator

import pytest

from tests.bad_input.cases import Case, case_of, endpoints
from tests.bad_input.world import World, made_world


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world; what a request changes is undone by the test that sends it."""
    with made_world(tmp_path_factory.mktemp("world")) as made:
        yield made


@pytest.fixture(scope="package")
def cases(world: World) -> dict[str, Case]:
    """The form of every address, by its endpoint."""
    return {endpoint: case_of(world, endpoint) for endpoint in endpoints(world)}
