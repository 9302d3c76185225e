"""Every public page: right status, right words, rules of a page, nothing from the workspace."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.pages import PAGES, every_address
from portal.site.preview import render_preview
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

AS_OF = date(2026, 11, 21)
#: The stored list of public rules: a contract with readers, never shortened silently.
RULES = {
    "/", "/ke-hoach/", "/ke-hoach/<int:year>/", "/ke-hoach/<int:year>/<slug>/",
    "/ke-hoach/<int:year>/<slug>/phien-ban/<int:number>/", "/lich-kiem-tra/",
    "/lich-kiem-tra/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/",
    "/don-vi/<code>/lich.ics", "/don-vi/<code>/tin-moi.xml", "/tin-moi.json",
    "/ke-hoach/tin-moi.xml", "/ket-luan/tin-moi.xml", "/sitemap-<int(min=1):number>.xml",
    "/lich-kiem-tra.ics", "/lich-kiem-tra/<int(fixed_digits=4):year>/", "/lich-kiem-tra/thay-doi/",
    "/khac-phuc-sau-kiem-tra/<state>/", "/khac-phuc-sau-kiem-tra/kien-nghi-cua-don-vi/",
    "/ket-luan/linh-vuc/", "/ket-luan/linh-vuc/<field>/", "/ke-hoach/loai-kiem-tra/",
    "/ke-hoach/loai-kiem-tra/<strand>/", "/don-vi/a-z/<letter>/", "/danh-muc/",
    "/ket-luan/trang/<int(min=1):number>/", "/ket-luan/<int:year>/trang/<int(min=1):number>/",
    "/ket-luan/linh-vuc/<field>/trang/<int(min=1):number>/",
    "/khac-phuc-sau-kiem-tra/trang/<int(min=1):number>/",
    "/khac-phuc-sau-kiem-tra/<state>/trang/<int(min=1):number>/",
    "/ket-luan/", "/ket-luan/<int:year>/", "/ket-luan/<int:year>/<slug>/",
    "/ket-luan/<int:year>/<slug>/phien-ban/<int:number>/", "/khac-phuc-sau-kiem-tra/",
    "/don-vi/", "/don-vi/<code>/", "/trang/<slug>/", "/tin-moi.xml", "/sitemap.xml",
    "/robots.txt", "/404.html", "/du-lieu/",
    "/tinh-hinh-nop-bao-cao/", "/tinh-hinh-nop-bao-cao/<int:year>/",
    "/tinh-hinh-nop-bao-cao/<int:year>/<slug>/",
    "/xac-thuc/", "/xac-thuc/ma.txt", "/xac-thuc/ma/<name>.js",
    "/tim-kiem/", "/du-lieu/<name>/", "/du-lieu/<name>-excel.csv", "/du-lieu/tu-dien.json",
    "/du-lieu/<name>.csv", "/du-lieu/<name>.json", "/tep/<string(length=64):sha256>/<filename>",
}  # fmt: skip


#: The plan has a second address, by its number; a commune has those by its names.
SECOND = {
    "/ke-hoach/2026/152-qd-ubnd/", "/don-vi/uy-ban-nhan-dan-thi-tran-hat-lot/",
    "/don-vi/uy-ban-nhan-dan-xa-mai-son/",
}  # fmt: skip


def test_no_public_address_disappears() -> None:
    assert {page.rule for page in PAGES.values()} >= RULES


@pytest.mark.usefixtures("published")
def test_every_page_opens_and_none_shows_a_query_or_a_token(visitor: Client, app: Flask) -> None:
    with app.app_context():
        paths = [path for _, _, path in every_address(Shelf(), AS_OF)]
    assert len(paths) == len(set(paths)) > 25
    for path in paths:
        text = visitor.get(path, 301 if path in SECOND else 200)
        if text.mimetype == "text/html":
            assert "csrf_token" not in text.text
            assert 'href="?' not in text.text
        text.close()


def test_an_empty_portal_has_pages_that_say_so(visitor: Client) -> None:
    for path in (
        "/", "/ke-hoach/", "/lich-kiem-tra/", "/ket-luan/", "/khac-phuc-sau-kiem-tra/",
        "/tinh-hinh-nop-bao-cao/",
    ):  # fmt: skip
        assert "app-empty" in visitor.get(path).text, path
    for path in ("/don-vi/", "/lich-kiem-tra.ics", "/tin-moi.xml", "/sitemap.xml", "/robots.txt"):
        visitor.get(path)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "path",
    [
        "/ke-hoach/2026/khong-co/",
        "/ke-hoach/2019/",
        "/ke-hoach/2026/kiem-tra-cchc/phien-ban/9/",
        "/ket-luan/2026/khong-co/",
        "/lich-kiem-tra/2030/01/",
        "/lich-kiem-tra/2026/13/",
        "/don-vi/khong-co/",
        "/trang/khong-co/",
        f"/tep/{'0' * 64}/a.pdf",
    ],
)
def test_what_is_not_public_is_not_found(visitor: Client, path: str) -> None:
    visitor.get(path, 404)


@pytest.mark.usefixtures("published")
def test_a_plan_page_shows_the_official_metadata_and_what_is_due(visitor: Client) -> None:
    text = visitor.get("/ke-hoach/2026/kiem-tra-cchc/").text
    for said in (
        "152/QĐ-UBND", "06/02/2026", "Chủ tịch Ủy ban nhân dân tỉnh Sơn La",
        "Nguyễn Văn Minh Họa", "Luật Tổ chức chính quyền địa phương", "Lưu: VT, NC",
        "Hạn cuối: <strong>29/11/2026</strong>", "nên ngày cuối là 29/11/2026",
        'href="/don-vi/ubnd-xa-mai-son/"', 'id="muc-ii-1-a"', "Phiên bản 1", "Sửa lỗi gõ ở mục I.",
        "điểm a khoản 1 mục II Quyết định số 152/QĐ-UBND", "Số liệu minh họa",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.usefixtures("published")
def test_a_moved_session_shows_the_old_date_struck_through_with_its_reason(
    visitor: Client,
) -> None:
    month = visitor.get("/lich-kiem-tra/2026/11/").text
    assert "<del>Buổi sáng</del>" in month
    assert "buổi sáng ngày 08/12/2026" in month
    assert "Trùng lịch họp UBND tỉnh" in month
    later = visitor.get("/lich-kiem-tra/2026/12/").text
    assert "<del>buổi sáng ngày 19/11/2026</del>" in later
    assert "Rút ngắn thời gian" in later


@pytest.mark.usefixtures("published")
def test_both_versions_are_readable_with_their_difference(visitor: Client) -> None:
    first = visitor.get("/ke-hoach/2026/kiem-tra-cchc/phien-ban/1/").text
    assert "Từ 02 đến 04 ngày làm việc" in first
    assert "Xem phiên bản hiện hành" in first
    second = visitor.get("/ke-hoach/2026/kiem-tra-cchc/phien-ban/2/").text
    assert "Khác với phiên bản 1" in second
    assert "Từ 02 đến 04 ngày làm việc</del>" in second
    assert "Từ 02 đến 03 ngày làm việc</ins>" in second
    assert "thấy rõ tồn tại, hạn chế.</ins>" in second


@pytest.mark.usefixtures("published")
def test_a_file_of_a_current_publication_is_saved_never_shown(visitor: Client) -> None:
    file = next(iter(catalog(Shelf()).files.values()))
    address = f"/tep/{file['sha256']}/ke-hoach-2026-da-ky.pdf"
    assert f'href="{address}"' in visitor.get("/ke-hoach/2026/kiem-tra-cchc/").text
    answer = visitor.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data.startswith(b"%PDF")
    answer.close()
    visitor.get(f"/tep/{file['sha256']}/khac.pdf", 404)


@pytest.mark.usefixtures("published")
def test_conclusion_and_remediation_tell_reported_and_verified_apart(visitor: Client) -> None:
    page = visitor.get("/ket-luan/2026/ket-luan-so-tai-chinh/").text
    assert "Bản trích công khai." in page
    assert "Đơn vị báo cáo ngày 20/06/2026" in page
    assert "Xác minh ngày 01/07/2026" in page
    board = visitor.get("/khac-phuc-sau-kiem-tra/").text
    assert "Chưa báo cáo" in board
    assert "Kiến nghị của đơn vị (1)" in board
    asked = visitor.get("/khac-phuc-sau-kiem-tra/kien-nghi-cua-don-vi/").text
    assert "Bố trí thêm máy quét." in asked
    assert "Chưa trả lời." in asked


@pytest.mark.usefixtures("published")
def test_a_body_that_is_no_more_says_so_and_old_names_are_found(visitor: Client) -> None:
    gone = visitor.get("/don-vi/ubnd-huyen-mai-son/").text
    assert "đã kết thúc hoạt động" in gone
    assert 'href="/don-vi/ubnd-xa-mai-son/"' in gone
    names = visitor.get("/don-vi/").text
    assert "<strong>Hát Lót</strong>, Ủy ban nhân dân thị trấn" in names
    assert "nay là Ủy ban nhân dân xã Mai Sơn" in names


@pytest.mark.usefixtures("published")
def test_pages_may_be_kept_and_asked_for_again_cheaply(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/ke-hoach/")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers
    again = client.get("/ke-hoach/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.usefixtures("published")
def test_under_a_prefix_links_stay_inside_it(app: Flask) -> None:
    text = app.test_client().get("/ke-hoach/", base_url="http://localhost/cchc/").text
    assert 'href="/cchc/ke-hoach/2026/kiem-tra-cchc/"' in text
    assert 'href="/cchc/static/vendor/portal.css"' in text
    assert "/cchc/cchc/" not in text


@pytest.mark.usefixtures("published")
def test_a_public_page_reads_at_most_a_dozen_times(app: Flask, queries: Any) -> None:
    with queries() as seen:
        app.test_client().get("/ke-hoach/2026/kiem-tra-cchc/")
    assert seen.count <= 12, seen.statements


def test_a_lost_file_is_not_found_instead_of_an_error(
    visitor: Client, published: None, data: Path
) -> None:
    file = next(iter(catalog(Shelf()).files.values()))
    (data / "files" / file["sha256"][:2] / file["sha256"][2:]).unlink()
    visitor.get(f"/tep/{file['sha256']}/ke-hoach-2026-da-ky.pdf", 404)


@pytest.mark.usefixtures("published")
def test_text_of_a_payload_cannot_bring_markup(visitor: Client, database: Any) -> None:
    evil = '<script>alert(1)</script>"onload="x'
    publishing.publish("2026/evil", factories.plan(title=evil, summary=evil, body_html=""))
    text = visitor.get("/ke-hoach/2026/evil/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.usefixtures("published")
def test_what_falls_due_after_publishing_is_shown_as_overdue(app: Flask) -> None:
    record = inspection_factories.remediation()
    still_open = replace(record.rows[1], state="open", state_name="Chưa báo cáo")
    publishing.correct(inspection_factories.CONCLUSION, replace(record, rows=(still_open,)), "Thử.")
    with app.test_request_context():
        for day, said in ((date(2026, 7, 5), "Chưa báo cáo"), (date(2026, 7, 6), "Quá hạn")):
            _, board = render_preview(Shelf(), "/khac-phuc-sau-kiem-tra/", day)
            _, page = render_preview(Shelf(), "/ket-luan/2026/ket-luan-so-tai-chinh/", day)
            assert f'">{said}' in board
            assert f'">{said}' in page
