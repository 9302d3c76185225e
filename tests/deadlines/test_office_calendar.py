"""The office keeps the calendar: previewed, saved with its deadlines, never one over another."""

import io
import re
from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.deadlines.actions import load_calendar
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.models import CalendarDay, CalendarNotice, CalendarYear
from portal.deadlines.queries import work_calendar
from portal.plans.models import Plan
from portal.reports.duties.visits import create_visit_duties
from portal.reports.models import Duty, DutyHistory
from tests import factories
from tests.documents.samples import PDF
from tests.plans.factories import issued, published

BASE = "/lam-viec/dieu-hanh/lich-nghi/"
NOTICE = {
    "source": "moi", "number": "Công văn số 9/VPCP-KGVX", "issued_on": "05/01/2026",
    "issuer": "Văn phòng Chính phủ", "decided": "chinh-thuc", "reason": "Theo thông báo",
    "version": "1",
}  # fmt: skip


@pytest.fixture
def year(database):
    """2026, undecided, with one day of the law."""
    CalendarDay.create(date=date(2026, 9, 2), kind="rest", name="Quốc khánh", provisional=True)
    return CalendarYear.create(year=2026, decided=False)


@pytest.fixture
def owed(year):
    """A published plan with a deadline that leaves days of rest, and a report owed before a
    visit on Tuesday 1 September, five working days ahead."""
    plan = factories.plan(2026, document=issued(issued_on=date(2026, 1, 5)))
    unit = factories.unit("Sở Y tế")
    strand = factories.strand(plan, (unit,))
    rule = DeadlineRule("days_before_visit", n=5, counting="working")
    factories.deadline(strand, rule=rule)
    by_day = DeadlineRule("by_date", day=date(2026, 8, 31), rest_day="next_working")
    factories.deadline(strand, duty="other", rule=by_day)
    visit = factories.visit(plan, unit, date(2026, 9, 1), strand)
    create_visit_duties(factories.actor(), visit)
    published(Plan.get_by_id(plan.id))
    return visit


def seal_of(page):
    """What the page of a preview says it showed."""
    return re.search(r'name="seal"[^>]*value="(\w+)"', page.text)[1]


def previewed(client, lines, **more):
    """The page of the preview, and the fields that a click on “Lưu” would send."""
    fields = {**NOTICE, "lines": lines, **more}
    page = client.post(f"{BASE}2026/sua/", {**fields, "viec": "xem"}, 200)
    return page.text, {**fields, "viec": "luu", "seal": seal_of(page)}


def test_a_notice_is_previewed_with_all_it_moves_and_then_saved(sign_in, owed):
    client = sign_in("office_editor")
    before = Duty.get().due_on
    text, fields = previewed(client, "31/8 nghỉ, làm bù 22/8")
    assert before == date(2026, 8, 25)
    assert "24/08/2026" in text
    assert "25/08/2026" in text
    assert "Sở Y tế" in text
    assert "cần đăng lại" in text
    assert CalendarDay.select().count() == 1
    assert Duty.get().due_on == before

    page = client.follow(client.post(f"{BASE}2026/sua/", fields))
    assert "Đã tính lại 1 thời hạn" in page.text
    assert Plan.get().title in page.text
    assert Duty.get().due_on == date(2026, 8, 24)
    history = DutyHistory.get()
    assert (history.old_due_on, history.reason) == (before, "Theo thông báo")
    saved = CalendarDay.get(CalendarDay.date == date(2026, 8, 31))
    assert saved.notice.number == "Công văn số 9/VPCP-KGVX"
    assert saved.source == "Công văn số 9/VPCP-KGVX ngày 05/01/2026 của Văn phòng Chính phủ"
    # the year is settled now, and with it the days it had before
    assert not work_calendar().provisional(date(2026, 9, 2))
    entry = AuditEntry.get(AuditEntry.action == "change-calendar")
    assert "2026-08-31" in entry.after
    assert "2026-08-31" not in entry.before


def test_a_session_on_a_new_day_of_rest_is_pointed_out(sign_in, owed):
    text, _ = previewed(sign_in("office_editor"), "01/9 nghỉ")
    assert "cần dời buổi này" in text


def test_what_was_not_previewed_is_not_saved(sign_in, owed):
    client = sign_in("office_editor")
    _, fields = previewed(client, "31/8 nghỉ, làm bù 22/8")
    factories.visit(Plan.get(), factories.unit("Sở Xây dựng"), date(2026, 8, 31))
    page = client.post(f"{BASE}2026/sua/", fields, 200)
    assert "vừa thay đổi sau lần xem trước" in page.text
    assert "Sở Xây dựng" in page.text
    assert CalendarDay.select().count() == 1
    client.post(f"{BASE}2026/sua/", {**fields, "seal": seal_of(page)}, 302)
    assert CalendarDay.select().count() == 3


