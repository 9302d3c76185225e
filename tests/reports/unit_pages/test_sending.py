"""From the check to the receipt; late, unchanged, signed off online."""

import re
from datetime import date, timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.people.actions import delegate
from portal.reports.models import Duty, Submission
from portal.reports.review.actions import return_submission
from portal.reports.review.comments import add_comment
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports.unit_pages.steps import PDF, TEXT, autosave, pdf, sending


def test_the_whole_way_to_a_receipt(editor, duty, root):
    editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    autosave(editor, root, "stat:i.1-nhiem-vu:note", "xem công văn")
    editor.get(root + "gui/")
    receipt = editor.follow(editor.post(root + "gui/", sending()))
    sent = Submission.get()
    assert sent.receipt in receipt.text
    assert sent.sha256 in receipt.text
    assert "Đang thống kê" in receipt.text
    (answered,) = re.findall(r"Số mục đã trả lời\s*</dt>\s*<dd[^>]*>\s*(\d+)", receipt.text)
    assert answered == "1"
    assert editor.http.get(f"{root}lan-nop/1/ban-ky", buffered=True).data == PDF
    assert editor.http.get(f"{root}lan-nop/1/bao-cao.docx", buffered=True).data[:2] == b"PK"
    assert "Sáu phòng" in editor.get(f"{root}lan-nop/1/").text
    again = editor.post(root + "gui/", sending())
    assert again.headers["Location"].endswith("/bien-nhan/1/")
    assert Submission.select().count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"doc_number": ""},
        {"doc_date": "hôm qua"},
        {"doc_date": f"{today() + timedelta(days=1):%d/%m/%Y}"},
        {"signer": ""},
        {"confirm": ""},
        {"missing_reason": ""},
        {"file": pdf("x.pdf", b"")},
        {"file": pdf("x.docx", b"PK\x03\x04")},
        {"file": pdf("x.pdf", b"khong phai")},
    ],
)
def test_nothing_is_sent_while_something_is_wrong(editor, root, bad):
    editor.get(root + "gui/")
    file = bad.get("file", pdf())
    file[0].seek(0)
    editor.post(root + "gui/", sending(**{**bad, "file": file}), 422)
    assert Submission.select().count() == 0


def test_the_signed_file_is_not_uploaded_again_because_of_a_mistake_elsewhere(editor, root):
    """Twenty megabytes over a slow line; a browser forgets the file of a page it posted."""
    page = editor.post(root + "gui/", sending(doc_date="31/12/2099"), 422).text
    assert "Không chọn tệp khác thì gửi kèm tệp này" in page
    again = {name: value for name, value in sending().items() if name != "file"}
    editor.post(root + "gui/", again | {"seen": "0" * 64}, 409)
    editor.post(root + "gui/", again, 302)
    assert Submission.get().signed_file is not None


def test_a_draft_edited_meanwhile_must_be_looked_at_again(editor, root):
    editor.post(root + "gui/", sending(seen="0" * 64), 409)
    assert Submission.select().count() == 0


def test_sending_a_returned_report_again_unchanged_is_warned_of_and_reads_the_item(
    editor, duty, root
):
    office = base.actor("office_editor")
    editor.get(root + "gui/")
    editor.post(root + "gui/", sending(file=pdf()))
    sent = Submission.get()
    add_comment(office, sent, TEXT, "Nêu rõ biên chế", now())
    return_submission(office, sent, "Thiếu Phụ lục I", today() + timedelta(days=5), now())
    boxes = re.findall(r'id="muc-\d+">([^<]+)</h2>', editor.get("/lam-viec/").text)
    assert boxes[:2] == ["Báo cáo phải nộp", "Hộp tin (1 tin chưa đọc)"]
    assert "Việc cần khắc phục sau kiểm tra" in boxes[2:]
    page = editor.get(root + "gui/").text
    for words in ("Báo cáo giống hệt lần nộp trước", "Thiếu Phụ lục I", "Nêu rõ biên chế"):
        assert words in page
    item = InboxItem.get(InboxItem.kind == "returned")
    assert item.read_at is None
    editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    assert "giống hệt" not in editor.get(root + "gui/").text
    editor.post(root + "gui/", sending(file=pdf()))
    assert Submission.select().count() == 2
    assert InboxItem.get_by_id(item.id).read_at is not None


def test_a_report_taken_back_is_offered_the_document_it_was_sent_with(editor, duty, root):
    typed = sending()
    editor.get(root + "gui/")
    editor.post(root + "gui/", typed)
    editor.post(root + "thu-hoi", {}, 302)
    names = ("doc_number", "doc_date", "signer", "missing_reason")
    form = next(one for one in forms_of(editor.get(root + "gui/").text) if "signer" in one.inputs)
    typed["doc_date"] = "05/06/2024"
    assert {name: form.data()[name] for name in names} == {name: [typed[name]] for name in names}
    assert "confirm" not in form.data()


def test_a_returned_report_names_a_new_document(editor, duty, root):
    """What is put right is signed anew: under the old number it would pass for the old paper."""
    editor.post(root + "gui/", sending())
    return_submission(
        base.actor("office_editor"), Submission.get(), "Thiếu", today() + timedelta(days=5), now()
    )
    form = next(one for one in forms_of(editor.get(root + "gui/").text) if "signer" in one.inputs)
    assert form.data().get("doc_number", [""]) == [""]


def test_a_late_report_asks_for_its_reason(editor, root):
    Duty.update(due_on=date(2020, 1, 1)).execute()
    assert "không tự thu hồi được" in editor.get(root + "gui/").text
    assert "lý do gửi quá hạn" in editor.post(root + "gui/", sending(), 422).text
    editor.post(root + "gui/", sending(late_reason="Mất điện"))
    assert Submission.get().late


def test_the_head_signs_off_online_where_the_province_allows_it(app, sign_in, unit, duty, root):
    data = {name: value for name, value in sending().items() if name != "file"}
    head = sign_in("unit_head", unit)
    head.post(root + "gui/", data, 422)
    app.config["ONLINE_SIGN_OFF"] = True
    sign_in("unit_editor", unit).post(root + "gui/", data, 422)
    head.post(root + "gui/", data)
    assert Submission.get().mode == "online"


def test_a_deputy_signs_off_online_by_a_delegation_that_is_written_down(
    app, sign_in, unit, duty, root
):
    app.config["ONLINE_SIGN_OFF"] = True
    data = {name: value for name, value in sending().items() if name != "file"}
    deputy = base.user("unit_editor", unit)
    client = sign_in("unit_editor", unit, user=deputy)
    client.post(root + "gui/", data, 422)
    day = today()
    delegate(base.actor("unit_head", unit), unit, deputy, "15/GUQ", day, day, day)
    client.post(root + "gui/", data)
    assert Submission.get().mode == "online"
    entry = AuditEntry.get(AuditEntry.action == "sign-by-delegation")
    assert "15/GUQ" in entry.after
    assert "15/GUQ" in client.get(root + "bien-nhan/1/").text
    office, page = sign_in("office_editor"), f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/"
    for shown in (page, f"{page}lan/1/", f"{page}dien-bien/"):
        text = office.get(shown).text
        assert "15/GUQ" in text
        assert "Thủ trưởng xác nhận" not in text
