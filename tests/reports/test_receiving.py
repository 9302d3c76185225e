"""Reports that came on paper, and reports the office sends in for a unit."""

import io
from datetime import date, timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.reports import receiving
from portal.reports.models import DraftField, Duty, ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.queries import earliest_receipt
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import InternalNote
from tests import factories
from tests.page_forms import forms_of
from tests.reports.office_factories import duty, pdf, submission, values_of

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
PAPER = receiving.UnitDocument("125/BC-STC", date(2024, 6, 5), "Trần Thị Bình")
DUE = date(2024, 6, 7)


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")


def received(office: Any, owed: Duty, on: date = date(2024, 6, 6)) -> Submission:
    return receiving.record_received(
        office, owed, arrival_number="841", received_on=on, copies=2, document=PAPER
    )


@pytest.mark.parametrize(
    ("on", "late"), [(date(2024, 6, 6), False), (DUE, False), (date(2024, 6, 8), True)]
)
def test_the_day_of_arrival_decides(office: Any, on: date, late: bool) -> None:
    owed = duty(due_on=DUE)
    sent = received(office, owed, on)
    assert (sent.mode, sent.late, sent.received_on) == ("received", late, on)
    assert (sent.arrival_number, sent.copies, sent.doc_number) == ("841", 2, "125/BC-STC")
    assert sent.receipt.startswith("BN-")
    assert Duty.get_by_id(owed.id).state == "submitted"


def test_the_same_paper_twice_is_recorded_once(office: Any) -> None:
    owed = duty(due_on=DUE)
    one, two = received(office, owed), received(office, Duty.get_by_id(owed.id))
    assert one.id == two.id
    assert Submission.select().count() == 1


def test_the_earliest_receipt_counts(office: Any) -> None:
    from portal.reports.board.queries import duty_row

    owed = duty(due_on=DUE)
    received(office, owed, date(2024, 6, 9))
    received(office, Duty.get_by_id(owed.id), date(2024, 6, 6))
    row = duty_row(owed.id, date(2024, 6, 10))
    assert row is not None
    assert earliest_receipt(owed) == row.first_received_on == date(2024, 6, 6)
    assert row.late is False
    assert row.submissions == 2


def test_comments_go_on_with_the_paper_copy_of_a_report_under_review(office: Any) -> None:
    owed = duty(due_on=DUE)
    first = submission(owed)
    for keep in (review_comments.add_comment, review_comments.add_note):
        keep(office, first, "outline:p1.i", "Xem lại", now())
    paper = received(office, Duty.get_by_id(owed.id))
    kept = [*ReviewComment.select(), *InternalNote.select()]
    assert [item.submission_id for item in kept] == [paper.id, paper.id]
    review.return_submission(office, paper, "Xem ý kiến", today(), now())
    again = received(office, Duty.get_by_id(owed.id), date(2024, 6, 7))
    assert ReviewComment.get().submission_id == paper.id
    assert again.number == 3


@pytest.mark.parametrize("state", ["accepted", "waived"])
def test_nothing_is_recorded_once_it_is_over(office: Any, state: str) -> None:
    owed = duty(due_on=DUE, state=state)
    with pytest.raises(NotAllowedNow):
        received(office, owed)
    assert not Submission.select().exists()


def test_keyed_for_a_unit_freezes_its_draft_and_says_why(app: Any, office: Any) -> None:
    owed = duty(due_on=DUE)
    DraftField.create(
        duty=owed, code="outline:p1.i", value='"Sở có 05 phòng"', updated_at=owed.created_at
    )
    blob = pdf(app.config["DATA"])

    def send() -> Submission:
        return receiving.submit_for_unit(
            office,
            Duty.get_by_id(owed.id),
            received_on=date(2024, 6, 6),
            document=PAPER,
            signed=blob,
            signed_name="bao-cao.pdf",
            reason="Đơn vị mất mạng",
        )

    sent = send()
    assert (sent.mode, sent.late, sent.signed_file_id) == ("keyed", False, blob.sha256)
    assert values_of(sent) == {"outline:p1.i": "Sở có 05 phòng"}
    assert send().id == sent.id
    entries = AuditEntry.select().where(AuditEntry.action == "key-report-for-unit")
    assert [entry.reason for entry in entries] == ["Đơn vị mất mạng"]


def form_data(**changed: Any) -> dict[str, Any]:
    return {
        "arrival_number": "841",
        "received_on": today().strftime("%d/%m/%Y"),
        "copies": "2",
        "doc_number": "125/BC-STC",
        "doc_date": today().strftime("%d/%m/%Y"),
        "signer": "Trần Thị Bình",
        **changed,
    }


def scan(body: bytes = b"%PDF-1.4\nquet\n%%EOF", name: str = "quet.pdf") -> Any:
    return (io.BytesIO(body), name)


