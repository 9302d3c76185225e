"""Activation letters in a real Chromium: the file arrives, the list behind it is the new one."""

import io
from typing import Any

import docx
import pytest

from tests.browser.conftest import serve

pytestmark = pytest.mark.browser
OFFICE = "/lam-viec/dieu-hanh/tai-khoan-don-vi/"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The default profile is enough: letters are made alike everywhere."""
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
