"""Evidence is stored once and serves several places; access is recorded without its password."""

import io
import json
from datetime import date

import pytest

from portal.clock import today
from portal.documents.models import Blob
from portal.reports import queries as reads
from portal.reports.attached_models import EvidenceUse, SystemAccess
from portal.reports.evidence.queries import places_of, serving
from portal.reports.models import Duty, Evidence
from portal.reports.system_access.rules import password_like
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TEXT, LIST, CELL = "outline:p1.i", "outline:p2.iv", "stat:i.1-nhiem-vu"


def attach(editor, root, field=TEXT, content=PDF, **values):
    form = {"subject": "Kế hoạch", "number": "5/KH", "field": field, **values}
    if content:
        form["file"] = (io.BytesIO(content), "ke-hoach.pdf")
    return editor.post(f"{root}minh-chung/", form, 302)


def places():
    [fields] = places_of(Duty.get()).values()
    return fields


def test_the_same_file_serves_another_place_and_is_kept_once(editor, duty, root):
    attach(editor, root)
    attach(editor, root, LIST, subject="Tên khác")
    assert (Evidence.select().count(), Blob.select().count()) == (1, 1)
    assert places() == [TEXT, LIST]
    assert "đã có trong báo cáo" in editor.get(f"{root}minh-chung/").text
    attach(editor, root, LIST)
    assert places() == [TEXT, LIST]


def test_the_same_document_without_a_file_is_one_piece(editor, root):
    day = {"issued_on": "5/3/2024"}
    attach(editor, root, content=b"", **day)
    attach(editor, root, LIST, content=b"", **day)
    attach(editor, root, LIST, content=b"", issued_on="6/3/2024")
    assert Evidence.select().count() == 2


def test_a_file_that_came_with_a_mistake_is_attached_by_the_next_try(editor, root):
    data = {"subject": "", "file": (io.BytesIO(PDF), "ke-hoach.pdf")}
    answer = editor.post(f"{root}minh-chung/", data, 422)
    assert "Đã nhận tệp “ke-hoach.pdf”; không cần chọn lại" in answer.text
    (form,) = (form for form in forms_of(answer.text) if "held" in form.inputs)
    editor.post(f"{root}minh-chung/", {**form.data(), "subject": "Kế hoạch"}, 302)
    piece = Evidence.get()
    assert (piece.file_name, piece.file is not None) == ("ke-hoach.pdf", True)


def test_a_piece_goes_to_a_row_and_leaves_it_again(editor, duty, root):
    attach(editor, root)
    piece = Evidence.get()
    address = f"{root}minh-chung/{piece.id}/cho-dung/"
    editor.post(address, {"field": CELL}, 302)
    page = editor.get(f"{root}minh-chung/").text
    assert "Phụ lục II: " in page
    assert [item.id for item in serving(duty, CELL)] == [piece.id]
    snapshot = reads.snapshot_of(reads.duty_row(duty.id))
    assert [(item["field"], item["also"]) for item in snapshot["evidence"]] == [(TEXT, [CELL])]
    editor.post(address, {"field": TEXT, "bo": "1"}, 302)
    assert places() == [CELL]
    assert not EvidenceUse.select().exists()
    editor.post(address, {"field": CELL, "bo": "1"}, 302)
    assert places() == [CELL]
    editor.post(address, {"field": "khong-co"}, 302)
    assert places() == [CELL]
    editor.post(address, {"field": TEXT}, 302)
    Duty.update(state="submitted").execute()
    editor.post(address, {"field": TEXT, "bo": "1"}, 302)
    assert places() == [CELL, TEXT], "what was sent stays as it is"


def test_a_sent_report_keeps_where_its_evidence_was_used(editor, duty, root):
    attach(editor, root)
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    editor.post(f"{root}minh-chung/{Evidence.get().id}/cho-dung/", {"field": LIST}, 302)
    assert places() == [TEXT]


def test_an_old_snapshot_reads_as_before(editor, duty, root):
    attach(editor, root)
    [item] = reads.snapshot_of(reads.duty_row(duty.id))["evidence"]
    assert "also" not in item
    json.dumps(item)


@pytest.mark.parametrize(
    "text",
    ["mật khẩu: abc", "Mật khẩu là lan2024", "MK: 123456", "password=x", "pass: hanoi", "Abc@12345",
     "tài khoản lan / Hanoi#2024", "pwd 1111", "aB3dE6gH", "otp 123456"],
)  # fmt: skip
def test_what_looks_like_a_password_is_one(text):
    assert password_like(text)


@pytest.mark.parametrize(
    "text",
    ["Hệ thống một cửa tỉnh", "lan.nguyen2@sonla.gov.vn", "https://dichvucong.gov.vn/p/home2",
     "Nguyễn Văn An (Đoàn kiểm tra 02)", "125/BC-SCT", "tk: thanhtra01", "VNPT iOffice 4.0",
     "QLVB&ĐH", "Nghị định 30/2020/NĐ-CP", "C06-BCA", "eOffice5"],
)  # fmt: skip
def test_names_addresses_and_numbers_are_none(text):
    assert not password_like(text)


def grant(editor, root, status=302, **values):
    form = {"system": "Một cửa điện tử", "holder": "Lò Văn An", "granted_on": "5/3/2024", **values}
    return editor.post(f"{root}truy-cap/", form, status)


def test_access_is_given_and_taken_back_also_after_the_report_was_accepted(editor, duty, root):
    grant(editor, root)
    grant(editor, root)
    row = SystemAccess.get()
    assert "Đã cấp" in editor.get(f"{root}truy-cap/").text
    Duty.update(state="accepted").where(Duty.id == duty.id).execute()
    page = editor.post(f"{root}truy-cap/{row.id}/", {"on": "4/3/2024"}, 422)
    assert "không thể trước ngày cấp" in page.text
    assert "4/3/2024" in page.text
    editor.post(f"{root}truy-cap/{row.id}/", {"on": "hôm nào"}, 422)
    editor.post(f"{root}truy-cap/{row.id}/", {"on": ""}, 302)
    assert SystemAccess.get().revoked_on == today()
    assert "Đã thu hồi" in editor.get(f"{root}truy-cap/").text


@pytest.mark.parametrize("field", ["system", "holder"])
def test_a_password_is_refused_with_a_message_and_not_stored(editor, root, field):
    page = grant(editor, root, 422, **{field: "lan, mật khẩu Abc@12345"})
    assert "Cổng không lưu mật khẩu" in page.text
    assert not SystemAccess.select().exists()


def test_a_wrong_entry_is_removed_and_another_units_is_not_there(editor, sign_in, duty, root):
    grant(editor, root)
    row = SystemAccess.get()
    other = factories.duty(base.unit())
    stranger = sign_in("unit_editor", other.unit)
    stranger.post(f"/lam-viec/don-vi/bao-cao/{other.id}/truy-cap/{row.id}/", {"xoa": "1"}, 404)
    editor.post(f"{root}truy-cap/{row.id}/", {"xoa": "1"}, 302)
    assert not SystemAccess.select().exists()


def test_a_viewer_reads_and_the_office_sees_it(editor, sign_in, unit, duty, root):
    grant(editor, root)
    page = sign_in("unit_viewer", unit).get(f"{root}truy-cap/")
    assert "Lò Văn An" in page.text
    assert "Ghi quyền vừa cấp" not in page.text
    page = sign_in("office_editor").get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/truy-cap/")
    assert "Chưa thu hồi" in page.text
    assert SystemAccess.get().granted_on == date(2024, 3, 5)
