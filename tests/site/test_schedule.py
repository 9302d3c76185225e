"""The schedule as agenda, grid of a month, table of a year, and list of what was moved."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.preview import render_preview
from portal.site.registry import every_address
from tests.browser_client import Client
from tests.site import inspection_factories, publishing
from tests.site.conftest import AS_OF

pytestmark = pytest.mark.usefixtures("published")


def test_the_grid_of_a_month_leads_to_the_days_below(visitor: Client) -> None:
    text = visitor.get("/lich-kiem-tra/2026/12/").text
    grid = text[text.index('<table class="site-month"') : text.index("</table>")]
    weeks = grid.split("<tr>")[2:]
    assert [week.count("<td") for week in weeks] == [7] * len(weeks)
    # 1 December 2026 is a Tuesday: one empty cell stands before it
    assert weeks[0].startswith('<td class="site-month__none"></td><td><span')
    days = re.findall(r'href="#(ngay-[\d-]+)"', grid)
    assert days == ["ngay-2026-12-08", "ngay-2026-12-15", "ngay-2026-12-16"]
    for day in days:
        assert text.count(f'id="{day}"') == 1
    assert "<del>Ủy ban nhân dân xã Mai Sơn</del>" in grid  # the cancelled day


def test_a_year_has_a_drawing_and_the_same_figures_as_a_table(visitor: Client) -> None:
    text = visitor.get("/lich-kiem-tra/2026/").text
    drawn = re.findall(r'class="chart-value"[^>]*>(\d+)<', text)
    table = text[text.index("site-key--wide") :]
    said = re.findall(r"Tháng \d+</a></th><td>(\d+)</td>", table[: table.index("</table>")])
    assert drawn == ["2", "2"]
    assert [one for one in said if one != "0"] == drawn
    assert 'aria-labelledby="thang-ten thang-mo-ta"' in text
    assert "style=" not in text
    assert 'href="/du-lieu/lich-kiem-tra.csv"' in text


def test_the_days_of_a_visit_are_one_piece_of_their_cell(visitor: Client) -> None:
    """A phone lays a cell out as a grid: every loose piece of it would take a row."""
    text = visitor.get("/lich-kiem-tra/2026/").text
    cells = re.findall(r'data-label="Ngày làm việc">(.*?)</td>', text, re.DOTALL)
    assert any("<del>" in cell for cell in cells)
    for cell in cells:
        assert re.fullmatch(r"<span>(?:(?!</?span>).)*</span>", cell.strip(), re.DOTALL), cell


def test_what_was_moved_is_told_with_both_days_the_reason_and_since_when(visitor: Client) -> None:
    moved = replace(
        inspection_factories.session("b1", "2026-05-12", state="moved"),
        moved_to="b3",
        reason="Có dịch",
    )
    again = inspection_factories.visit(
        "so-tai-chinh", moved, inspection_factories.session("b3", "2026-06-02")
    )
    version = publishing.correct("2026/so-tai-chinh", again, "Dời lịch.")
    text = visitor.get("/lich-kiem-tra/thay-doi/").text
    rows = [row for row in text.split("<tr")[2:] if "Sở Tài chính" in row]
    assert len(rows) == 1
    assert "<del>12/05/2026" in rows[0]
    assert "<strong>02/06/2026</strong>" in rows[0]
    assert "Có dịch" in rows[0]
    assert version.published_at is not None
    assert re.search(r"\d\d:\d\d ngày \d\d/\d\d/\d{4}", rows[0])
    assert "Rút ngắn thời gian" in text  # the cancelled one


@pytest.mark.parametrize(
    "path",
    ["/lich-kiem-tra/2026/", "/ke-hoach/loai-kiem-tra/truc-tiep/", "/ke-hoach/2026/kiem-tra-cchc/"],
)
def test_a_visit_to_come_does_not_lack_its_conclusion(app: Flask, path: str) -> None:
    said = []
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        with app.test_request_context():
            _, text = render_preview(Shelf(), path, day)
        rows = [row for row in text.split("<tr") if "Sở Ngoại vụ" in row and "08/12/2026" in row]
        said += [re.findall(r"Chưa kiểm tra|Chưa công bố", row) for row in rows]
    assert said == [["Chưa kiểm tra"], ["Chưa công bố"]]


def test_a_month_whose_only_visit_was_withdrawn_still_answers(visitor: Client) -> None:
    """Others link to it; the site itself leads there no more."""
    paths = ("/lich-kiem-tra/2027/", "/lich-kiem-tra/2027/03/")
    only = inspection_factories.visit(
        "so-noi-vu", inspection_factories.session("b1", "2027-03-02"), year=2027
    )
    publishing.publish("2027/so-noi-vu", only)
    assert "Sở Nội vụ" in visitor.get(paths[1]).text
    publishing.withdraw("visit", "2027/so-noi-vu", "mistake", "Đăng nhầm.")
    for path in paths:
        text = visitor.get(path).text
        assert "ngừng đăng" in text[: text.index("</main>")]
        assert "02/03/2027" not in text
        assert path not in visitor.get("/lich-kiem-tra/").text
        assert any(one == path for _page, _params, one in every_address(Shelf(), AS_OF))
    visitor.get("/lich-kiem-tra/2027/04/", 404)
    visitor.get("/lich-kiem-tra/2028/", 404)


def test_a_month_whose_days_were_all_called_off_says_so(visitor: Client) -> None:
    off = inspection_factories.session("b1", "2026-10-06", state="cancelled", reason="Rút ngắn")
    publishing.publish("2026/so-noi-vu", inspection_factories.visit("so-noi-vu", off))
    text = visitor.get("/lich-kiem-tra/2026/10/").text
    assert re.search(r"Tháng 10<[^>]*>/2026</span> <[^>]*>dời, hủy<", text)
