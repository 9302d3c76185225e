"""A report worked on in Excel and Word, in the browser: fetched, changed, looked at, applied."""

import io
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx.oxml.ns import qn

from tests.browser.conftest import serve
from tests.browser.editor_steps import TEXT, ask, clear, comes_to, path, stored
from tests.browser.test_every_page import RULES
from tests.documents.signed_pdfs import pdf, signed
from tests.reports.exchange_files import appendices

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NOTE = "stat:i.1-nhiem-vu:note"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the pages are the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("files") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    for table in ("unplaced_text", "signed_copy", "system_access"):
        ask(served, f"DELETE FROM {table}")
    clear(served)


def fetch(someone: Any, served: Any, part: str, words: str) -> bytes:
    """The file behind the button of that text."""
    someone.open(path(served, part))
    with someone.page.expect_download() as waiting:
        someone.page.get_by_role("button", name=words).click()
    with open(waiting.value.path(), "rb") as file:
        return file.read()


def send(someone: Any, name: str, kind: str, content: bytes, button: str) -> None:
    """Choose a file and press the button."""
    file = {"name": name, "mimeType": kind, "buffer": content}
    someone.page.set_input_files("input[type=file]", file)
    someone.press(button)


def is_fit(page: Any) -> None:
    """No axe violation, and a phone shows it without scrolling sideways."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [item["id"] for item in found] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 800})


def test_the_appendices_go_out_to_excel_and_come_back(served, person):
    lan = person("unit_editor")
    content = fetch(lan, served, "excel", "Tải tệp Excel")
    send(lan, "phu-luc.xlsx", _XLSX, content, "Đọc tệp và so sánh")
    lan.must_see("0 ô thay đổi")
    lan.open(path(served, "excel"))
    send(lan, "phu-luc.xlsx", _XLSX, appendices(), "Đọc tệp và so sánh")
    lan.must_see("Ghi chú từ tệp")
    assert stored(served, NOTE) is None
    minh = person("unit_head")
    minh.open(path(served, "excel"))
    send(minh, "khac.xlsx", _XLSX, appendices("Minh ghi"), "Đọc tệp và so sánh")
    minh.press("Ghi 1 ô vào báo cáo")
    comes_to(served, minh.page, NOTE, "Minh ghi")
    lan.press("Ghi 1 ô vào báo cáo")
    lan.must_see("vừa có người khác sửa")
    lan.must_see("Minh ghi")
    is_fit(lan.page)
    lan.page.check("input[name=dung]")
    lan.press("Ghi những ô đã đánh dấu")
    comes_to(served, lan.page, NOTE, "Ghi chú từ tệp")


def test_the_outline_goes_out_to_word_and_loose_text_is_put_into_a_section(served, person):
    lan = person("unit_editor")
    content = fetch(lan, served, "word", "Tải tệp Word")
    document = docx.Document(io.BytesIO(content))
    control = next(document.element.body.iter(qn("w:sdtContent")))
    control.append(document.add_paragraph("Sở có 05 phòng.")._p)
    document.add_paragraph("Đoạn ngoài khung.")
    out = io.BytesIO()
    document.save(out)
    send(lan, "de-cuong.docx", _DOCX, out.getvalue(), "Đọc tệp và so sánh")
    lan.must_see("1 phần thay đổi")
    lan.must_see("Đoạn ngoài khung.")
    is_fit(lan.page)
    lan.press("Ghi 1 phần vào báo cáo")
    comes_to(served, lan.page, TEXT, "Sở có 05 phòng.")
    lan.must_see("Phần chưa ghép (1)")
    is_fit(lan.page)
    lan.page.select_option("select[name=section]", "p1.i")
    lan.page.get_by_role("button", name="Ghép đoạn 1").click()
    comes_to(served, lan.page, TEXT, "Sở có 05 phòng.\nĐoạn ngoài khung.")


def test_the_signed_file_is_looked_at_before_it_is_sent(served, person):
    head = person("unit_head")
    head.open(path(served, "ban-ky"))
    altered = signed(pdf("Bao cao so 12/BC")).replace(b"12/BC", b"13/BC", 1)
    send(head, "bao-cao.pdf", "application/pdf", altered, "Tải lên và kiểm tra")
    head.must_see("Chữ ký số không hợp lệ")
    head.must_see("Trần Thị Bình")
    is_fit(head.page)
    head.page.get_by_role("button", name="Dùng tệp này").click()
    head.must_see("Bản ký đã kiểm tra: bao-cao.pdf")
    is_fit(head.page)


def test_access_is_recorded_and_a_password_is_not(served, person):
    lan = person("unit_editor")
    lan.open(path(served, "truy-cap"))
    lan.page.fill("[name=system]", "Một cửa điện tử")
    lan.page.fill("[name=holder]", "Lò Văn An, mật khẩu Abc@12345")
    lan.page.fill("[name=granted_on]", "5/3/2024")
    lan.press("Ghi đã cấp")
    lan.must_see("Cổng không lưu mật khẩu")
    assert ask(served, "SELECT count(*) FROM system_access") == [(0,)]
    lan.page.fill("[name=holder]", "Lò Văn An")
    lan.press("Ghi đã cấp")
    lan.must_see("Đã cấp")
    is_fit(lan.page)
    lan.press("Đã thu hồi")
    lan.must_see("thu hồi ngày")
