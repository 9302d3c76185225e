"""What follows from a published plan, and from an accepted report."""

import pytest

from portal.clock import now, today
from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections.models import Petition
from portal.publishing.models import Publication
from portal.reports.duties.following import after_publication
from portal.reports.models import Duty
from portal.reports.review import actions as review
from tests import factories
from tests.reports import office_factories


@pytest.fixture
def office(database):
    return factories.actor("office_editor")


def published(kind: str, slug: str) -> Publication:
    return Publication(kind=kind, slug=slug, version=1)


def test_a_published_plan_makes_its_self_inspection_reports_due_once(office):
    plan, unit = factories.plan(), factories.unit()
    strand = factories.strand(plan, (unit,), mode="self_inspection")
    factories.deadline(strand, "self_inspection_report", DeadlineRule("before_date", day=today()))
    for _ in range(2):
        after_publication(office, published("plan", plan.slug))
    assert [duty.unit_id for duty in Duty.select()] == [unit.id]


def test_other_publications_make_nothing_due(office):
    after_publication(office, published("page", "gioi-thieu"))
    assert Duty.select().count() == 0


def test_proposals_of_an_accepted_report_become_petitions_with_their_agency(office):
    duty = office_factories.duty()
    asked = [
        {"text": "Bổ sung máy quét cho bộ phận một cửa", "agency": "Sở Khoa học và Công nghệ"},
        {"text": "Tập huấn nghiệp vụ", "agency": ""},
    ]
    sent = office_factories.submission(duty, {"outline:p2.iv": asked})
    for _ in range(2):
        review.accept(office, sent, "", now())
    rows = [(row.text, row.agency, row.source) for row in Petition.select().order_by(Petition.id)]
    assert rows == [
        (asked[0]["text"], "Sở Khoa học và Công nghệ", f"Báo cáo {sent.receipt}"),
        (asked[1]["text"], "", f"Báo cáo {sent.receipt}"),
    ]


def test_the_report_leads_to_its_proposals_and_their_answers(office, sign_in):
    duty = office_factories.duty()
    sent = office_factories.submission(duty, {"outline:p2.iv": [{"text": "Cấp máy quét"}]})
    unit, reader = sign_in("unit_editor", duty.unit), sign_in("supervisor")
    own = f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    theirs = f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/lan/1/"
    assert "Kiến nghị trong báo cáo" not in unit.get(own).text
    review.accept(office, sent, "", now())
    made = Petition.get()
    Petition.update(answer="Đã cấp 02 máy", answered_on=today()).execute()
    shown = unit.get(own).text
    assert f"/kien-nghi/#kn-{made.id}" in shown
    assert "Đã cấp 02 máy" in shown
    shown = reader.get(theirs).text
    assert f"/dieu-hanh/kien-nghi/{made.id}/" in shown
    assert "Đã cấp 02 máy" in shown
