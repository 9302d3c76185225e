"""Pages on paper: the layout of Nghị định 30/2020/NĐ-CP, and the way back to the page."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import segno
from flask import Flask
from pypdf import PdfReader

from portal.publishing.shelf import Shelf
from tests.browser_client import Client

PAGE = "/ke-hoach/2026/kiem-tra-cchc/"
pytestmark = pytest.mark.usefixtures("published")


def code_of(path: str) -> str:
    """The line that draws the QR symbol of an address."""
    symbol = segno.make(f"https://cchc.example.vn{path}", error="m", micro=False, mask=3)
    return symbol.svg_inline(border=2).partition(' d="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        (PAGE, f"{PAGE}phien-ban/2/"),
        (f"{PAGE}phien-ban/1/", f"{PAGE}phien-ban/1/"),
        ("/ket-luan/2026/ket-luan-so-tai-chinh/",
         "/ket-luan/2026/ket-luan-so-tai-chinh/phien-ban/1/"),
        ("/lich-kiem-tra/2026/12/", "/lich-kiem-tra/2026/12/"),
        ("/khac-phuc-sau-kiem-tra/", "/khac-phuc-sau-kiem-tra/"),
        ("/ket-luan/", "/ket-luan/"),
    ],
)  # fmt: skip
def test_paper_leads_back_to_the_version_that_was_printed(
    app: Flask, visitor: Client, path: str, leads_to: str
) -> None:
    plain = visitor.get(path).text
    assert "app-paper__code" not in plain
    app.config["PUBLIC_URL"] = "https://cchc.example.vn/"
    text = visitor.get(path).text
    assert text.count(code_of(leads_to)) == 1
    assert f"https://cchc.example.vn{leads_to}</p>" in text
    # the symbol obeys the content security policy, and is small
    assert "style=" not in text.partition('class="app-paper ')[2]
    assert len(text) - len(plain) < 6_000


def test_the_code_on_paper_is_that_of_the_version(visitor: Client) -> None:
    entry = Shelf().find("plan", "2026/kiem-tra-cchc")
    assert entry is not None
    mark = visitor.get(PAGE).text.partition('class="app-paper ')[2]
    shown = mark.partition('class="app-code">')[2].partition("<")[0]
    assert shown.replace(" ", "") == entry.payload_sha256
    old = visitor.get(f"{PAGE}phien-ban/1/").text.partition('class="app-paper ')[2]
    assert shown not in old


def test_a_list_says_how_old_it_is_and_has_no_code(visitor: Client) -> None:
    mark = visitor.get("/khac-phuc-sau-kiem-tra/").text.partition('class="app-paper ')[2]
    assert "số liệu tính đến" in mark
    assert "Mã xác thực" not in mark


@pytest.mark.browser
def test_a_printed_plan_has_the_parts_of_an_official_document(
    run_freeze: Callable[..., Any],
    data: Path,
    chromium: Any,
) -> None:
    run_freeze()
    page = chromium.new_page()
    page.goto(f"file://{data}/site{PAGE}index.html")
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    first, second, last = (" ".join(pages[at].extract_text().split()) for at in (0, 1, -1))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 152/QĐ-UBND",
        "ngày 06 tháng 02 năm 2026", "QUYẾT ĐỊNH", "Căn cứ Luật Tổ chức chính quyền địa phương",
    ):  # fmt: skip
        assert said in first, said
    assert second.startswith("2 ")
    assert not first.startswith("1 ")
    whole = " ".join(" ".join(one.extract_text().split()) for one in pages)
    assert "Nơi nhận:" in whole
    assert "Nguyễn Văn Minh Họa" in whole
    assert "Mã xác thực" in last
    for screen_only in ("Trang chủ", "Tìm kiếm", "In trang này", "Các phiên bản đã đăng"):
        assert screen_only not in whole, screen_only
