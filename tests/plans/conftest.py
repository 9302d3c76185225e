"""Who works on plans, and a plan to work on."""

import pytest

from tests import factories
from tests.plans.factories import issued


@pytest.fixture
def client(sign_in):
    """Someone of the office who may write."""
    return sign_in("office_editor")


@pytest.fixture
def made(database):
    """A plan with one strand of two units and one deadline."""
    plan = factories.plan(2024, document=issued(), body_html="<p>Văn bản</p>")
    strand = factories.strand(plan, (factories.unit("Sở Tài chính"), factories.unit("Sở Y tế")))
    factories.deadline(strand)
    return plan


@pytest.fixture
def clerk(database):
    """The same someone, as the actor of an action."""
    return factories.actor("office_editor")
