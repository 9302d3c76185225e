"""Long lists: fifty rows a page, every page and every filter at its own path."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.publishing.payload import UnitRef
from portal.publishing.shelf import Shelf
from portal.site.catalog import KINDS
from portal.site.freezing.tracing import TracedShelf
from portal.site.pages import every_address, match
from portal.site.rendering import inputs_of
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

AS_OF = date(2026, 11, 21)


@pytest.fixture
def many(database: Any) -> None:
    """A hundred and one conclusions of two years."""
    publishing.publish("province", factories.province())
    base = inspection_factories.conclusion()
    for number in range(101):
        unit = UnitRef(f"don-vi-{number:03d}", f"Đơn vị {number:03d}")
        year = 2025 if number < 40 else 2026
        document = replace(base.document, issued_on=f"{year}-03-01")
        one = replace(base, year=year, unit=unit, document=document, visit_slug="")
        publishing.publish(f"{year}/ket-luan-{number:03d}", one)


def rows_of(text: str) -> list[str]:
    return re.findall(r'href="(/ket-luan/\d{4}/ket-luan-\d{3}/)"', text)


@pytest.mark.usefixtures("many")
def test_a_long_list_goes_on_at_paths_and_misses_no_row(visitor: Client) -> None:
    first, older = visitor.get("/ket-luan/").text, visitor.get("/ket-luan/trang/1/").text
    assert (len(rows_of(first)), len(rows_of(older))) == (51, 50)
    assert len({*rows_of(first), *rows_of(older)}) == 101
    assert 'rel="next" href="/ket-luan/trang/1/"' in first
    assert 'rel="prev" href="/ket-luan/"' in older
    assert 'rel="next"' not in older


@pytest.mark.usefixtures("many")
def test_what_is_added_changes_the_first_page_and_no_older_one(visitor: Client) -> None:
    before = visitor.get("/ket-luan/trang/1/").text
    newer = replace(
        inspection_factories.conclusion(),
        visit_slug="",
        document=factories.document(issued_on="2026-06-01"),
    )
    for number in range(48):
        publishing.publish(f"2026/them-{number:03d}", newer)
    assert visitor.get("/ket-luan/trang/1/").text == before
    visitor.get("/ket-luan/trang/2/", 404)
    publishing.publish("2026/them-048", newer)
    first, second = visitor.get("/ket-luan/").text, visitor.get("/ket-luan/trang/2/").text
    assert 'rel="next" href="/ket-luan/trang/2/"' in first
    assert 'rel="next" href="/ket-luan/trang/1/"' in second
    assert rows_of(visitor.get("/ket-luan/trang/1/").text) == rows_of(before)


@pytest.mark.usefixtures("many")
def test_a_page_has_one_address_and_none_lies_beyond_the_last(visitor: Client, app: Flask) -> None:
    for path in ("/ket-luan/trang/0/", "/ket-luan/trang/2/", "/ket-luan/2025/trang/1/"):
        visitor.get(path, 404)
    assert len(rows_of(visitor.get("/ket-luan/2026/").text)) == 61
    with app.app_context():
        addresses = {path for _, _, path in every_address(Shelf(), AS_OF)}
    assert "/ket-luan/trang/1/" in addresses
    assert "/ket-luan/trang/2/" not in addresses


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


def notes_of(path: str) -> dict[str, str]:
    """What a page depends on, each with its print, on a shelf of its own."""
    shelf = TracedShelf()
    shelf.read(KINDS)
    found = match(path)
    assert found is not None
    with shelf.noted() as notes:
        assert inputs_of(found[0], shelf, AS_OF, found[1]) is not None
    return {note: shelf.print_of(note, AS_OF) for note in notes}


@pytest.mark.usefixtures("many")
def test_an_older_page_depends_on_its_own_rows_alone() -> None:
    before = notes_of("/ket-luan/trang/1/")
    assert "kind:conclusion" not in before
    newer = replace(
        inspection_factories.conclusion(),
        visit_slug="",
        document=factories.document(issued_on="2026-06-01"),
    )
    publishing.publish("2026/them", newer)
    assert notes_of("/ket-luan/trang/1/") == before
    publishing.correct("2025/ket-luan-007", replace(newer, year=2025), "Sửa")
    assert notes_of("/ket-luan/trang/1/") != before


@pytest.mark.usefixtures("many")
def test_whoever_looked_for_each_publication_of_a_kind_depends_on_the_kind() -> None:
    shelf = TracedShelf()
    with shelf.noted() as notes:
        for slug in shelf.slugs("conclusion"):
            shelf.find("conclusion", slug)
        shelf.find("plan", "2026/khong-co")
    assert shelf.short(notes) == {"kind:conclusion", "find:plan:2026/khong-co"}
