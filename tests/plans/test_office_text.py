"""Import of a plan's text from Word: review first, then take over."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.config import ROOT
from portal.plans.models import Plan
from portal.plans.publication import to_payload
from portal.plans.queries import plan_by_id
from tests import factories
from tests.documents.samples import PDF, docx_bytes

SEED = ROOT.parent / "shared" / "seeds" / "docx" / "003_83904f557bb4d90c.docx"
LEAKS = docx_bytes("I. Mục đích", "Gửi về thư canbo@sonla.gov.vn", r"C:\Users\abc\ke hoach.docx")


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
    assert "Tệp gốc còn những chỗ nêu trên" in text
    assert plan_by_id(plan.id).body_html == ""
    client.post(path, {"version": "1"})
    row = plan_by_id(plan.id)
    assert "Mục đích" in row.body_html
    assert row.original_name == "ke hoach.docx"
    assert {flag["kind"] for flag in row.import_flags} >= {"email", "path"}
    assert to_payload(row).original is None


def test_the_original_is_public_when_ticked_with_its_warnings_shown(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, LEAKS))
    client.post(path, {"version": "1", "publish_original": "1"})
    assert to_payload(plan_by_id(plan.id)).original.name == "ke hoach.docx"
    text = client.get(base(plan) + "trinh-dang/").text
    assert "canbo@sonla.gov.vn" in text
    answer = client.get(base(plan) + "tep/goc")
    assert answer.data == LEAKS
    answer.close()


def test_a_text_saved_meanwhile_is_shown_beside_the_import(client, database):
    plan = factories.plan()
    path = review_path(upload(client, plan, LEAKS))
    edit = {"style": "html", "body": "<p>Người kia gõ</p>", "version": "1"}
    client.post(base(plan) + "toan-van/", edit)
    assert "Người kia gõ" in client.post(path, {"version": "1"}, 409).text
    assert plan_by_id(plan.id).body_html == "<p>Người kia gõ</p>"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (PDF, "a.docx", "có thể tệp đã bị đổi đuôi"),
        (PDF, "a.pdf", "không đúng loại"),
        (b"", "a.docx", "rỗng"),
        (b"PK\x03\x04 not a zip", "a.docx", "bị hỏng"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(client, database, content, name, message):
    assert message in upload(client, factories.plan(), content, name, 422).text


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
    client.post(path, {"version": "1"})
    html = plan_by_id(plan.id).body_html
    assert 'id="dieu-1"' in html
    assert '<h3 id="muc-ii-1">' in html
    assert html.count("<table>") >= 3
    client.get(base(plan))
