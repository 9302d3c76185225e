"""Planned publications: at their hour, once, late if need be, and never against what changed."""

from datetime import timedelta

import pytest

from portal.accounts.audit import broken_entries
from portal.clock import now
from portal.documents.models import Blob
from portal.publishing import actions, gate, queries
from portal.publishing.models import Publication
from portal.publishing.payload import PublicFile
from portal.publishing.requests import PublicationRequest
from portal.publishing.scheduling_actions import BadHour, publish_due, schedule, unschedule
from tests import factories
from tests.publishing.samples import Note

SOON = timedelta(hours=2)


@pytest.fixture
def people(database):
    return factories.actor("office_editor"), factories.actor("office_approver")


def planned(people, title: str = "Kế hoạch", slug: str = "a", **values) -> PublicationRequest:
    editor, approver = people
    offered = gate.proposal(slug, Note(title, **values))
    request = actions.propose(editor, title, [offered], "first", "Đăng lần đầu")
    actions.approve(approver, request, at=now() + SOON)
    return PublicationRequest.get_by_id(request.id)


def tick(after: timedelta = SOON) -> list[str]:
    return list(publish_due(now() + after))


def state(request: PublicationRequest) -> str:
    return PublicationRequest.get_by_id(request.id).state


def test_nothing_is_public_before_the_hour_and_all_of_it_after(people):
    request = planned(people)
    assert tick(SOON - timedelta(minutes=1)) == []
    assert (state(request), Publication.select().count()) == ("approved", 0)
    assert "đã đăng “Kế hoạch”" in tick()[0]
    assert (state(request), Publication.select().count()) == ("published", 1)


def test_a_late_run_catches_up_and_a_second_one_does_nothing(people):
    planned(people)
    planned(people, "Kế hoạch khác", "b")
    assert len(tick(timedelta(days=3))) == 2
    assert tick(timedelta(days=3)) == []
    assert Publication.select().count() == 2
    assert broken_entries() == queries.broken_publications() == []


def test_two_ticks_that_both_found_it_due_publish_once(people):
    planned(people)
    first, second = publish_due(now() + SOON), publish_due(now() + SOON)
    lines = [next(first)]
    lines += [*second, *first]
    assert len(lines) == 1
    assert Publication.select().count() == 1


def test_what_changed_in_public_meanwhile_stops_it_and_says_so(people):
    request = planned(people)
    actions.approve(people[1], actions.propose(
        people[0], "Chen ngang", [gate.proposal("a", Note("Chen ngang"))], "first", "Gấp"
    ))  # fmt: skip
    assert "thay đổi sau khi phiếu này được duyệt" in tick()[0]
    row = PublicationRequest.get_by_id(request.id)
    assert (row.state, row.publish_at) == ("approved", None)
    assert "rút phiếu" in row.failure
    assert tick() == []
    assert Publication.get().title == "Chen ngang"
    with pytest.raises(actions.PublicChanged):
        actions.publish_approved(people[1], row)


def test_a_file_that_went_stops_it(people):
    file = PublicFile("b" * 64, "ke-hoach.pdf", 10, "application/pdf")
    Blob.create(sha256=file.sha256, size=10, media_type=file.media_type)
    request = planned(people, attached=(file,))
    Blob.delete().execute()
    assert "Một tệp đính kèm" in tick()[0]
    assert PublicationRequest.get_by_id(request.id).failure
    assert Publication.select().count() == 0


def test_one_that_stops_does_not_hold_up_the_others(people):
    file = PublicFile("b" * 64, "ke-hoach.pdf", 10, "application/pdf")
    Blob.create(sha256=file.sha256, size=10, media_type=file.media_type)
    planned(people, "Hỏng", attached=(file,))
    planned(people, "Lành", "b")
    Blob.delete().execute()
    assert len(tick()) == 2
    assert [row.title for row in Publication.select()] == ["Lành"]


def test_an_error_nobody_foresaw_stops_one_and_not_the_others(people, caplog):
    broken = planned(people, "Hỏng")
    planned(people, "Lành", "b")
    PublicationRequest.update(proposals="{").where(PublicationRequest.id == broken.id).execute()
    assert len(tick()) == 2
    assert [row.title for row in Publication.select()] == ["Lành"]
    row = PublicationRequest.get_by_id(broken.id)
    assert (row.state, row.publish_at) == ("approved", None)
    assert "chưa có gì được đăng" in row.failure
    assert f"planned publication {broken.id}" in caplog.text
    assert tick() == []


def test_a_new_hour_needs_a_reason_and_counts_from_then(people):
    request = planned(people)
    with pytest.raises(BadHour):
        schedule(people[0], request, now() + 2 * SOON)
    schedule(people[0], request, now() + 2 * SOON, "Lùi theo lịch họp")
    assert tick() == []
    assert len(tick(2 * SOON)) == 1


def test_a_dropped_hour_leaves_the_approval(people):
    request = planned(people)
    unschedule(people[0], request, "Chờ ý kiến")
    assert tick() == []
    assert state(request) == "approved"
    with pytest.raises(actions.NotWaiting):
        unschedule(people[0], request, "Lần nữa")
    actions.publish_approved(people[0], request)
    assert state(request) == "published"


def test_an_hour_gone_by_or_without_approval_is_no_hour(people):
    waiting = actions.propose(
        people[0], "Chưa duyệt", [gate.proposal("c", Note("Chưa duyệt"))], "first", "Đăng"
    )
    with pytest.raises(actions.NotWaiting):
        schedule(people[0], waiting, now() + SOON)
    for at in (now() - SOON, now() + timedelta(days=400)):
        with pytest.raises(BadHour):
            schedule(people[0], planned(people), at, "Lý do")
