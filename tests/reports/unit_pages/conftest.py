"""A unit, its open report, and somebody who writes it."""

import pytest

from tests import factories as base
from tests.reports import factories
from tests.reports.unit_pages.steps import HOME


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
    return f"{HOME}bao-cao/{duty.id}/"
