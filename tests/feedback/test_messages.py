"""Somebody outside says what is wrong; the office answers; the sender alone reads the answer."""

from datetime import timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now
from portal.db import write
from portal.feedback import actions, queries
from portal.feedback.actions import Message
from portal.feedback.models import Feedback
from portal.feedback.rules import CONTACT_KEPT, MOST_FROM_ONE
from portal.ticking import run_due
from tests import factories

HERE, OFFICE = "/gop-y/thong-tin/", "/lam-viec/dieu-hanh/gop-y/"
WRONG = "Ngày kiểm tra tại Sở Tài chính ghi sai"


def sent(text=WRONG, **values):
    return {"text": text, "page": "", "name": "", "contact": "", "website": "", **values}


@pytest.mark.parametrize(
    ("kind", "leads_to", "says"),
    [
        ("information", HERE, "Cán bộ Sở Nội vụ đọc từng góp ý"),
        ("petition", "/gop-y/phan-anh/", "Cổng Dịch vụ công quốc gia"),
        ("complaint", "/gop-y/khieu-nai-to-cao/", "không tiếp nhận khiếu nại, tố cáo"),
    ],
)
def test_each_kind_is_led_to_who_decides_on_it(visitor, kind, leads_to, says):
    visitor.get("/gop-y/")
    answer = visitor.post("/gop-y/", {"kind": kind})
    assert answer.headers["Location"] == leads_to
    assert says in visitor.follow(answer).text


def test_the_page_left_comes_along(visitor):
    page = "/ke-hoach/ke-hoach-kiem-tra-2026/"
    visitor.get("/gop-y/", headers={"Referer": f"http://localhost{page}?x=1"})
    refused = visitor.post("/gop-y/", {"page": page}, 422).text
    assert f'value="{page}"' in refused, "a forgotten choice loses the page"
    answer = visitor.post("/gop-y/", {"kind": "information", "page": page})
    assert f'value="{page}"' in visitor.follow(answer).text


def test_nothing_chosen_is_said_at_the_field(visitor):
    visitor.get("/gop-y/")
    page = visitor.post("/gop-y/", {}, 422).text
    assert "#kind" in page
    assert "?." not in page


def test_only_a_text_that_reads_like_a_complaint_is_asked_about(visitor):
    visitor.get(HERE)
    assert "không phải đơn thư" not in visitor.post(HERE, sent(""), 422).text
    asked = visitor.post(HERE, sent("Tôi khiếu nại quyết định của Sở"), 422).text
    assert "không phải đơn thư" in asked


def test_a_message_is_answered_and_only_its_sender_reads_that(visitor, sign_in):
    visitor.get(HERE)
    thanks = visitor.post(
        HERE, sent(page="Lịch kiểm tra", name="Lò Thị Hoa", contact="0900 000 000")
    )
    shown = visitor.follow(thanks).text
    assert "Đã nhận góp ý GY-" in shown
    assert "Lò Thị Hoa" not in shown, "a shared screen tells who sent it"
    row = Feedback.get()
    clerk = sign_in("office_editor")
    assert WRONG in clerk.get("/lam-viec/").text
    assert "Lịch kiểm tra" in clerk.get(OFFICE).text
    page = f"{OFFICE}{row.id}/"
    assert "0900 000 000" in clerk.get(page).text
    typed = {"version": "1", "state": "answered", "answer": "Đã sửa thành 12/6/2026."}
    clerk.post(page, typed)
    assert "Đã sửa thành 12/6/2026." in visitor.get(thanks.headers["Location"]).text
    assert WRONG not in clerk.get("/lam-viec/").text
    visitor.get("/gop-y/tra-cuu/khong-co-ma-nay/", 404)


def test_the_code_is_found_however_it_is_typed(visitor, database):
    row, code = actions.send(Message(WRONG), "10.0.0.1", "x")
    visitor.get("/gop-y/tra-cuu/")
    typed = f"{code[:4]} - {code[4:8]}-{code[8:]}".upper()
    answer = visitor.post("/gop-y/tra-cuu/", {"code": typed})
    assert row.label in visitor.follow(answer).text
    assert "Không có góp ý nào" in visitor.post("/gop-y/tra-cuu/", {"code": "abc"}, 422).text
    assert code not in str(list(Feedback.select().dicts()))


def test_a_complaint_is_stopped_before_it_is_taken_for_feedback(visitor, database):
    visitor.get(HERE)
    text = "Tôi khiếu nại quyết định số 12 của Sở"
    said = visitor.post(HERE, sent(text), 422).text
    assert "không tiếp nhận" in said
    assert text in said, "what was typed is lost"
    assert Feedback.select().count() == 0
    visitor.post(HERE, sent("Trang hướng dẫn khiếu nại bị hỏng", confirmed="1"))
    assert Feedback.select().count() == 1


def test_machines_that_fill_every_field_are_refused(visitor, database):
    visitor.get(HERE)
    visitor.post(HERE, sent(website="http://spam.example"), 422)
    assert Feedback.select().count() == 0


