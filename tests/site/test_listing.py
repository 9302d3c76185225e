"""Long lists: fifty rows a page, every page and every filter at its own path."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.publishing.payload import UnitRef
from portal.publishing.shelf import Shelf
from portal.site.pages import every_address
from tests.browser_client import Client
from tests.site import factories

AS_OF = date(2026, 11, 21)


@pytest.fixture
def many(database: Any) -> None:
    """A hundred and one conclusions of two years."""
    factories.publish("province", factories.province())
    base = factories.conclusion()
    for number in range(101):
        unit = UnitRef(f"don-vi-{number:03d}", f"Đơn vị {number:03d}")
        year = 2025 if number < 40 else 2026
        document = replace(base.document, issued_on=f"{year}-03-01")
        one = replace(base, year=year, unit=unit, document=document, visit_slug="")
        factories.publish(f"{year}/ket-luan-{number:03d}", one)


def rows_of(text: str) -> list[str]:
    return re.findall(r'href="(/ket-luan/\d{4}/ket-luan-\d{3}/)"', text)


@pytest.mark.usefixtures("many")
def test_a_long_list_goes_on_at_paths_and_misses_no_row(visitor: Client) -> None:
    found = []
    for path, count in (("/ket-luan/", 50), ("/ket-luan/trang/2/", 50), ("/ket-luan/trang/3/", 1)):
        rows = rows_of(visitor.get(path).text)
        assert len(rows) == count, path
        found += rows
    assert len(set(found)) == 101
    first = visitor.get("/ket-luan/").text
    assert 'href="/ket-luan/trang/2/" rel="next"' in first
    assert 'href="/ket-luan/" rel="prev"' in visitor.get("/ket-luan/trang/2/").text
    assert "101 dòng, trang 1/3" in first


@pytest.mark.usefixtures("many")
def test_a_page_has_one_address_and_none_lies_beyond_the_last(visitor: Client, app: Flask) -> None:
    for path in ("/ket-luan/trang/1/", "/ket-luan/trang/4/", "/ket-luan/2025/trang/2/"):
        visitor.get(path, 404)
    assert len(rows_of(visitor.get("/ket-luan/2026/trang/2/").text)) == 11
    with app.app_context():
        addresses = {path for _, _, path in every_address(Shelf(), AS_OF)}
    assert {"/ket-luan/trang/2/", "/ket-luan/trang/3/", "/ket-luan/2026/trang/2/"} <= addresses
    assert "/ket-luan/trang/4/" not in addresses


@pytest.mark.usefixtures("published")
def test_the_table_of_conclusions_tells_what_when_and_how_it_stands(visitor: Client) -> None:
    text = visitor.get("/ket-luan/").text
    row = text[text.index("<tbody") : text.index("</tbody>")]
    for said in (
        "Sở Tài chính",
        "06/02/2026",
        "05/07/2026",
        "Quá hạn",
        "1/2 kiến nghị",
        "Chưa kèm",
    ):
        assert said in row, said
    assert "Cải cách thể chế" in row
    assert "Công tác chỉ đạo" not in row  # a strength is no shortcoming
