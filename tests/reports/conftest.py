"""A unit, its open report, and somebody who writes it; a module may have others of its own."""

import pytest

from tests import factories as base
from tests.reports import factories


@pytest.fixture
def unit(database):
    return base.unit()


@pytest.fixture
def duty(unit):
    return factories.duty(unit)


@pytest.fixture
def editor(sign_in, unit, duty):
    return sign_in("unit_editor", unit)


@pytest.fixture
def root(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/"
