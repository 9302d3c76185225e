"""Machines to back up and to restore on."""

import pytest

from portal.config import ROOT
from tests.backup.machine import Machine


@pytest.fixture(scope="module")
def empty_machine(scratch, tmp_path_factory):
    """``empty_machine()``: a machine with nothing on it."""
    return lambda: Machine(tmp_path_factory.mktemp("machine"), scratch.new())


@pytest.fixture
def machine(empty_machine) -> Machine:
    """A province at work, with a frozen site."""
    made = empty_machine()
    made.portal("init")
    made.portal("load", str(ROOT / "content" / "provinces" / "son-la"))
    made.portal("freeze")
    return made
