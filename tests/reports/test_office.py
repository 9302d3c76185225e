"""The office's report pages: board, one report, reminder, who may open what."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.reports.models import Duty
from tests import factories
from tests.page_checks import Page
from tests.reports.office_factories import duty, form, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
LONG = timedelta(days=30)


def test_the_board_says_who_has_submitted_and_who_has_not(sign_in: Any) -> None:
    plan = factories.plan()
    late, done = factories.unit("Sở Tài chính"), factories.unit("Sở Y tế")
    visit = factories.visit(plan, late, today() + timedelta(days=4))
    duty(late, plan, today() - timedelta(days=2), visit=visit)
    submission(duty(done, plan, today() + LONG), mode="received", late=False)
    text = sign_in("office_editor").get(BOARD).text
    assert "quá hạn 2 ngày" in text
    assert "còn 4 ngày" in text
    assert "Đã nộp, chờ xem" in text
    assert "Nhận bản giấy hoặc qua QLVB" in text
    assert text.index("Sở Tài chính") < text.index("Sở Y tế")


def test_filters_are_links_and_a_form(sign_in: Any) -> None:
    one, two = factories.plan(2024), factories.plan(2023)
    duty(factories.unit("Sở Một"), one, today() + LONG)
    submission(duty(factories.unit("Sở Hai"), one, today() + LONG))
    duty(factories.unit("Sở Ba"), two, today() + LONG)
    client = sign_in("office_editor")
    only_plan = client.get(f"{BOARD}?ke-hoach={one.id}").text
    assert "Sở Một" in only_plan
    assert "Sở Ba" not in only_plan
    link = next(
        href
        for href in Page(only_plan).links
        if "trang-thai=submitted" in href and "csv" not in href
    )
    both = client.get(link).text
    assert "Sở Hai" in both
    assert "Sở Một" not in both
    assert "Sở Một" in client.get(f"{BOARD}?trang-thai=nonsense&ke-hoach=x").text


def test_an_empty_board_says_what_to_do(sign_in: Any) -> None:
    assert "Chưa có báo cáo nào phải nộp" in sign_in("office_editor").get(BOARD).text


def test_the_fragment_is_part_of_the_page(sign_in: Any) -> None:
    duty(factories.unit("Sở Một"))
    client = sign_in("office_editor")
    fragment = client.htmx(BOARD).text
    assert fragment.strip() in client.get(BOARD).text
    assert "<html" not in fragment


def test_the_board_costs_the_same_for_two_hundred_rows(sign_in: Any, queries: Any) -> None:
    plan, named = factories.plan(), form()
    client = sign_in("office_editor")

    def fill(count: int) -> None:
        for _ in range(count):
            unit = factories.unit()
            visit = factories.visit(plan, unit, today() + LONG)
            submission(duty(unit, plan, today() + LONG, visit=visit, form=named), values={})

    def cost() -> int:
        with queries() as seen:
            client.get(BOARD)
        return int(seen.count)

    fill(2)
    few = cost()
    fill(198)
    assert cost() == few
    frame = 3  # the session with its user and roles, and the identity of the province
    assert few - frame <= 5


def test_the_csv_opens_in_excel_and_runs_nothing(sign_in: Any) -> None:
    duty(factories.unit("=HYPERLINK(1)"), due_on=today() + LONG)
    answer = sign_in("office_editor").get(f"{BOARD}bang.csv")
    lines = answer.data.decode("utf-8").splitlines()
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert lines[0].split(";")[0] == "\ufeffĐơn vị"
    assert lines[1].startswith("'=HYPERLINK(1);Báo cáo phục vụ kiểm tra;")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_report_shows_its_deadline_submissions_and_events(sign_in: Any) -> None:
    owed = duty(factories.unit("Sở Tài chính"))
    submission(owed, received_on=date(2024, 6, 8), late=True, late_reason="Mất điện")
    text = sign_in("office_editor").get(f"{BOARD}{owed.id}/").text
    assert "Chậm nhất hết ngày 07/6/2024 (theo Kế hoạch)" in text
    assert "125/BC-STC" in text
    assert "Nộp quá hạn" in text
    assert "Mất điện" in text
    assert "Nộp lần 1" in text


def test_the_reason_for_blanks_is_read_with_the_report(sign_in: Any) -> None:
    owed = duty(factories.unit("Sở Tài chính"))
    sent = submission(owed)
    reason = {"missing_reason": "Chờ số liệu quý II"}
    sent.snapshot = json.dumps(json.loads(sent.snapshot) | reason)
    sent.save()
    client = sign_in("office_editor")
    for page in ("", "dien-bien/", "lan/1/", "lan/1/chap-nhan/"):
        assert reason["missing_reason"] in client.get(f"{BOARD}{owed.id}/{page}").text


def test_the_reminder_can_be_copied(sign_in: Any) -> None:
    owed = duty(factories.unit("Sở Tài chính"), due_on=today() + timedelta(days=3))
    text = sign_in("office_editor").get(f"{BOARD}{owed.id}/nhac/").text
    assert "Kính gửi Sở Tài chính," in text
    assert "còn 3 ngày" in text
    assert f"http://localhost/lam-viec/don-vi/bao-cao/{owed.id}/" in text
    assert "workspace/copy.js" in text
    assert "readonly" in text


def test_no_reminder_for_an_unannounced_visit(sign_in: Any) -> None:
    unit, plan = factories.unit("Sở Bí mật"), factories.plan()
    visit = factories.visit(plan, unit, today() + LONG, unannounced=True)
    owed = duty(unit, plan, today() + LONG, visit=visit)
    client = sign_in("office_editor")
    assert "<textarea" not in client.get(f"{BOARD}{owed.id}/nhac/").text
    page = client.get(f"{BOARD}{owed.id}/").text
    assert f"{owed.id}/nhac/" not in page
    assert "đột xuất, chưa công bố" in page
    visit.released = True
    visit.save()
    assert "<textarea" in client.get(f"{BOARD}{owed.id}/nhac/").text


def test_no_reminder_once_submitted(sign_in: Any) -> None:
    owed = duty()
    submission(owed)
    text = sign_in("office_editor").get(f"{BOARD}{owed.id}/nhac/").text
    assert "không cần nhắc" in text


READ = ("", "{id}/", "{id}/nhac/", "{id}/lan/1/", "{id}/lan/1/bao-cao.docx", "bang.csv")
WRITE = (
    "{id}/gia-han/", "{id}/nhan/", "{id}/nhap-thay/", "{id}/lan/1/tra-lai/",
    "{id}/lan/1/chap-nhan/", "{id}/lan/1/gop-y/",
)  # fmt: skip


@pytest.fixture
def owed(database: Any) -> Duty:
    found = duty(factories.unit("Sở Tài chính"))
    submission(found)
    return found


@pytest.mark.parametrize("path", [*READ, *WRITE])
def test_editors_and_approvers_open_everything(sign_in: Any, owed: Duty, path: str) -> None:
    for role in ("office_editor", "office_approver"):
        sign_in(role).get(BOARD + path.format(id=owed.id))


@pytest.mark.parametrize("path", READ)
def test_supervisors_read(sign_in: Any, owed: Duty, path: str) -> None:
    sign_in("supervisor").get(BOARD + path.format(id=owed.id))


@pytest.mark.parametrize("path", WRITE)
def test_supervisors_change_nothing(sign_in: Any, owed: Duty, path: str) -> None:
    sign_in("supervisor").get(BOARD + path.format(id=owed.id), 404)
    sign_in("supervisor").post(BOARD + path.format(id=owed.id), {}, 404)


@pytest.mark.parametrize("path", [*READ, *WRITE])
def test_units_and_teams_find_nothing_here(sign_in: Any, owed: Duty, path: str) -> None:
    for role in ("unit_editor", "unit_head", "team_head"):
        sign_in(role, owed.unit).get(BOARD + path.format(id=owed.id), 404)


@pytest.mark.parametrize("path", [*READ, *WRITE])
def test_strangers_are_asked_to_sign_in(visitor: Any, owed: Duty, path: str) -> None:
    answer = visitor.get(BOARD + path.format(id=owed.id), 302)
    assert "/tai-khoan/dang-nhap" in answer.headers["Location"]


@pytest.mark.parametrize("path", ["{id}/", "{id}/lan/1/", "{id}/gia-han/", "{id}/lan/9/"])
def test_what_does_not_exist_is_404(sign_in: Any, database: Any, path: str) -> None:
    sign_in("office_editor").get(BOARD + path.format(id=999), 404)


def test_the_supervisor_sees_no_buttons(sign_in: Any, owed: Duty) -> None:
    pages = [sign_in("supervisor").get(f"{BOARD}{owed.id}/{path}").text for path in ("", "lan/1/")]
    for text in pages:
        for word in (
            "/tra-lai/",
            "/chap-nhan/",
            "/lan/1/gop-y/",
            "/nhan/",
            "/nhap-thay/",
            "/gia-han/",
        ):
            assert word not in text


def test_dates_are_python_dates_on_every_database(database: Any) -> None:
    from portal.reports.board.queries import duty_row

    plan, unit = factories.plan(), factories.unit()
    visit = factories.visit(plan, unit, date(2024, 6, 12))
    row = duty_row(duty(unit, plan, visit=visit).id, date(2024, 6, 1))
    assert row is not None
    assert (row.first_session, row.days_to_visit) == (date(2024, 6, 12), 11)


HUGE = 10**30


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{HUGE}/", 404),
        (f"{HUGE}/gia-han/", 404),
        (f"{{id}}/lan/{HUGE}/", 404),
        (f"{{id}}/lan/1/minh-chung/{HUGE}", 404),
        ("0/", 404),
        (f"{2**31 - 1}/", 404),
        (f"?ke-hoach={HUGE}", 200),
        ("?ke-hoach=%00&trang-thai=%00", 200),
        (f"bang.csv?ke-hoach={HUGE}", 200),
    ],
)
def test_absurd_numbers_are_no_crash(sign_in: Any, owed: Duty, path: str, status: int) -> None:
    sign_in("office_editor").get(BOARD + path.format(id=owed.id), status)


def test_an_absurd_comment_number_is_no_crash(sign_in: Any, owed: Duty) -> None:
    sign_in("office_editor").post(f"{BOARD}{owed.id}/lan/1/gop-y/{HUGE}/xoa", {}, 404)
