"""The board as a queue: filters, days of waiting, accepting many at once and taking it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.inspections.models import Petition
from portal.reports.board_queries import board, duty_row
from portal.reports.models import DraftEdit, Duty, DutyHistory, Review, Submission
from portal.reports.reminding.models import ReminderStep
from portal.reports.review import acceptances
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import AcceptanceBatch
from portal.units.models import UnitName
from tests import factories
from tests.page_checks import Page
from tests.reports.office_factories import VALUES, duty, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
ASKING = {**VALUES, "outline:p2.iv": [{"text": "Bổ sung biên chế", "agency": "Sở Nội vụ"}]}


def sent(name: str, values: dict[str, Any] | None = None, **columns: Any) -> Submission:
    """A report that awaits review."""
    owed = duty(factories.unit(name), due_on=today() + timedelta(days=9))
    return submission(owed, ASKING if values is None else values, **columns)


def chosen(*reports: Submission) -> list[str]:
    return [f"{one.duty_id}-{one.number}" for one in reports]


def stored() -> list[list[dict[str, Any]]]:
    """Every row that an acceptance touches."""
    tables: tuple[Any, ...] = (Duty, Submission, Review, Petition)
    return [list(table.select().order_by(table.id).dicts()) for table in tables]


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")


# Order and filters


def test_a_kept_line_shows_what_is_now_and_leads_on_with_the_filter(sign_in: Any) -> None:
    report = sent("Sở Tài chính")
    editor, supervisor = sign_in("office_editor"), sign_in("supervisor")
    tick = f'value="{report.duty_id}-1"'
    first = editor.get(BOARD).text
    assert tick in first
    assert tick not in supervisor.get(BOARD).text
    filtered = editor.get(f"{BOARD}?trang-thai=submitted").text
    assert f"{report.duty_id}/lan/1/?trang-thai=submitted" in filtered
    assert f"{report.duty_id}/lan/1/?trang-thai=submitted" not in first
    review.accept(factories.actor(), report, "", now())
    later = editor.get(BOARD).text
    assert tick not in later
    assert "Đã chấp nhận" in later


def test_the_nearest_visit_stands_first(database: Any) -> None:
    plan = factories.plan()
    for name, days in (("Sở Xa", 20), ("Sở Gần", 3), ("Sở Giữa", 9)):
        unit = factories.unit(name)
        visit = factories.visit(plan, unit, today() + timedelta(days=days))
        duty(unit, plan, today() + timedelta(days=30 - days), visit=visit)
    duty(factories.unit("Sở Không lịch"), plan, today())
    names = [row.unit_name for row in board(today())]
    assert names == ["Sở Gần", "Sở Giữa", "Sở Xa", "Sở Không lịch"]


def test_what_is_awaited_stands_before_what_was_sent(database: Any) -> None:
    plan, report = factories.plan(), sent("Sở Đã nộp")
    Duty.update(due_on=today() - timedelta(days=200)).execute()
    duty(factories.unit("Sở Còn hạn"), plan, today() + timedelta(days=3))
    duty(factories.unit("Sở Quá hạn"), plan, today() - timedelta(days=1))
    duty(factories.unit("Sở Xong"), plan, today() - timedelta(days=300), state="accepted")
    names = [row.unit_name for row in board(today())]
    assert names == ["Sở Quá hạn", "Sở Còn hạn", report.duty.unit.name, "Sở Xong"]


def test_filters_by_unit_kind_late_and_waiting(sign_in: Any) -> None:
    sent("Sở Mới nộp", received_on=today())
    sent("Sở Chờ lâu", received_on=today() - timedelta(days=6))
    sent("Sở Nộp muộn", received_on=today() + timedelta(days=10))
    duty(factories.unit("Sở Tự kiểm tra"), kind="self_inspection_report", title="Tự kiểm tra")
    client = sign_in("office_editor")

    def names(query: str) -> set[str]:
        text = client.htmx(f"{BOARD}?{query}").text
        return {name for name in ("Mới nộp", "Chờ lâu", "Nộp muộn", "Tự kiểm tra")
                if f">Sở {name}</a>" in text}  # fmt: skip

    assert names("don-vi=so+cho") == {"Chờ lâu"}
    nothing = client.get(f"{BOARD}?don-vi=khong+co").text
    assert "Không đơn vị nào có tên chứa “khong co”" in nothing
    assert "<table" not in nothing
    assert names("cho=5") == {"Chờ lâu"}
    assert names("loai=self_inspection_report") == {"Tự kiểm tra"}
    assert "Nộp muộn" in names("muon=1")
    assert "Mới nộp" not in names("muon=1")
    assert names("trang-thai=submitted") == {"Mới nộp", "Chờ lâu", "Nộp muộn"}
    assert len(names("cho=khong&loai=khong&muon=x&trang-thai=y")) == 4


def test_next_and_previous_keep_the_filter(sign_in: Any) -> None:
    first, second, third = (sent(name) for name in ("Sở A", "Sở B", "Sở C"))
    client = sign_in("office_editor")
    text = client.get(f"{BOARD}{second.duty_id}/lan/1/?don-vi=so").text
    assert "2/3" in text
    links = {href.partition("?")[0] for href in Page(text).links if "don-vi=so" in href}
    assert links == {f"{BOARD}{first.duty_id}/lan/1/", f"{BOARD}{third.duty_id}/lan/1/"}
    assert "data-queue" not in client.get(f"{BOARD}{second.duty_id}/lan/1/?don-vi=so+b").text


def test_the_board_is_four_queries_whatever_happened(
    sign_in: Any, queries: Any, office: Any
) -> None:
    report = sent("Sở Tên mới", received_on=today())
    UnitName.create(unit=report.duty.unit, name="Sở Tên cũ", valid_to=today())
    move = dict(duty=report.duty, at=now() - timedelta(days=1), old_due_on=today())
    DutyHistory.create(**move, new_due_on=today() + timedelta(days=9), cause="extended")
    DutyHistory.create(**move | {"old_due_on": today() - timedelta(days=4)}, cause="")
    sent("Sở Khác").delete_instance()
    client = sign_in("office_editor")
    client.get(BOARD)
    with queries() as seen:
        text = client.get(BOARD).text
    assert seen.count <= 4, seen.statements
    assert "Sở Tên cũ" in text
    with queries() as seen:
        text = client.get(f"{BOARD}?ke-hoach={report.duty.plan_id}").text
    assert seen.count <= 4, seen.statements
    assert "Sở Tên cũ" in text
    assert "Sở Khác" not in text
    for one in Duty.select():
        assert f'<option value="{one.plan_id}"' in text, "every plan can be chosen"
    of_all, of_plan = board(today()), board(today(), report.duty.plan_id)
    assert [row for row in of_all if row.duty.plan_id == report.duty.plan_id] == of_plan
    for row in of_all:
        alone = duty_row(row.duty.id, today())
        assert alone is not None
        assert replace(alone, duty=row.duty) == row
    assert [row.submissions for row in of_plan] == [1]


# Accepting many


def test_many_are_accepted_together_and_undone_to_the_last_column(sign_in: Any) -> None:
    one, two = sent("Sở A"), sent("Sở B")
    before = stored()
    client = sign_in("office_editor")
    page = client.get(BOARD).text
    assert page.count('name="chon"') == 2
    text = client.follow(client.post(f"{BOARD}chap-nhan/", {"chon": chosen(one, two)})).text
    assert "Đã chấp nhận 2 báo cáo" in text
    assert [row.state for row in Duty.select()] == ["accepted", "accepted"]
    assert Petition.select().count() == 2
    batch = AcceptanceBatch.get()
    text = client.follow(client.post(f"{BOARD}chap-nhan/{batch.id}/hoan-tac", {})).text
    assert "Đã hoàn tác: 2 báo cáo" in text
    assert stored() == before
    actions = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)]
    assert actions.count("accept-report") == actions.count("undo-acceptance") == 2
    client.post(f"{BOARD}chap-nhan/{batch.id}/hoan-tac", {})
    assert stored() == before


def test_a_single_acceptance_can_be_taken_back_too(office: Any) -> None:
    report = sent("Sở A")
    before = stored()
    review.accept(office, report, "Tốt", now())
    assert acceptances.undo(office, AcceptanceBatch.get(), now()) == 1
    assert stored() == before
    review.accept(office, Submission.get(), "Tốt", now())
    assert Duty.get().state == "accepted"


def test_after_half_an_hour_an_acceptance_stands(office: Any) -> None:
    review.accept(office, sent("Sở A"), "", now())
    later = now() + acceptances.UNDO_FOR + timedelta(seconds=1)
    with pytest.raises(acceptances.TooLate, match="30 phút"):
        acceptances.undo(office, AcceptanceBatch.get(), later)
    assert Duty.get().state == "accepted"


def test_the_unit_is_told_once_when_an_acceptance_can_no_longer_be_undone(office: Any) -> None:
    kept, undone = sent("Sở A"), sent("Sở B")
    for report in (kept, undone):
        factories.user("unit_editor", report.duty.unit)
        review.accept(office, report, "", now())
    acceptances.undo(
        office, AcceptanceBatch.select().order_by(AcceptanceBatch.id.desc()).get(), now()
    )
    assert acceptances.tell_accepted(SYSTEM, now()) == 0
    later = now() + acceptances.UNDO_FOR + timedelta(seconds=1)
    assert [acceptances.tell_accepted(SYSTEM, later) for _ in range(2)] == [1, 0]
    assert InboxItem.get().target == kept.duty_id


def test_what_was_worked_on_is_not_undone_nor_the_rest_of_its_batch(office: Any) -> None:
    batch, _refused = acceptances.accept_many(office, [sent("Sở A"), sent("Sở B")], "", now())
    assert batch is not None
    Petition.update(version=2, answer="Đã trả lời").where(
        Petition.id == Petition.select(Petition.id).order_by(Petition.id.desc()).limit(1)
    ).execute()
    before = stored()
    with pytest.raises(acceptances.TooLate, match="Kiến nghị"):
        acceptances.undo(office, batch, now())
    assert stored() == before


def test_what_cannot_be_accepted_is_named_and_the_rest_accepted(sign_in: Any) -> None:
    one, two = sent("Sở A"), sent("Sở B")
    submission(Duty.get_by_id(two.duty_id), ASKING)
    client = sign_in("office_editor")
    client.get(BOARD)
    answer = client.post(f"{BOARD}chap-nhan/", {"chon": [*chosen(one, two), "9-9", "x", "1-"]})
    text = client.follow(answer).text
    assert "Đơn vị đã nộp lại" in text
    states = {row.unit.name: row.state for row in Duty.select()}
    assert states == {"Sở A": "accepted", "Sở B": "submitted"}


def test_nothing_chosen_accepts_nothing(sign_in: Any) -> None:
    sent("Sở A")
    client = sign_in("office_editor")
    text = client.follow(client.post(f"{BOARD}chap-nhan/", {})).text
    assert "Chưa chọn báo cáo nào" in text
    assert not AcceptanceBatch.select().exists()
    client.get(f"{BOARD}chap-nhan/999/", 404)


def test_a_supervisor_reads_but_accepts_nothing(sign_in: Any) -> None:
    sent("Sở A")
    assert 'name="chon"' not in sign_in("supervisor").get(BOARD).text


# The second review


def test_the_reviewer_ticks_what_was_asked_and_the_rest_is_asked_again(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    first = sent("Sở A")
    done = review_comments.add_comment(office, first, "outline:p1.i", "Nêu biên chế", now())
    left = review_comments.add_comment(office, first, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, first, "Xem ý kiến", today() + timedelta(days=3), now())
    again = submission(Duty.get())
    client = sign_in("office_editor")
    page = f"{BOARD}{again.duty_id}/lan/2/"
    assert "Nêu biên chế" in client.get(page).text
    data = {f"yk-{done.id}": "resolved", f"yk-{left.id}": "unresolved", "yk-999": "resolved"}
    text = client.follow(client.post(f"{page}danh-dau/", data)).text
    assert "Đã đánh dấu 2 ý kiến" in text
    client.post(f"{page}danh-dau/", {f"yk-{done.id}": "nonsense"})
    review.return_submission(office, again, "Còn thiếu", today() + timedelta(days=3), now())
    asked = [(item.text, item.sent) for item in again.comments]
    assert asked == [("Thiếu nhiệm vụ", True)]
    text = client.follow(client.post(f"{page}danh-dau/", {f"yk-{left.id}": "resolved"})).text
    assert "không đánh dấu được nữa" in text


def test_a_resubmission_is_compared_with_what_was_returned(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    first = sent("Sở A")
    review_comments.add_comment(office, first, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, first, "Xem", today() + timedelta(days=3), now())
    submission(Duty.get(), ASKING, mode="received")
    third = submission(Duty.get(), {**ASKING, "cutoff": "2024-06-30"})
    text = sign_in("office_editor").get(f"{BOARD}{third.duty_id}/lan/3/").text
    assert "Thay đổi so với lần nộp 1" in text
    assert "Thiếu nhiệm vụ" in text
    assert "1 chỗ thay đổi" in text


# One timeline


def test_one_timeline_holds_everything_in_order(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    report = sent("Sở A")
    start = report.submitted_at - timedelta(days=1)
    for minutes, code in ((0, "outline:p1.i"), (10, "cutoff"), (200, "cutoff")):
        DraftEdit.create(
            duty=report.duty, code=code, version=1, at=start + timedelta(minutes=minutes),
            by="Lò Văn An",
        )  # fmt: skip
    review_comments.add_note(office, report, "", "GHI-CHU-RIENG", now())
    review_comments.add_comment(office, report, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, report, "Xem ý kiến", today() + timedelta(days=3), now())
    ReminderStep.create(
        duty=report.duty, user=factories.user("unit_editor", full_name="Hà Thị Bình"), step=-5,
        due_on=today(), state="sent", at=start - timedelta(days=1),
    )  # fmt: skip
    text = sign_in("supervisor").get(f"{BOARD}{report.duty_id}/dien-bien/").text
    order = [
        "Gửi: Hà Thị Bình",
        "2 ô, 2 lần",
        "1 ô, 1 lần",
        "Nộp lần 1",
        "GHI-CHU-RIENG",
        "Thiếu nhiệm vụ",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Đã trả lại (lần 1)" in text
    note = text.index("GHI-CHU-RIENG")
    assert "app-no-print app-internal-row" in text[note - 400 : note]
