"""What the page of a visit says of remediation whose conclusion is no longer public."""

from datetime import date

import pytest

from portal.clock import today
from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.publishing import gate
from portal.publishing.actions import withdrawal
from portal.publishing.gate import Consent
from tests import factories
from tests.inspections.factories import finding, issued, planned


@pytest.mark.parametrize(
    ("how", "said"),
    [("mistake", "Kết luận đã ngừng đăng"), ("stopped", "Kết luận đã ngừng đăng"),
     ("replaced", "Đã đăng")],
)  # fmt: skip
def test_remediation_goes_with_its_conclusion(database, sign_in, how, said):
    visit = planned()
    finding(visit)
    conclusion = issued(visit)
    consent = Consent("setup", "x", date(2024, 8, 1))
    for offered in (conclusion_proposal(conclusion), remediation_proposal(conclusion, today())):
        gate.publish(factories.actor(), offered, "first", "", consent)
    client, path = sign_in("office_editor"), f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/"

    def shown():
        after = client.get(path).text.partition(">Khắc phục sau kiểm tra</h2>")[2]
        return after.partition("</p>")[0]

    assert "Đã đăng" in shown()
    public = gate.newest_version("conclusion", conclusion.slug)
    gone = withdrawal(public, how, "Đăng nhầm", "/ket-luan/2024/khac/")
    gate.publish(factories.actor(), gone, "withdrawal", "Đăng nhầm", consent)
    assert said in shown()
