"""Someone who asks, someone who decides, and a plan that waits for the decision."""

import pytest

from portal.plans.publication_actions import propose_plan
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.browser_client import Client


@pytest.fixture
def editor(app, database) -> Client:
    """Someone who puts forward."""
    return factories.signed_in_client(app, "office_editor")


@pytest.fixture
def approver(app, database) -> Client:
    """Someone who decides."""
    return factories.signed_in_client(app, "office_approver")


@pytest.fixture
def request_row(database) -> PublicationRequest:
    """A plan for one unit that waits for the decision."""
    unit = factories.unit("Sở Tài chính")
    plan = factories.plan(
        2026, title="Kế hoạch kiểm tra & rà soát <1>", body_html="<p>Nội dung</p>"
    )
    factories.strand(plan, (unit,))
    author = factories.actor("office_editor")
    return propose_plan(author, plan, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")
