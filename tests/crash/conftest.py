"""The library of faults, compiled once; a portal with clerks and duties, served by gunicorn."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.crash.commanding import Commands
from tests.crash.faults import Faults, compiled
from tests.crash.freezing import FreezeCampaign
from tests.crash.killing import Campaign
from tests.crash.reporting import add_units
from tests.crash.serving import Server
from tests.crash.visiting import Ledger
from tests.site import publishing


@pytest.fixture(scope="session")
def fault_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled ``fault.c``."""
    return compiled(tmp_path_factory.mktemp("fault"))


@pytest.fixture
def faults(fault_library: Path, tmp_path: Path, settings: dict[str, Any]) -> Faults:
    """Faults below the data folder of the test."""
    return Faults(fault_library, tmp_path / "control", Path(settings["DATA"]))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """What the clients were told."""
    made = Ledger(tmp_path / "ledger.jsonl")
    yield made
    made.close()


@pytest.fixture
def campaign(
    app: Flask, database: Any, settings: dict[str, Any], faults: Faults, ledger: Ledger,
    tmp_path: Path,
) -> Iterator[Callable[[int, int], Campaign]]:  # fmt: skip
    """``campaign(kills, seed)``: clerks at a running server, ready for so many kills."""
    server = Server(settings, tmp_path, faults)

    def begin(kills: int, seed: int) -> Campaign:
        mine, other = add_units(2, kills + 8)
        database.close()
        server.start()
        return Campaign(
            server, faults, ledger, app, Path(settings["DATA"]), mine, other[0],
            random.Random(seed),
        )  # fmt: skip

    yield begin
    server.stop()


@pytest.fixture
def freezes(
    app: Any, database: Any, settings: dict[str, Any], faults: Faults, tmp_path: Path
) -> Iterator[FreezeCampaign]:
    """A province with everything published, ready to be frozen."""
    data = Path(settings["DATA"])
    publishing.publish_all(data)
    database.close()
    with Commands(settings, tmp_path, faults) as commands:
        yield FreezeCampaign(commands, faults, database, data, random.Random(5))
