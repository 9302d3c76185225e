"""Typed bases that cite a document of the portal lead to it, and it says what it is a basis of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.browser_client import Client
from tests.site import factories, publishing

INDEX, CHECK = "2026/chi-so", "2026/kiem-tra"
INDEX_PAGE, CHECK_PAGE = "/ke-hoach/2026/chi-so/", "/ke-hoach/2026/kiem-tra/"
CITED = "Quyết định số 88/QĐ-UBND ngày 06/02/2026"

pytestmark = pytest.mark.usefixtures("database")


def based_on(*lines: str, number: str = "152/QĐ-UBND", **values: Any) -> Any:
    document = factories.document(
        number=number, issued_on=values.pop("issued_on", "2026-03-01"), legal_bases=lines
    )
    return factories.plan(document=document, **values)


def index_plan(number: str = "88/QĐ-UBND", issued_on: str = "2026-02-06") -> Any:
    document = factories.document(number=number, issued_on=issued_on)
    return factories.plan(title="Kế hoạch xác định Chỉ số", document=document)


def test_the_line_leads_to_the_document_and_back(visitor: Client) -> None:
    publishing.publish(INDEX, index_plan())
    publishing.publish(CHECK, based_on(f"{CITED} của Chủ tịch UBND tỉnh", "Luật số 72/2025/QH15"))
    page = visitor.get(CHECK_PAGE).text
    assert f'<li><a class="govuk-link" href="{INDEX_PAGE}">{CITED}</a> của Chủ tịch' in page
    assert "<li>Luật số 72/2025/QH15</li>" in page
    there = visitor.get(INDEX_PAGE).text
    assert "Là căn cứ của" in there
    assert f'<li><a class="govuk-link" href="{CHECK_PAGE}">Kế hoạch kiểm tra' in there
    assert "Là căn cứ của" not in page


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("Kế hoạch theo Quyết định số 88/QĐ-UBND của tỉnh", True),
        ("quyết định số 88 /QĐ-UBND ngày 6 tháng 02 năm 2026", True),
        ("Quyết định số 88/QĐ-UBND ngày 06/02/2025", False),
        ("Quyết định số 88/QĐ-UBND năm 2024", False),
        ("Quyết định số 188/QĐ-UBND ngày 06/02/2026", False),
        ("Quyết định số 88/QĐ-UBND-NC ngày 06/02/2026", False),
    ],
)
def test_only_a_citation_that_fits_leads_anywhere(visitor: Client, line: str, leads: bool) -> None:
    publishing.publish(INDEX, index_plan())
    publishing.publish(CHECK, based_on(line))
    assert (f'href="{INDEX_PAGE}"' in visitor.get(CHECK_PAGE).text) == leads


def test_a_number_without_a_day_that_two_documents_have_leads_nowhere(visitor: Client) -> None:
    publishing.publish(INDEX, index_plan())
    publishing.publish("2025/chi-so", index_plan(issued_on="2025-02-06"))
    publishing.publish(CHECK, based_on("Quyết định số 88/QĐ-UBND", CITED))
    page = visitor.get(CHECK_PAGE).text
    assert "<li>Quyết định số 88/QĐ-UBND</li>" in page
    assert f'href="{INDEX_PAGE}">{CITED}<' in page


def test_a_document_is_no_basis_of_itself_and_a_hidden_one_of_none(visitor: Client) -> None:
    publishing.publish(INDEX, index_plan())
    publishing.publish(CHECK, based_on(CITED, "Quyết định số 152/QĐ-UBND ngày 01/3/2026"))
    assert f'href="{CHECK_PAGE}">Quyết định' not in visitor.get(CHECK_PAGE).text
    publishing.withdraw("plan", INDEX, "mistake", "Đăng nhầm.")
    assert f"<li>{CITED}</li>" in visitor.get(CHECK_PAGE).text


@pytest.mark.usefixtures("published")
def test_the_frozen_page_of_the_basis_follows_what_cites_it(
    app: Flask, run_freeze: Callable[..., Any], data: Path
) -> None:
    """An incremental freeze: only the citing plan is published anew, both pages change."""
    with app.app_context():
        publishing.publish(INDEX, index_plan())
        publishing.publish(CHECK, based_on("Luật số 72/2025/QH15"))
    run_freeze()
    page = data / f"site{INDEX_PAGE}index.html"
    assert "Là căn cứ của" not in page.read_text()
    with app.app_context():
        publishing.correct(CHECK, based_on(CITED), "Thêm căn cứ.")
    run_freeze()
    assert "../kiem-tra/index.html" in page.read_text()
