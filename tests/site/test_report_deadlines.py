"""Which deadline counts for the report before a moved visit: told wherever its day stands."""

import re
from dataclasses import asdict, replace

import pytest

from portal.inspections.payload import ReportDeadline, VisitPayload
from portal.reports.timeliness.payload import ReportRow
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

pytestmark = pytest.mark.usefixtures("published")
VISIT = "2026/so-tai-chinh"
PLAN = f"/ke-hoach/{factories.PLAN}/"
UNIT = "/don-vi/so-tai-chinh/"
GRID = f"/tinh-hinh-nop-bao-cao/{factories.PLAN}/"
RULE = "Báo cáo đã gửi trước đó được xét theo hạn lúc gửi (theo lịch ban đầu: hết ngày 06/05/2026)"
SAID = "đã nhận trước khi dời lịch nên được xét theo hạn lúc đó, hết ngày 06/05/2026."


def moved_visit() -> VisitPayload:
    """The visit moved by three weeks, as it is published again."""
    off = replace(
        inspection_factories.session("b1", "2026-05-12", state="moved"),
        moved_to="b3",
        reason="Có dịch",
    )
    due = asdict(factories.deadline(last_day="2026-05-27"))
    return inspection_factories.visit(
        "so-tai-chinh",
        off,
        inspection_factories.session("b3", "2026-06-02"),
        deadlines=(ReportDeadline(**due, former="2026-05-06"),),
    )


def _judge(**values: object) -> None:
    grid = inspection_factories.timeliness()
    rows = tuple(_row(one, **values) if one.visit_slug else one for one in grid.rows)
    publishing.correct(factories.PLAN, replace(grid, rows=rows), "Số liệu mới.")


def _row(row: ReportRow, **values: object) -> ReportRow:
    return replace(row, **values)  # type: ignore[arg-type]


def _text(visitor: Client, path: str) -> str:
    return re.sub(r"<[^>]+>", "", visitor.get(path).text.replace("&nbsp;", " "))


def test_both_days_and_the_reason_stand_beside_a_moved_visit_whoever_reported(
    visitor: Client,
) -> None:
    for path in (PLAN, UNIT):
        assert "theo lịch ban đầu" not in visitor.get(path).text, "nothing moved"
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    for path in (PLAN, UNIT):
        page = _text(visitor, path)
        assert "27/05/2026" in page, path
        assert RULE in page, path
    assert "theo lịch mới là" not in _text(visitor, GRID), "more time was given: no clash"


def test_the_grid_and_the_visit_name_the_same_day_for_a_report_that_came_before_the_move(
    visitor: Client,
) -> None:
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    _judge(extended=False)
    for path in (PLAN, UNIT):
        page = _text(visitor, path)
        assert SAID in page, path
        assert RULE not in page, path
    for path in (GRID, UNIT):
        expected = "hạn 06/05/2026, theo lịch trước khi dời; theo lịch mới là 27/05/2026"
        assert expected in _text(visitor, path), path


def test_a_report_judged_by_the_new_day_is_told_the_rule(visitor: Client) -> None:
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    _judge(extended=False, due="2026-05-27")
    assert RULE in _text(visitor, PLAN)
    assert "hạn 27/05/2026</span>" in visitor.get(GRID).text.replace("&nbsp;", " ")


def test_a_grid_of_a_day_before_the_move_says_that_an_open_report_has_a_new_day(
    visitor: Client,
) -> None:
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    _judge(extended=False, result="ahead")
    assert RULE in _text(visitor, PLAN)
    assert "hạn 06/05/2026; lịch đã dời, hạn nay là 27/05/2026" in _text(visitor, GRID)


def test_a_visit_moved_twice_names_each_day_that_readers_were_told(visitor: Client) -> None:
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    again = moved_visit()
    due = replace(again.deadlines[0], last_day="2026-06-10")
    publishing.correct(VISIT, replace(again, deadlines=(due,)), "Dời lịch lần nữa.")
    for path in (PLAN, UNIT):
        page = _text(visitor, path)
        told = (
            "xét theo hạn lúc gửi (theo các lịch trước, lần lượt: hết ngày 06/05/2026, 27/05/2026)"
        )
        assert told in page, path
        assert "10/06/2026" in page, path
