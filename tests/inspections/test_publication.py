"""What of visits may become public: payloads, states, proposals."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from portal.documents.models import Blob
from portal.inspections import actions, notice_actions, visit_state_actions
from portal.inspections.actions import NotPossible
from portal.inspections.conclusion_proposals import (
    conclusion_payload,
    conclusion_proposal,
    remediation_payload,
)
from portal.inspections.finding_actions import mark_public
from portal.inspections.loading import public_proposals
from portal.inspections.models import Conclusion, Session, Visit
from portal.inspections.proposals import facts_of, public_state, visit_payload
from portal.inspections.publication_actions import (
    propose_conclusion,
    propose_remediation,
    propose_schedule,
)
from portal.inspections.queries import with_names
from portal.inspections.remediation_actions import (
    PetitionFacts,
    change_petition,
    create_petitions,
)
from portal.publishing.actions import NothingToPublish
from portal.publishing.gate import Consent, Proposal, proposals_of, publish
from tests import factories
from tests.inspections.factories import WEDNESDAY, draft, finding, issued, planned, team

pytestmark = pytest.mark.usefixtures("database")
LATER = WEDNESDAY + timedelta(days=14)
TODAY = date(2024, 8, 1)


def whole(visit: Visit) -> Visit:
    return with_names(Visit.select().where(Visit.id == visit.id)).get()


def payload(visit: Visit):
    row = whole(visit)
    return visit_payload(row, facts_of([row]))


def state(visit: Visit) -> str:
    row = whole(visit)
    return public_state(row, facts_of([row])).code


def go_public(*offered: Proposal) -> None:
    for one in offered:
        publish(factories.actor(), one, "first", "", Consent("setup", "x", TODAY))


def publish_schedule(visit: Visit) -> None:
    go_public(*proposals_of(propose_schedule(factories.actor(), visit.plan, "Đăng lịch")))


def blob(sha: str) -> Blob:
    return Blob.create(sha256=sha * 64, size=10, media_type="application/pdf")


def test_internal_notes_and_members_stay_behind():
    plan, unit = factories.plan(), factories.unit()
    made = team(plan, ("Trần Trưởng", "head", None, None), ("Lê Viên", "member", None, None))
    visit = planned(plan=plan, unit=unit, team=made, internal_note="BÍ MẬT")
    Session.update(internal_note="KÍN").where(Session.visit == visit).execute()
    shown = payload(visit)
    text = str(asdict(shown))
    assert "BÍ MẬT" not in text
    assert "KÍN" not in text
    assert "Lê Viên" not in text
    assert shown.team_head == "Trần Trưởng"
    assert [(row.last_day, row.title) for row in shown.deadlines] == [
        ("2024-06-07", "Gửi báo cáo"),
        ("2024-06-02", "Gửi báo cáo"),
    ]
    assert all("trước ngày kiểm tra 12/6/2024" in row.sentence for row in shown.deadlines)


def test_state_follows_what_is_public():
    visit = planned()
    assert state(visit) == "unpublished"
    publish_schedule(visit)
    assert state(visit) == "published"
    row = Session.get(Session.visit == visit)
    actions.move_session(factories.actor(), visit, 1, row, LATER, "day", "Trùng lịch")
    assert state(visit) == "changed"
    publish_schedule(visit)
    old, new = payload(visit).sessions
    assert (old.state, old.reason, old.moved_to) == ("moved", "Trùng lịch", new.code)
    with pytest.raises(NothingToPublish):
        propose_schedule(factories.actor(), visit.plan, "Không có gì")


def test_a_move_nobody_knew_of_leaves_no_trace():
    visit = planned()
    row = Session.get(Session.visit == visit)
    actions.move_session(factories.actor(), visit, 1, row, LATER, "day", "Trùng lịch")
    assert [one.on for one in payload(visit).sessions] == [LATER.isoformat()]


def test_a_session_moved_twice_points_to_where_it_ended_up():
    actor, visit = factories.actor(), planned()
    publish_schedule(visit)
    row = Session.get(Session.visit == visit)
    (second,) = actions.move_session(actor, visit, 1, row, LATER, "day", "Một")
    last = LATER + timedelta(days=7)
    (third,) = actions.move_session(actor, visit, visit.version, second, last, "day", "Hai")
    shown = payload(visit).sessions
    assert [(one.code, one.moved_to) for one in shown] == [("b1", third.code), (third.code, "")]


def test_a_move_after_the_notice_is_told():
    visit = planned()
    notice_actions.record_notice(factories.actor(), visit, 1, date(2024, 5, 20))
    row = Session.get(Session.visit == visit)
    actions.move_session(factories.actor(), visit, 2, row, LATER, "day", "Trùng lịch")
    assert [one.state for one in payload(visit).sessions] == ["moved", "planned"]


def test_an_unannounced_visit_is_in_no_proposal_until_released():
    actor = factories.actor()
    plan = factories.plan()
    open_one = planned(plan=plan)
    secret = planned(plan=plan, unannounced=True)
    assert state(secret) == "hidden"
    offered = proposals_of(propose_schedule(actor, plan, "Đăng lịch"))
    assert [one.slug for one in offered] == [open_one.slug]
    assert [one.slug for one in public_proposals(TODAY)] == [open_one.slug]
    finding(secret)
    row = issued(secret)
    assert all(one.slug != secret.slug for one in public_proposals(TODAY))
    with pytest.raises(NotPossible, match="đột xuất"):
        propose_conclusion(actor, row, "Đăng")
    visit_state_actions.release_visit(actor, whole(secret), whole(secret).version, "Cho phép")
    offered = proposals_of(propose_schedule(actor, plan, "Đăng lịch"))
    assert {one.slug for one in offered} == {open_one.slug, secret.slug}


def test_a_cancelled_visit_is_told_only_if_it_was_public():
    actor = factories.actor()
    known, unknown = planned(), planned()
    publish_schedule(known)
    for visit in (known, unknown):
        visit_state_actions.cancel_visit(actor, visit, visit.version, "Thiên tai")
    assert (state(known), state(unknown)) == ("changed", "nothing")
    (offered,) = proposals_of(propose_schedule(actor, known.plan, "Hủy"))
    assert offered.payload["state"] == "cancelled"
    assert offered.payload["deadlines"] == []


def test_only_public_findings_cross_and_the_extract_says_so():
    visit = planned()
    finding(visit, "Chậm trả kết quả.")
    finding(visit, "Ông A vắng mặt.", public=False, internal_note="KÍN")
    shown = conclusion_payload(issued(visit))
    assert [row.text for row in shown.findings] == ["Chậm trả kết quả."]
    assert shown.is_extract
    assert "Bản trích công khai" in shown.extract_note
    assert "Ông A" not in str(asdict(shown))
    assert "KÍN" not in str(asdict(shown))


@pytest.mark.parametrize(
    ("public", "ticked", "label"),
    [
        (True, True, "Văn bản đã ký"),
        (True, False, "Bản công khai"),
        (False, True, "Bản trích công khai"),
    ],
)
def test_the_signed_file_is_public_only_when_nothing_is_left_out(public, ticked, label):
    visit = planned()
    finding(visit, public=public)
    files = {
        "signed": blob("a"), "signed_name": "da-ky.pdf", "publish_signed": ticked,
        "public_file": blob("b"), "public_file_name": "cong-khai.pdf",
    }  # fmt: skip
    row = issued(visit, **files)
    file = conclusion_payload(row).document.signed_file
    assert file is not None
    assert file.label == label
    assert (file.sha256[0] == "a") == (public and ticked)


def test_without_a_public_copy_an_extract_has_no_file():
    visit = planned()
    finding(visit, public=False)
    row = issued(visit, signed=blob("a"), signed_name="da-ky.pdf", publish_signed=True)
    assert conclusion_payload(row).document.signed_file is None


def test_a_draft_is_proposed_only_with_a_reason():
    visit, actor = planned(), factories.actor()
    row = draft(visit)
    with pytest.raises(NotPossible, match="lý do"):
        propose_conclusion(actor, row, "Đăng")
    asked = propose_conclusion(actor, row, "Đăng", "Văn thư chưa cấp số")
    assert asked.missing_document_reason == "Văn thư chưa cấp số"
    (offered,) = proposals_of(asked)
    assert offered.payload["missing_document_reason"] == "Văn thư chưa cấp số"


def test_a_summary_that_repeats_a_hidden_finding_is_refused():
    visit, actor = planned(), factories.actor()
    finding(visit, "Ông A vắng mặt.", public=False)
    row = draft(visit, "Nhìn chung tốt; ông A vắng mặt.")
    with pytest.raises(NotPossible, match="tóm tắt"):
        propose_conclusion(actor, row, "Đăng", "Chưa có số")


def test_remediation_follows_the_conclusion_with_public_rows_and_petitions():
    visit, actor = planned(), factories.actor()
    finding(visit, "Chậm trả kết quả.", due_rule={"kind": "by_date", "day": "2024-07-31"})
    hidden = finding(visit, "Ông A vắng mặt.")
    row = issued(visit)
    mark_public(actor, hidden, False, "Nêu tên cá nhân")
    told, _kept = create_petitions(actor, visit.unit, visit, ["Bổ sung biên chế", "Riêng"], "")
    change_petition(actor, told, 1, PetitionFacts("Bổ sung biên chế", "Sở Nội vụ", public=True))
    with pytest.raises(NotPossible, match="đăng kết luận trước"):
        propose_remediation(actor, row, TODAY, "Đăng")
    row = Conclusion.get_by_id(row.id)
    go_public(conclusion_proposal(row))
    asked = propose_remediation(actor, row, TODAY, "Đăng")
    (offered,) = proposals_of(asked)
    (shown,) = offered.payload["rows"]
    assert (shown["state"], shown["state_name"]) == ("overdue", "Quá hạn báo cáo")
    assert [one["text"] for one in offered.payload["answers"]] == ["Bổ sung biên chế"]
    due = date(2024, 7, 31)
    assert remediation_payload(row, due).rows[0].state == "open"
