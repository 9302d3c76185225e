"""A document with number and day, but no signed file yet, is not called absent in the papers."""

from io import BytesIO

import pytest
from docx import Document

from tests.publishing.request_pages import page

LABEL = "Lý do văn bản ban hành chưa đủ"


@pytest.fixture(autouse=True)
def reason(request_row) -> None:
    request_row.missing_document_reason = "Chờ bản ký số của văn thư"
    request_row.save()


@pytest.mark.parametrize("name", ["", "phieu-trinh"])
def test_the_reason_is_told_as_what_it_is(approver, request_row, name: str) -> None:
    text = approver.get(page(request_row, name)).text
    assert LABEL in text
    assert "Chờ bản ký số của văn thư" in text


@pytest.mark.parametrize("name", ["phieu-trinh.docx", "to-trinh.docx"])
def test_the_word_files_say_the_same(approver, request_row, name: str) -> None:
    answer = approver.http.get(page(request_row, name))
    words = "\n".join(one.text for one in Document(BytesIO(answer.data)).paragraphs)
    assert f"{LABEL}: Chờ bản ký số của văn thư" in words