def test_two_people_on_one_year_lose_nothing(sign_in, year):
    one, other = sign_in("office_editor"), sign_in("office_approver")
    _, first = previewed(one, "30/4 nghỉ Ngày Chiến thắng")
    _, second = previewed(other, "01/5 nghỉ Quốc tế Lao động")
    one.post(f"{BASE}2026/sua/", first, 302)
    page = other.post(f"{BASE}2026/sua/", second, 409)
    assert "Người khác vừa sửa lịch năm 2026" in page.text
    assert "Ngày Chiến thắng" in page.text
    assert "01/5 nghỉ Quốc tế Lao động" in page.text
    assert not CalendarDay.select().where(CalendarDay.date == date(2026, 5, 1)).exists()
    # the second click of a double click is no conflict
    one.post(f"{BASE}2026/sua/", first, 302)
    assert CalendarNotice.select().count() == 1


def test_a_day_is_taken_off_the_list(sign_in, year):
    client = sign_in("office_editor")
    form = client.get(f"{BASE}2026/sua/?ngay=2026-09-02&viec=bo")
    assert "02/09/2026 bỏ" in form.text
    _, fields = previewed(client, "02/09/2026 bỏ", source="luat", decided="du-kien")
    client.post(f"{BASE}2026/sua/", fields, 302)
    assert work_calendar().is_working(date(2026, 9, 2))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"lines": "40/4 nghỉ"}, "không có ngày 40/4"),
        ({"lines": "", "decided": "du-kien"}, "Chưa có ngày nào được thêm"),
        ({"lines": "30/4 nghỉ", "number": ""}, "Nhập số, ký hiệu của văn bản."),
        ({"lines": "30/4 nghỉ", "link": "javascript:alert(1)"}, "Địa chỉ bắt đầu bằng"),
        ({"lines": "30/4 nghỉ", "source": "luat"}, "phải theo một văn bản"),
        ({"lines": "30/4 nghỉ", "reason": ""}, "Nhập lý do thay đổi."),
    ],
)
def test_what_cannot_be_saved_is_said_at_the_field(sign_in, year, fields, message):
    page = sign_in("office_editor").post(f"{BASE}2026/sua/", {**NOTICE, **fields}, 422)
    assert message in page.text
    assert CalendarDay.select().count() == 1


def test_a_bad_line_and_an_empty_field_are_said_in_one_go(sign_in, year):
    fields = {**NOTICE, "lines": "40/4 nghỉ", "number": ""}
    shown = sign_in("office_editor").post(f"{BASE}2026/sua/", fields, 422).text
    assert "không có ngày 40/4" in shown
    assert "Nhập số, ký hiệu của văn bản." in shown


def test_a_new_year_begins_with_the_law_and_stays_provisional(sign_in, database):
    client = sign_in("office_editor")
    page = client.get(f"{BASE}2028/sua/?tu=luat")
    assert "04/04/2028 nghỉ Ngày Giỗ Tổ Hùng Vương" in page.text
    fields = {
        "version": "0", "lines": "04/04/2028 nghỉ Ngày Giỗ Tổ Hùng Vương", "source": "luat",
        "decided": "du-kien", "reason": "Bản dự kiến",
    }  # fmt: skip
    shown = client.post(f"{BASE}2028/sua/", {**fields, "viec": "xem"}, 200)
    client.post(f"{BASE}2028/sua/", {**fields, "viec": "luu", "seal": seal_of(shown)}, 302)
    assert "Dự kiến" in client.get(f"{BASE}2028/").text
    calendar = work_calendar()
    assert calendar.provisional(date(2028, 4, 4))
    assert calendar.provisional(date(2028, 7, 4))


def test_loading_leaves_a_year_alone_that_the_office_keeps(sign_in, year, tmp_path):
    client = sign_in("office_editor")
    _, fields = previewed(client, "30/4 nghỉ Ngày Chiến thắng")
    client.post(f"{BASE}2026/sua/", fields, 302)
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2026.toml").write_text(
        '[meta]\nyear = 2026\n[[day]]\ndate = 2026-01-01\nkind = "rest"\nname = "Tết"\n'
    )
    change = load_calendar(tmp_path)
    assert change.kept == (2026,)
    assert not change.added
    assert not work_calendar().is_working(date(2026, 4, 30))


def test_a_load_that_moves_a_deadline_moves_what_is_stored(owed, tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2026.toml").write_text(
        '[meta]\nyear = 2026\n[[day]]\ndate = 2026-08-31\nkind = "rest"\nname = "Nghỉ"\n'
    )
    load_calendar(tmp_path)
    assert Duty.get().due_on == date(2026, 8, 24)
    assert "Nạp lịch" in DutyHistory.get().reason


def test_the_text_of_a_notice_is_kept_and_given_back(sign_in, year):
    notice = CalendarNotice.create(year=2026, number="9/CV", issuer="VPCP")
    client = sign_in("office_editor")
    path = f"{BASE}2026/van-ban/{notice.id}/"
    client.post(path, {}, 422)
    client.get(f"{path}tep", 404)
    client.get(path.replace("2026", "2025"), 404)
    client.follow(client.post(path, {"file": (io.BytesIO(PDF), "thong-bao.pdf")}))
    with sign_in("supervisor").http.get(f"{path}tep") as answer:
        assert answer.data == PDF


def test_who_only_reads_is_not_led_to_the_forms(sign_in, year):
    for role, led in (("office_editor", True), ("admin", False)):
        page = sign_in(role).get(BASE).text
        assert "Chưa có lịch của" in page
        assert ("/sua/" in page) == led
