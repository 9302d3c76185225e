"""Proposals: the second person, paper approval, refusal, recall, double clicks."""

import pytest

from portal.accounts.audit import broken_entries
from portal.clock import today
from portal.documents.models import Blob
from portal.publishing import actions, gate
from portal.publishing.models import Publication
from portal.publishing.requests import Approval, PublicationRequest
from portal.publishing.rules import is_major
from tests import factories
from tests.publishing.samples import Note


@pytest.fixture
def author(database):
    return factories.actor("office_editor")


@pytest.fixture
def approver(database):
    return factories.actor("office_approver")


def propose(author, title: str = "Kế hoạch", slug: str = "a") -> PublicationRequest:
    offered = gate.proposal(slug, Note(title))
    return actions.propose(author, title, [offered], "first", "Đăng lần đầu")


def test_a_second_person_publishes(author, approver):
    published = actions.approve(approver, propose(author))
    assert [row.slug for row in published] == ["a"]
    assert Approval.get().approved_by == approver.name
    assert broken_entries() == []


def test_the_author_cannot_approve(author):
    request = propose(author)
    with pytest.raises(actions.ApproverIsAuthor):
        actions.approve(author, request)
    assert Publication.select().count() == 0


def test_a_double_click_publishes_once(author, approver):
    request = propose(author)
    actions.approve(approver, request)
    with pytest.raises(actions.NotWaiting):
        actions.approve(approver, request)
    assert Publication.select().count() == 1


def test_approval_on_paper_keeps_name_day_and_scan(author):
    scan = Blob.create(sha256="a" * 64, size=10, media_type="application/pdf")
    actions.record_paper_approval(author, propose(author), "Giám đốc Sở", today(), scan)
    approval = Approval.get()
    assert (approval.mode, approval.approved_by, approval.scan_id) == (
        "paper", "Giám đốc Sở", "a" * 64,
    )  # fmt: skip


def test_a_new_proposal_for_the_same_slug_replaces_the_waiting_one(author):
    old = propose(author, "Bản một")
    new = propose(author, "Bản hai")
    states = {row.id: row.state for row in PublicationRequest.select()}
    assert states == {old.id: "recalled", new.id: "waiting"}


def test_unchanged_content_is_not_proposed(author, approver):
    actions.approve(approver, propose(author))
    with pytest.raises(actions.NothingToPublish):
        propose(author)


def test_refused_and_recalled_requests_are_not_published(author, approver):
    refused, recalled = propose(author), propose(author, slug="b")
    actions.refuse(approver, refused, "Thiếu số văn bản")
    actions.recall(author, recalled)
    for request in (refused, recalled):
        with pytest.raises(actions.NotWaiting):
            actions.approve(approver, request)
    assert PublicationRequest.get_by_id(refused.id).decision_note == "Thiếu số văn bản"


def test_a_page_beside_a_new_one_is_updated_and_followers_hear_of_the_new_one_alone(
    author, approver
):
    actions.approve(approver, propose(author))
    both = [gate.proposal("a", Note("Kế hoạch", "Nay đã có bản sửa đổi")),
            gate.proposal("b", Note("Bản sửa đổi"))]  # fmt: skip
    request = actions.propose(author, "Bản sửa đổi", both, "first", "Đăng lần đầu")
    beside, new = actions.approve(approver, request)
    assert (new.change_kind, new.change_note) == ("first", "Đăng lần đầu")
    assert (beside.version, beside.change_kind) == (2, "update")
    assert "Bản sửa đổi" in beside.change_note
    assert [is_major(row.change_kind, row.major) for row in (beside, new)] == [False, True]
