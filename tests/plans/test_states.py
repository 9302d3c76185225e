"""The way to the gate: states, proposals, what substance needs, both sides of a relation."""

from datetime import date

import pytest

from portal.plans import actions, publication_actions, strand_actions
from portal.plans.actions import PlanFacts
from portal.plans.publication import to_payload
from portal.plans.queries import plan_by_id
from portal.plans.states import from_stored, proposals_for, states
from portal.publishing import actions as gate_actions
from portal.publishing.models import Publication
from portal.publishing.payload import canonical
from portal.publishing.shelf import as_entry
from tests import factories
from tests.plans.factories import issued, published


def newest(slug):
    return Publication.get(Publication.slug == slug, Publication.current)


def publish(clerk, plan, kind, reason=""):
    request = publication_actions.propose_plan(
        clerk, plan_by_id(plan.id), kind, "Ghi chú", reason, "/x/"
    )
    gate_actions.approve(factories.actor("office_approver"), request)
    return newest(plan.slug)


def test_publishing_without_number_needs_a_reason_that_becomes_public(clerk):
    plan = factories.plan(document=issued(number=""))
    with pytest.raises(publication_actions.CannotPropose) as error:
        publication_actions.propose_plan(clerk, plan, "first", "Đăng", "", "/x/")
    assert list(error.value.problems) == ["missing_document_reason"]
    row = publish(clerk, plan, "first", "Chờ lấy số")
    assert as_entry(row).payload["missing_document_reason"] == "Chờ lấy số"
    assert states([plan_by_id(plan.id)])[plan.id].text == "Đã đăng phiên bản 1"


def test_the_reason_goes_once_the_document_is_whole(clerk):
    plan = factories.plan(document=issued(), missing_document_reason="Chờ lấy số")
    assert to_payload(plan).missing_document_reason == ""


def test_correction_makes_version_two_and_substance_needs_a_document(clerk):
    plan = factories.plan(document=issued())
    publish(clerk, plan, "first")
    actions.edit_plan(clerk, plan, 1, PlanFacts("Kế hoạch đã sửa tên", 2024))
    with pytest.raises(publication_actions.CannotPropose):
        publication_actions.propose_plan(clerk, plan_by_id(plan.id), "update", "Sửa", "", "/x/")
    assert publish(clerk, plan, "correction").version == 2
    actions.edit_plan(clerk, plan_by_id(plan.id), 2, PlanFacts("Kế hoạch sửa đổi", 2024))
    with pytest.raises(publication_actions.CannotPropose):
        publication_actions.propose_plan(clerk, plan_by_id(plan.id), "amended", "Sửa", "", "/x/")
    facts = strand_actions.RelationFacts(
        "amends", "812/QĐ-UBND", date(2024, 5, 6), "sửa đổi Kế hoạch"
    )
    strand_actions.add_relation(clerk, plan, facts)
    row = publish(clerk, plan, "amended")
    relation = as_entry(row).payload["relations"][0]
    assert row.version == 3
    assert relation["kind_name"] == "Được sửa đổi, bổ sung bởi"
    assert relation["label"] == "Quyết định số 812/QĐ-UBND ngày 06/5/2024 sửa đổi Kế hoạch"
    actions.edit_plan(clerk, plan_by_id(plan.id), 3, PlanFacts("Lại khác", 2024))
    with pytest.raises(publication_actions.CannotPropose):
        publication_actions.propose_plan(clerk, plan_by_id(plan.id), "amended", "Sửa", "", "/x/")


def test_a_double_click_makes_one_request(clerk):
    plan = factories.plan(document=issued())
    made = {
        publication_actions.propose_plan(clerk, plan, "first", "Đăng", "", "/x/").id for _ in "ab"
    }
    assert len(made) == 1
    assert publication_actions.propose_plan(clerk, plan, "first", "Khác", "", "/x/").id not in made


def test_nothing_new_is_nothing_to_publish(clerk):
    plan = factories.plan(document=issued())
    publish(clerk, plan, "first")
    with pytest.raises(gate_actions.NothingToPublish):
        publication_actions.propose_plan(clerk, plan_by_id(plan.id), "correction", "Sửa", "", "/x/")


def test_a_relation_stands_in_both_plans_once_both_are_public(clerk):
    old = factories.plan(2024, title="Kế hoạch cũ", document=issued())
    new = factories.plan(2024, title="Kế hoạch mới", document=issued(number="900/QĐ-UBND"))
    publish(clerk, new, "first")
    facts = strand_actions.RelationFacts(
        "replaces", "900/QĐ-UBND", date(2024, 6, 3), "ban hành kế hoạch mới", new.id
    )
    strand_actions.add_relation(clerk, old, facts)
    assert to_payload(plan_by_id(new.id)).relations == ()  # the old plan is not public yet
    assert [one.slug for one in proposals_for(plan_by_id(old.id))] == [old.slug, new.slug]
    publish(clerk, old, "first")
    here = as_entry(newest(old.slug)).payload["relations"][0]
    there = as_entry(newest(new.slug)).payload["relations"][0]
    assert (here["kind"], here["plan_slug"]) == ("replaced_by", new.slug)
    assert (there["kind"], there["plan_slug"]) == ("replaces", old.slug)
    found = states([plan_by_id(old.id), plan_by_id(new.id)])
    assert not found[old.id].changed
    assert not found[new.id].changed


def test_a_neighbour_is_republished_without_its_drafts(clerk):
    old = factories.plan(2024, title="Kế hoạch cũ", document=issued())
    new = factories.plan(2024, title="Kế hoạch mới", document=issued(number="900/QĐ-UBND"))
    publish(clerk, new, "first")
    actions.edit_plan(clerk, new, 1, PlanFacts("Bản nháp bí mật", 2024))
    facts = strand_actions.RelationFacts("basis", "900/QĐ-UBND", None, "kế hoạch", new.id)
    strand_actions.add_relation(clerk, old, facts)
    offered = proposals_for(plan_by_id(old.id))
    assert offered[1].title == "Kế hoạch mới"
    assert "Bản nháp bí mật" not in canonical(offered[1].payload)


def test_a_stored_payload_reads_back_whole(clerk):
    plan = factories.plan(document=issued(), team=["Sở Nội vụ"])
    strand = factories.strand(plan, (factories.unit(),))
    factories.deadline(strand)
    payload = to_payload(plan)
    assert from_stored(as_entry(published(plan)).payload) == payload


def test_withdrawal_leaves_a_tombstone(clerk):
    plan = factories.plan(document=issued())
    with pytest.raises(publication_actions.NotPublic):
        publication_actions.propose_withdrawal(clerk, plan, "mistake", "Nhầm", "", "/x/")
    publish(clerk, plan, "first")
    request = publication_actions.propose_withdrawal(
        clerk, plan, "replaced", "Có bản mới", "2024/moi", "/x/"
    )
    gate_actions.approve(factories.actor("office_approver"), request)
    entry = as_entry(newest(plan.slug))
    assert entry.withdrawn
    assert entry.payload["successor"] == "/ke-hoach/2024/moi/"
    assert states([plan])[plan.id].text == "Đã ngừng đăng"
    assert publish(clerk, plan, "update").version == 3


def test_a_change_after_the_proposal_is_seen(clerk):
    plan = factories.plan(document=issued())
    publication_actions.propose_plan(clerk, plan, "first", "Đăng", "", "/x/")
    assert states([plan_by_id(plan.id)])[plan.id].text == "Chờ duyệt đăng"
    actions.edit_body(clerk, plan, 1, "<p>Thêm</p>", None)
    assert states([plan_by_id(plan.id)])[plan.id].changed