def test_a_double_click_makes_one_message_and_the_last_code_finds_it(database):
    first, old = actions.send(Message(WRONG), "10.0.0.1", "x")
    again, code = actions.send(Message(WRONG), "10.0.0.1", "x")
    assert (first.id, Feedback.select().count()) == (again.id, 1)
    assert queries.by_code(code)
    assert not queries.by_code(old)


def test_two_people_behind_one_address_keep_a_code_each(database):
    first, code = actions.send(Message(WRONG), "10.0.0.1", "x")
    with write():
        Feedback.update(received_at=now() - timedelta(minutes=2)).execute()
    second, other = actions.send(Message(WRONG), "10.0.0.1", "x")
    assert queries.by_code(code).id == first.id
    assert queries.by_code(other).id == second.id != first.id


def test_one_place_may_send_so_many_an_hour(visitor, database):
    visitor.get(HERE)
    for number in range(MOST_FROM_ONE):
        visitor.post(HERE, sent(f"{WRONG} {number}"))
    said = visitor.post(HERE, sent(f"{WRONG} nữa"), 429).text
    assert "Hãy gửi lại sau một giờ" in said
    assert f"{WRONG} nữa" in said
    actions.send(Message(f"{WRONG} từ nơi khác"), "10.0.0.9", "x")
    with write():
        Feedback.update(received_at=now() - timedelta(hours=2)).execute()
    visitor.post(HERE, sent(f"{WRONG} nữa"))


def test_two_clerks_do_not_answer_over_each_other(sign_in, database):
    row, _ = actions.send(Message(WRONG), "10.0.0.1", "x")
    first, second = sign_in("office_editor"), sign_in("office_approver")
    page = f"{OFFICE}{row.id}/"
    for clerk in (first, second):
        clerk.get(page)
    first.post(page, {"version": "1", "state": "answered", "answer": "Đã sửa."})
    said = second.post(page, {"version": "1", "state": "closed", "answer": "Không rõ."}, 409).text
    assert "Đã sửa." in said
    assert "Không rõ." in said
    assert Feedback.get().answer == "Đã sửa."
    second.post(page, {"version": "2", "state": "closed", "answer": "Không rõ."})
    assert Feedback.get().state == "closed"


@pytest.mark.parametrize(
    "typed",
    [
        {"version": "1", "state": "answered", "answer": ""},
        {"version": "1", "state": "new", "answer": "x"},
        {"version": "1", "answer": "x"},
    ],
)
def test_an_incomplete_answer_is_refused_at_its_field(sign_in, database, typed):
    row, _ = actions.send(Message(WRONG), "10.0.0.1", "x")
    clerk = sign_in("office_editor")
    clerk.get(f"{OFFICE}{row.id}/")
    clerk.post(f"{OFFICE}{row.id}/", typed, 422)
    assert Feedback.get().state == "new"


def test_numbers_go_on_within_a_year(database):
    labels = [actions.send(Message(f"{WRONG} {n}"), f"10.0.0.{n}", "x")[0].label for n in range(3)]
    assert [label[-4:] for label in labels] == ["0001", "0002", "0003"]


def test_names_are_forgotten_long_after_the_answer(database):
    row, _ = actions.send(
        Message(WRONG, name="Lò Thị Hoa", contact="0900 000 000"), "10.0.0.1", "x"
    )
    actions.decide(factories.actor(), row, 1, "answered", "Đã sửa.")
    assert not [line for line in run_due() if "Góp ý" in line]
    with write():
        Feedback.update(answered_at=now() - CONTACT_KEPT - timedelta(days=1)).execute()
    assert [line for line in run_due() if "của 1 người gửi" in line]
    kept = Feedback.get()
    assert (kept.name, kept.contact, kept.text) == ("", "", WRONG)
    log = " ".join(entry.after + entry.before for entry in AuditEntry.select())
    assert "Lò Thị Hoa" not in log


READ_BY_ALL = ("/gop-y/", HERE, "/gop-y/tra-cuu/", "/xac-thuc/bien-nhan/", "/khong-co/")


@pytest.mark.parametrize("address", READ_BY_ALL)
def test_live_pages_for_readers_stand_in_the_frame_of_the_public_site(visitor, address):
    page = visitor.get(address, 404 if address == "/khong-co/" else 200).text
    for part in ('aria-label="Chuyên mục"', 'href="/lich-kiem-tra/"', 'action="/tim-kiem/"',
                 'href="/tai-khoan/dang-nhap"'):  # fmt: skip
        assert part in page


def test_pages_of_the_workspace_keep_their_own_frame(sign_in):
    assert 'aria-label="Chuyên mục"' not in sign_in("office_editor").get(OFFICE).text


def test_a_leader_reads_and_does_not_answer(sign_in, database):
    row, _code = actions.send(Message("information", WRONG), "203.0.113.9", "khoá")
    page = f"{OFFICE}{row.id}/"
    assert "Cách xử lý" in sign_in("office_editor").get(page).text
    assert "Cách xử lý" not in sign_in("supervisor").get(page).text
