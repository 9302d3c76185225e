"""Who may approve, alone or by force; approval as a state of its own; who decides first."""

from dataclasses import replace

import pytest

from portal.accounts.audit import broken_entries
from portal.accounts.models import AuditEntry
from portal.accounts.rules import Actor
from portal.clock import today
from portal.documents.models import Blob
from portal.publishing import actions, gate, queries
from portal.publishing.actions import Saw
from portal.publishing.models import Publication
from portal.publishing.payload import canonical, sha256_of
from portal.publishing.requests import Approval, PublicationRequest
from portal.publishing.scheduling_actions import take_second_look
from tests import factories
from tests.publishing.samples import Note


@pytest.fixture
def author(database) -> Actor:
    """An approver who proposes something."""
    return factories.actor("office_approver")


def propose(author: Actor, title: str = "Kế hoạch", slug: str = "a") -> PublicationRequest:
    offered = gate.proposal(slug, Note(title))
    return actions.propose(author, title, [offered], "first", "Đăng lần đầu")


def reread(request: PublicationRequest) -> PublicationRequest:
    return PublicationRequest.get_by_id(request.id)


def seen(request: PublicationRequest) -> Saw:
    return Saw(reread(request).version, sha256_of(canonical(queries.base_of(request))))


def test_the_only_approver_needs_a_reason_which_is_kept_and_logged(author):
    request = propose(author)
    for reason in ("", "  "):
        with pytest.raises(actions.ApproverIsAuthor):
            actions.approve(author, request, reason)
    actions.approve(author, request, "Sở chỉ có một người duyệt")
    assert Approval.get().mode == "alone"
    assert reread(request).approval_reason == "Sở chỉ có một người duyệt"
    entry = AuditEntry.get(AuditEntry.action == "approve-alone")
    assert entry.reason == "Sở chỉ có một người duyệt"
    assert [row.id for row in queries.forced_requests()] == [request.id]


def test_where_there_is_a_second_person_it_is_called_forced_until_they_looked(author):
    second, request = factories.actor("office_approver"), propose(author)
    actions.approve(author, request, "Phải đăng trong đêm")
    assert Approval.get().mode == "forced"
    with pytest.raises(actions.NotWaiting):
        take_second_look(author, request)
    take_second_look(second, request)
    assert reread(request).second_look_by == second.name
    with pytest.raises(actions.NotWaiting):
        take_second_look(second, request)


def test_demo_and_locked_accounts_are_no_second_person(author):
    factories.user("office_approver", is_demo=True)
    factories.user("office_approver", active=False)
    request = propose(author)
    assert queries.deciding(author, queries.request_by_id(request.id)).others == 0


def test_an_editor_cannot_force(database):
    editor = factories.actor("office_editor")
    request = propose(editor)
    with pytest.raises(actions.ApproverIsAuthor):
        actions.approve(editor, request, "Gấp")
    assert Publication.select().count() == 0


def test_approved_is_a_state_in_which_readers_see_nothing(author):
    second, request = factories.actor("office_approver"), propose(author)
    assert actions.approve(second, request, later=True) == []
    row = reread(request)
    assert (row.state, row.approved_by, row.approval_mode) == ("approved", second.name, "portal")
    assert Publication.select().count() == 0
    assert [one.slug for one in actions.publish_approved(author, request)] == ["a"]
    assert reread(request).state == "published"
    assert Approval.get().approved_by == second.name
    with pytest.raises(actions.NotWaiting):
        actions.publish_approved(author, request)
    assert broken_entries() == queries.broken_publications() == []


def test_paper_approval_may_wait_for_its_hour_and_keeps_its_scan(author):
    scan = Blob.create(sha256="a" * 64, size=10, media_type="application/pdf")
    request = propose(author)
    actions.record_paper_approval(author, request, "Giám đốc", today(), scan, later=True)
    actions.publish_approved(author, request)
    approval = Approval.get()
    assert (approval.mode, approval.scan_id, approval.approved_by) == (
        "paper", "a" * 64, "Giám đốc",
    )  # fmt: skip


def test_an_approved_request_can_be_taken_back(author):
    second, request = factories.actor("office_approver"), propose(author)
    actions.approve(second, request, later=True)
    actions.recall(author, request)
    with pytest.raises(actions.NotWaiting):
        actions.publish_approved(author, request)


def test_who_read_an_older_state_of_the_request_decides_nothing(author):
    second, request = factories.actor("office_approver"), propose(author)
    old = seen(request)
    actions.refuse(second, request, "Thiếu số")
    with pytest.raises(actions.NotWaiting):
        actions.approve(second, request, saw=old)


def test_who_compared_with_an_older_publication_reads_again(author):
    second, request = factories.actor("office_approver"), propose(author)
    old = seen(request)
    other = PublicationRequest.create(
        **{**reread(request).__data__, "id": None, "title": "Bản khác"}
    )
    actions.approve(second, other)
    with pytest.raises(actions.PublicChanged):
        actions.approve(second, request, saw=old)
    assert reread(request).state == "waiting"
    actions.approve(second, request, saw=replace(old, base=seen(request).base))


def test_a_new_proposal_leaves_what_was_approved_for_later(author):
    second, first = factories.actor("office_approver"), propose(author, "Bản một")
    actions.approve(second, first, later=True)
    propose(author, "Bản hai")
    assert reread(first).state == "approved"
    assert queries.waiting_for("note", "a") is not None
