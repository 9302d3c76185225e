"""Import of a plan's text from Word: review first, then take over."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.config import ROOT
from portal.documents.word.residue import residue
from portal.plans.models import Plan
from portal.plans.publication import to_payload
from portal.plans.queries import plan_by_id
from tests import factories
from tests.documents.samples import PDF, docx_bytes, office_bytes, old_office, zip_bytes
from tests.documents.word.everything import AUTHOR, everything, with_embedded_object

SEED = ROOT.parent / "shared" / "seeds" / "docx" / "003_83904f557bb4d90c.docx"
LEAKS = docx_bytes("I. Mục đích", "Gửi về thư canbo@sonla.gov.vn", r"C:\Users\abc\ke hoach.docx")

OLD_WORD, LOCKED = old_office("WordDocument"), old_office("EncryptedPackage")
OPEN_TEXT = zip_bytes(
    {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
)
MACRO = office_bytes(vbaProject__bin=b"x")
WITHOUT_MAIN = zip_bytes({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"})


def base(plan: Plan) -> str:
    return f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/"


def upload(client, plan, content: bytes, name: str = "ke hoach.docx", status: int = 302):
    data = {"file": (io.BytesIO(content), name)}
    return client.post(base(plan) + "nhap-word/", data, status, content_type="multipart/form-data")


def review_path(answer) -> str:
    target = urlsplit(answer.headers["Location"])
    return f"{target.path}?{target.query}"


def test_nothing_changes_before_the_review_and_all_after_it(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, LEAKS))
    text = client.get(path).text
    assert "canbo@sonla.gov.vn" in text
    assert "Đường dẫn máy tính nội bộ" in text
    assert "Bản đăng kèm khác tệp gốc ở những chỗ nào" in text
    assert "vẫn còn những chỗ khác nêu trên" in text
    assert plan_by_id(plan.id).body_html == ""
    client.post(path, {"take_text": "1", "version": "1"})
    row = plan_by_id(plan.id)
    assert "Mục đích" in row.body_html
    assert row.original_name == "ke hoach.docx"
    assert {flag["kind"] for flag in row.import_flags} >= {"email", "path"}
    assert to_payload(row).original is None


def test_a_clean_copy_is_public_when_ticked_and_the_original_stays_inside(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, everything()))
    text = client.get(path).text
    assert "Đã bỏ 1 chỗ chữ ẩn" in text
    assert "Đã xóa hẳn 1 chỗ" in text
    client.post(path, {"take_text": "1", "version": "1", "publish_original": "1"})
    row = plan_by_id(plan.id)
    public = to_payload(row).original
    assert public.name == "ke hoach.docx"
    assert public.sha256 == row.public_original_id != row.original_id
    text = client.get(base(plan) + "trinh-dang/").text
    assert "bản đã làm sạch của tệp gốc" in text
    assert "Đã bỏ 2 đường dẫn" in text
    inside = client.get(base(plan) + "tep/goc")
    assert inside.data == everything()
    outside = client.get(base(plan) + "tep/ban-dang")
    assert residue(outside.data, frozenset((AUTHOR,))) == ""
    inside.close()
    outside.close()
    client.get(base(plan) + "toan-van/")
    client.post(base(plan) + "toan-van/", {"style": "html", "body": "<p>Mới</p>", "version": "2"})
    assert to_payload(plan_by_id(plan.id)).original is None


def test_what_stays_in_the_copy_is_shown_before_it_is_proposed(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, LEAKS))
    client.post(path, {"take_text": "1", "version": "1", "publish_original": "1"})
    text = client.get(base(plan) + "trinh-dang/").text
    assert "Địa chỉ thư điện tử: <q>Gửi về thư canbo@sonla.gov.vn" in text
    # the text itself still has its path, which the check before publishing points at
    assert "<q>C:" not in text.replace('app-lint__quote"><q>C:', "")


def test_a_file_that_cannot_be_cleaned_is_never_public(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, with_embedded_object()))
    assert "Hãy đăng bản PDF đã ký thay cho tệp gốc." in client.get(path).text
    client.post(path, {"take_text": "1", "version": "1", "publish_original": "1"}, 422)
    assert plan_by_id(plan.id).body_html == ""
    client.post(path, {"take_text": "1", "version": "1"})
    forced = {"style": "html", "body": "<p>a</p>", "version": "2", "publish_original": "1"}
    text = client.post(base(plan) + "toan-van/", forced, 422).text
    assert "đối tượng nhúng" in text
    assert to_payload(plan_by_id(plan.id)).original is None


def test_an_original_ticked_before_there_were_copies_is_not_public(client, database):
    plan = factories.plan()
    client.post(review_path(upload(client, plan, LEAKS)), {"take_text": "1", "version": "1"})
    Plan.update(publish_original=True).execute()
    assert to_payload(plan_by_id(plan.id)).original is None
    assert "chưa có bản đã làm sạch" in client.get(base(plan) + "trinh-dang/").text


def test_a_text_saved_meanwhile_is_shown_beside_the_import(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, LEAKS))
    edit = {"style": "html", "body": "<p>Người kia gõ</p>", "version": "1"}
    client.post(base(plan) + "toan-van/", edit)
    assert "Người kia gõ" in client.post(path, {"take_text": "1", "version": "1"}, 409).text
    assert plan_by_id(plan.id).body_html == "<p>Người kia gõ</p>"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (PDF, "a.docx", "có thể tệp đã bị đổi đuôi"),
        (PDF, "a.pdf", "không đúng loại"),
        (OLD_WORD, "a.doc", "Lưu thành… .docx"),
        (OLD_WORD, "a.docx", "Tệp Word đời cũ (.doc) không được nhận. Mở tệp bằng Word hoặc WPS"),
        (LOCKED, "a.docx", "bỏ mật khẩu"),
        (b"{\\rtf1 a}", "a.rtf", "Lưu thành… .docx"),
        (b"{\\rtf1 a}", "a.docx", "Tệp RTF không được nhận. Mở tệp bằng Word hoặc WPS"),
        (OPEN_TEXT, "a.odt", "Lưu thành… .docx"),
        (OPEN_TEXT, "a.docx", "Tệp OpenDocument"),
        (MACRO, "a.docm", "có thể chứa macro"),
        (MACRO, "a.docx", "macro"),
        (MACRO, "a.dotm", "có thể chứa macro"),
        (WITHOUT_MAIN, "a.docx", "thiếu phần nội dung chính"),
        (docx_bytes("x")[:-60], "a.docx", "bị hỏng"),
        (b"", "a.docx", "rỗng"),
        (b"PK\x03\x04 not a zip", "a.docx", "bị hỏng"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(client, database, content, name, message):
    assert message in upload(client, factories.plan(), content, name, 422).text


def test_a_file_without_words_takes_no_text_away(client, database):
    plan = factories.plan(body_html="<p>Đã soạn</p>")
    path = review_path(upload(client, plan, docx_bytes("")))
    assert "Tệp không có chữ nào đọc được." in client.get(path, 422).text
    client.post(path, {"take_text": "1", "version": "1"}, 422)
    assert plan_by_id(plan.id).body_html == "<p>Đã soạn</p>"


def test_no_file_is_said(client, database):
    path = base(factories.plan()) + "nhap-word/"
    text = client.post(path, {}, 422, content_type="multipart/form-data").text
    assert "Chọn tệp Word của kế hoạch." in text


@pytest.mark.skipif(not SEED.is_file(), reason="the real document lies outside the repository")
def test_the_real_plan_comes_in_with_headings_anchors_and_flags(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, Path(SEED).read_bytes()))
    text = client.get(path).text
    assert "Chưa có số văn bản" in text
    client.post(path, {"take_text": "1", "version": "1"})
    html = plan_by_id(plan.id).body_html
    assert 'id="dieu-1"' in html
    assert '<h3 id="muc-ii-1">' in html
    assert html.count("<table>") >= 3
    client.get(base(plan))