def test_paper_by_the_page(sign_in: Any) -> None:
    owed = duty(due_on=today())
    client, page = sign_in("office_editor"), f"{BOARD}{owed.id}/nhan/"
    text = client.follow(client.post(page, form_data(scan=scan()))).text
    sent = Submission.get()
    assert sent.receipt in text
    assert "Số đến 841, 2 bộ" in text
    assert sent.signed_name == "quet.pdf"


TOMORROW = (today() + timedelta(days=1)).strftime("%d/%m/%Y")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arrival_number": ""}, "Số đến"),
        ({"received_on": TOMORROW}, "không được sau ngày hôm nay"),
        ({"doc_date": TOMORROW}, "không được sau ngày hôm nay"),
        ({"received_on": "01/01/2020"}, "không được trước ngày của báo cáo"),
        ({"copies": "0"}, "Số bộ"),
        ({"copies": "hai"}, "Số bộ"),
        ({"signer": ""}, "Người ký"),
        ({"doc_number": "1" * 51}, "50"),
        ({"scan": scan(b"MZ chuong trinh", "quet.pdf")}, "đổi đuôi"),
        ({"scan": scan(b"<html>", "quet.html")}, "quet.html"),
    ],
)
def test_bad_paper_is_said_at_the_field(sign_in: Any, changed: dict[str, Any], said: str) -> None:
    owed = duty(due_on=today())
    client = sign_in("office_editor")
    data = form_data(**changed)
    text = client.post(f"{BOARD}{owed.id}/nhan/", data, 422).text
    assert said in text
    assert 'value="841"' in text or changed.get("arrival_number") == ""
    assert not Submission.select().exists()


@pytest.mark.parametrize("page", ["nhan/", "nhap-thay/"])
def test_a_wrong_day_is_said_together_with_what_is_missing(sign_in: Any, page: str) -> None:
    owed = duty(due_on=today())
    client, path = sign_in("office_editor"), f"{BOARD}{owed.id}/{page}"
    text = client.post(path, form_data(signer="", received_on=TOMORROW), 422).text
    assert "Nhập người ký" in text
    assert "không được sau ngày hôm nay" in text
    text = client.post(path, form_data(signer="", received_on="01/01/2020"), 422).text
    assert "không được trước ngày của báo cáo" in text
    text = client.post(path, form_data(signer="", received_on="hôm qua"), 422).text
    assert "không được" not in text


def test_keyed_by_the_page_needs_the_signed_report(sign_in: Any) -> None:
    owed = duty(due_on=today())
    client, page = sign_in("office_editor"), f"{BOARD}{owed.id}/nhap-thay/"
    data = form_data(reason="Đơn vị mất mạng", missing_reason="Đơn vị gửi bản giấy")
    assert "Báo cáo đã ký của đơn vị" in client.post(page, data, 422).text
    text = client.follow(client.post(page, {**data, "signed_file": scan()})).text
    assert "Sở Nội vụ nhập thay" in text
    assert Submission.get().mode == "keyed"


@pytest.mark.parametrize(
    ("page", "field", "more"),
    [
        ("nhan/", "scan", {}),
        ("nhap-thay/", "signed_file", {"reason": "Mất mạng", "missing_reason": "Bản giấy"}),
    ],
)
def test_a_file_that_came_with_a_mistake_is_not_chosen_again(
    sign_in: Any, page: str, field: str, more: dict[str, str]
) -> None:
    owed = duty(due_on=today())
    client, path = sign_in("office_editor"), f"{BOARD}{owed.id}/{page}"
    wrong = form_data(signer="", **more) | {field: scan(name="Công văn 12.pdf")}
    text = client.post(path, wrong, 422).text
    assert "Đã nhận tệp “Công văn 12.pdf”" in text
    again = forms_of(text)[-1].data()
    client.post(path, {**again, "signer": "Trần Thị Bình"}, 302)
    sent = Submission.get()
    assert (sent.signed_name, sent.signed_file.size) == ("Công văn 12.pdf", 19)


def test_a_file_that_somebody_else_sent_cannot_be_named(sign_in: Any) -> None:
    owed, other = duty(due_on=today()), duty(due_on=today())
    first, path = sign_in("office_editor"), f"{BOARD}{{}}/nhap-thay/"
    data = form_data(reason="Mất mạng", missing_reason="Bản giấy")
    text = first.post(path.format(owed.id), {**data, "signer": "", "signed_file": scan()}, 422).text
    taken = {**data, "held": forms_of(text)[-1].data()["held"]}
    for client, to in ((first, other), (sign_in("office_approver"), owed)):
        refused = client.post(path.format(to.id), taken, 422).text
        assert "Chọn báo cáo đã ký của đơn vị" in refused
    assert not Submission.select().exists()


def test_an_accepted_report_takes_no_more_paper(sign_in: Any) -> None:
    owed = duty(due_on=today(), state="accepted")
    client = sign_in("office_editor")
    text = client.post(f"{BOARD}{owed.id}/nhan/", form_data(), 409).text
    assert "đã được chấp nhận" in text
    assert 'value="841"' in text
