"""A unit takes its report back before the deadline, and says whether a keyed one is right."""

from datetime import timedelta
from io import BytesIO

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.models import Duty, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.queries import earliest_receipt
from portal.reports.receiving import UnitDocument, submit_for_unit
from portal.reports.review import actions as review
from tests import factories
from tests.page_forms import forms_of
from tests.reports import office_factories as reports
from tests.reports.unit_pages.steps import sending

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def duty(database):
    due = today() + timedelta(days=3)
    return reports.duty(factories.unit("Sở Y tế"), factories.plan(2026), due)


@pytest.fixture
def clerk(sign_in, duty):
    return sign_in("unit_editor", duty.unit)


@pytest.fixture
def page(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/"


def state():
    return Duty.get().state


def test_recalled_and_sent_again_with_both_receipts_checkable(duty, clerk, page, visitor, sign_in):
    first = reports.submission(duty)
    assert "Thu hồi để sửa" in clerk.get(page).text
    clerk.post(f"{page}thu-hoi", {}, 302)
    assert state() == "open"
    check = {"number": first.receipt, "code": first.sha256}
    visitor.get("/xac-thuc/bien-nhan/")
    assert "đã được thu hồi" in visitor.post("/xac-thuc/bien-nhan/", check, 200).text
    clerk.get(f"{page}gui/")
    clerk.post(f"{page}gui/", sending(), 302)
    again = Submission.get(Submission.number == 2)
    said = visitor.post("/xac-thuc/bien-nhan/", check, 200).text
    assert "đã thay thế" in said
    assert again.receipt in said
    assert "đã được thay thế" in clerk.get(f"{page}bien-nhan/1/").text
    office = sign_in("office_editor")
    for told in ("", "dien-bien/"):
        text = office.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/{told}").text
        assert "Đơn vị thu hồi lần 1" in text
    assert "Đơn vị đã thu hồi" in office.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/").text


def test_twice_is_once_and_a_recalled_report_never_came(duty, clerk, page):
    reports.submission(duty)
    clerk.get(page)
    clerk.post(f"{page}thu-hoi", {}, 302)
    clerk.post(f"{page}thu-hoi", {}, 302)
    assert AuditEntry.select().where(AuditEntry.action == "recall-report").count() == 1
    assert earliest_receipt(Duty.get()) is None


@pytest.mark.parametrize("obstacle", ["late", "decided", "received"])
def test_it_stays_when_it_is_too_late_or_not_the_units_own(duty, clerk, page, obstacle):
    sent = reports.submission(duty)
    if obstacle == "late":
        Duty.update(due_on=today() - timedelta(days=1)).execute()
    elif obstacle == "decided":
        review.accept(factories.actor("office_editor"), sent, "", now())
    else:
        Submission.update(mode="received").execute()
    assert "Thu hồi để sửa" not in clerk.get(page).text
    before = state()
    clerk.post(f"{page}thu-hoi", {}, 302)
    assert state() == before


def test_a_viewer_recalls_nothing(duty, sign_in, page):
    reports.submission(duty)
    viewer = sign_in("unit_viewer", duty.unit)
    assert "Thu hồi để sửa" not in viewer.get(page).text
    viewer.post(f"{page}thu-hoi", {}, 404)


def test_a_returned_report_sent_again_and_recalled_is_still_a_returned_one(duty, clerk, page):
    reports.submission(duty, state="returned")
    reports.submission(duty)
    clerk.get(page)
    clerk.post(f"{page}thu-hoi", {}, 302)
    assert state() == "returned"


@pytest.fixture
def keyed(app, duty):
    office = factories.actor("office_editor")
    return submit_for_unit(
        office, duty, received_on=today(), document=UnitDocument("5/BC-SYT", today(), "Lê Văn A"),
        signed=reports.pdf(app.config["DATA"]), signed_name="bc.pdf", reason="Mất mạng",
    )  # fmt: skip


def accept(sent):
    return review.accept(factories.actor("office_approver"), sent, "", now())


def test_what_was_keyed_counts_once_the_unit_has_confirmed(duty, clerk, page, app, sign_in):
    head = factories.user("unit_head", duty.unit)
    office = factories.actor("office_editor")
    sent = submit_for_unit(
        office, duty, received_on=today(), document=UnitDocument("5/BC-SYT", today(), "Lê Văn A"),
        signed=reports.pdf(app.config["DATA"]), signed_name="bc.pdf", reason="Mất mạng",
    )  # fmt: skip
    assert InboxItem.select().where(InboxItem.user == head, InboxItem.page == "keyed").count() == 1
    with pytest.raises(NotAllowedNow, match="chưa xác nhận"):
        accept(sent)
    board = "/lam-viec/dieu-hanh/nop-bao-cao/"
    reader = sign_in("office_editor")
    assert f'value="{duty.id}-1"' not in reader.get(board).text, "it is not offered to be ticked"
    asked = reader.get(f"{board}{duty.id}/lan/1/chap-nhan/").text
    assert "đơn vị chưa xác nhận" in asked
    assert 'name="note"' not in asked
    shown = clerk.get(page).text
    assert "Xem và xác nhận" in shown
    assert "Chờ đơn vị xác nhận bản nhập thay" in shown
    assert "chờ Sở Nội vụ xem" not in shown
    assert "được tính khi đơn vị xác nhận là đúng" in clerk.get(f"{page}bien-nhan/1/").text
    start = clerk.get("/lam-viec/").text
    assert "Chờ xác nhận" in start
    assert "Không có báo cáo nào đang chờ đơn vị gửi" not in start
    assert "Chờ đơn vị xác nhận bản nhập thay" in clerk.get("/lam-viec/don-vi/").text
    clerk.get(f"{page}nhap-thay/")
    clerk.post(f"{page}nhap-thay/", {"right": "yes"}, 302)
    assert f'value="{duty.id}-1"' in reader.get(board).text
    assert 'name="note"' in reader.get(f"{board}{duty.id}/lan/1/chap-nhan/").text
    accept(Submission.get())
    assert state() == "accepted"


def test_what_is_wrong_is_taken_out_and_the_office_told(duty, clerk, page, keyed, sign_in):
    clerk.get(f"{page}nhap-thay/")
    assert "Ghi chỗ chưa đúng" in clerk.post(f"{page}nhap-thay/", {"right": "no"}, 422).text
    clerk.post(f"{page}nhap-thay/", {"right": "no", "note": "Sai số hồ sơ"}, 302)
    assert state() == "open"
    assert (KeyedConfirmation.get().state, Submission.get().state) == ("refused", "refused")
    assert earliest_receipt(Duty.get()) is None
    told = InboxItem.select().where(InboxItem.page == "office_duty")
    assert "Sai số hồ sơ" in told.get().text
    seen = sign_in("office_editor").get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/").text
    assert "Sai số hồ sơ" in seen[seen.index("Diễn biến") :]
    assert "Không có bản nhập thay" in clerk.get(f"{page}nhap-thay/").text
    with pytest.raises(NotAllowedNow):
        accept(Submission.get())


def test_the_same_paper_can_be_keyed_anew_after_a_refusal(duty, clerk, page, keyed, app):
    clerk.get(f"{page}nhap-thay/")
    clerk.post(f"{page}nhap-thay/", {"right": "no", "note": "Sai"}, 302)
    submit_for_unit(
        factories.actor("office_editor"), duty, received_on=today(),
        document=UnitDocument("5/BC-SYT", today(), "Lê Văn A"), signed=keyed.signed_file,
        signed_name="bc.pdf", reason="Nhập lại",
    )  # fmt: skip
    assert Submission.select().count() == 2
    assert state() == "submitted"


def test_a_document_without_a_form_is_sent_read_and_recalled(duty, clerk, page):
    Duty.update(form=None, kind="self_inspection_plan").execute()
    assert "Gửi văn bản đã ký" in clerk.get(page).text
    clerk.get(f"{page}gui/")
    answer = clerk.post(f"{page}gui/", sending(), 302)
    assert answer.headers["Location"].endswith("/bien-nhan/1/")
    clerk.get(f"{page}bien-nhan/1/")
    clerk.get(f"{page}lan-nop/1/", 302)
    clerk.get(f"{page}lan-nop/1/ban-ky").close()
    clerk.get(f"{page}lan-nop/1/bao-cao.docx", 404)
    clerk.get(page)
    clerk.post(f"{page}thu-hoi", {}, 302)
    assert state() == "open"


def test_a_report_on_what_was_put_right_leads_to_its_findings(duty, clerk, page):
    visit = factories.visit(duty.plan, duty.unit, today() - timedelta(days=20))
    Duty.update(form=None, kind="remediation_report", visit=visit).execute()
    assert f"/kiem-tra/{visit.id}/" in clerk.get(page).text
    clerk.get(f"{page}gui/", 404)


def test_a_unit_nobody_of_which_can_sign_in_confirms_on_paper(duty, keyed, sign_in):
    office, path = sign_in("office_editor"), f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/"
    assert "Ghi nhận đơn vị xác nhận trên giấy" in office.get(path).text
    typed = {
        "signer": "Lê Văn A, Giám đốc", "signed_on": today().strftime("%d/%m/%Y"),
        "reason": "Đơn vị chưa có tài khoản",
    }  # fmt: skip
    office.get(f"{path}xac-nhan-giay/")
    day_before = (today() - timedelta(days=1)).strftime("%d/%m/%Y")
    early = {**typed, "signed_on": day_before, "scan": (BytesIO(PDF), "xac-nhan.pdf")}
    refused = office.post(f"{path}xac-nhan-giay/", early, 422).text
    assert "chỉ xác nhận được từ ngày đó" in refused
    held = forms_of(refused)[-1].data()["held"]  # the scan is not chosen again
    office.post(f"{path}xac-nhan-giay/", {**typed, "held": held}, 302)
    word = KeyedConfirmation.get()
    assert (word.state, word.signer, word.scan_name) == (
        "confirmed", "Lê Văn A, Giám đốc", "xac-nhan.pdf",
    )  # fmt: skip
    page = office.get(path).text
    assert "trên giấy ngày" in page
    assert "Đơn vị chưa có tài khoản" in page
    with office.get(f"{path}lan/1/xac-nhan-giay") as scan:
        assert scan.data == PDF
    whole = office.get(f"{path}dien-bien/").text
    assert "Đơn vị xác nhận trên giấy" in whole
    assert "Lý do nhập thay: Mất mạng" in whole
    clerk = sign_in("unit_editor", duty.unit)
    assert "Sở ghi nhận đơn vị xác nhận trên giấy" in clerk.get(
        f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    ).text  # fmt: skip
    review.accept(factories.actor(), Submission.get(), "", now())


def test_who_can_say_it_in_the_portal_says_it_there(duty, keyed, sign_in):
    factories.user("unit_head", duty.unit, last_sign_in_at=now())
    office, path = sign_in("office_editor"), f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/"
    assert "xác nhận trên giấy" not in office.get(path).text
    typed = {
        "signer": "Lê Văn A", "signed_on": today().strftime("%d/%m/%Y"), "reason": "Nhanh hơn",
        "scan": (BytesIO(PDF), "a.pdf"),
    }  # fmt: skip
    office.get(f"{path}xac-nhan-giay/")
    assert "để đơn vị tự xác nhận" in office.post(f"{path}xac-nhan-giay/", typed, 409).text
    assert KeyedConfirmation.get().state == "waiting"
