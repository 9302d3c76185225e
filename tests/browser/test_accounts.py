"""Accounts in a real Chromium: letters as a file, and the way back from a corrected form."""

import io
from typing import Any

import docx
import pytest

from tests.browser.conftest import serve

pytestmark = pytest.mark.browser
OFFICE = "/lam-viec/dieu-hanh/tai-khoan-don-vi/"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The default profile is enough: accounts are made alike everywhere."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("thu") / "data")


def test_the_list_says_what_was_issued_once_the_file_is_there(person: Any) -> None:
    someone = person("office_editor")
    page = someone.open(OFFICE)
    boxes = page.locator("#units input[type=checkbox]")
    for box in boxes.all():
        box.uncheck()
    someone.press("Phát thư kích hoạt")
    someone.must_see("Chọn ít nhất một đơn vị")

    boxes.last.check()
    row = page.locator("#units tbody tr").last
    unit = row.locator("label").inner_text().strip()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Phát thư kích hoạt").click()
    assert coming.value.suggested_filename.endswith(".docx")
    content = coming.value.path().read_bytes()
    said = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    assert f"Kính gửi: {unit}" in said
    someone.must_see(f"Đã phát thư kích hoạt cho 1 đơn vị: {unit}.")
    assert page.url.endswith(OFFICE)


def test_back_from_a_corrected_form_opens_the_form_not_a_warning(person: Any) -> None:
    someone = person("admin")
    page = someone.open("/lam-viec/quan-tri/tai-khoan/")
    someone.follow("Thêm tài khoản")
    page.fill("[name=full_name]", "Lê Văn Quay Lại")
    page.check("[name=roles][value=supervisor]")
    someone.press("Thêm tài khoản")
    someone.must_see("Cần sửa những chỗ sau")
    page.fill("[name=username]", "le.van.quay.lai")
    someone.press("Thêm tài khoản")
    someone.must_see("Mật khẩu lần đầu")
    page.go_back()
    assert page.url.endswith("/tai-khoan/them")
    assert page.get_by_role("heading", name="Thêm tài khoản").is_visible()


def test_back_from_an_address_that_takes_forms_alone_opens_the_page_of_the_form(
    person: Any,
) -> None:
    someone = person("office_editor")
    page = someone.open(OFFICE)
    for box in page.locator("#units input[type=checkbox]").all():
        box.uncheck()
    someone.press("Phát thư kích hoạt")
    someone.must_see("Chọn ít nhất một đơn vị")
    assert page.evaluate("document.body.dataset.answer") == ""
    page.locator("#units input[type=checkbox]").first.check()
    with page.expect_download():
        page.get_by_role("button", name="Phát thư kích hoạt").click()
    someone.must_see("Đã phát thư kích hoạt cho 1 đơn vị")
    page.goto(f"{someone.served.address}/lam-viec/")
    page.go_back()
    page.go_back()
    assert page.url.endswith(OFFICE)
