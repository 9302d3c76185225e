"""Schedules drawn across the page: weeks, teams side by side, labels at the left."""

import pytest

from portal.plans.importing.paper import Paper, read_paper
from portal.plans.importing.sessions_found import read_sessions
from portal.plans.importing.unread import UNKNOWN_LAYOUT, read_unread
from tests.plans.import_measures import tree_of

HEALTH, FINANCE, COMMUNE = "so-y-te", "so-tai-chinh", "ubnd-xa-to-mua"


def schedule(*rows: tuple[str, ...], before: str = "") -> Paper:
    """A table; a cell that begins with “<td” brings its own spans."""
    cells = (
        "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row)
        for row in rows
    )
    return read_paper(f"{before}<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")


def read(paper: Paper) -> list[tuple[int, str, str]]:
    found = read_sessions(paper, tree_of("son-la-2026"), 2099)
    return [(one.on.day, one.part, one.unit.code) for one in found]


TWO_DAYS = [(14, "day", HEALTH), (15, "day", COMMUNE)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [("Thời gian", "14/6/2099", "15/6/2099"), ("Đơn vị", "Sở Y tế", "UBND xã Tô Múa"),
             ("Địa điểm", "Hội trường", "Phòng họp")],
            TWO_DAYS, id="labels at the left",
        ),
        pytest.param(
            [("TT", "Nội dung", "Cuộc 1", "Cuộc 2"), ("1", "Đơn vị", "Sở Y tế", "UBND xã Tô Múa"),
             ("2", "Ngày kiểm tra", "14/6/2099", "15/6/2099")],
            TWO_DAYS, id="numbered labels at the left",
        ),
        pytest.param(
            [("<td rowspan=2>TT</td>", "<td rowspan=2>Ngày</td>",
              "<td colspan=2>Đơn vị được kiểm tra</td>"), ("Buổi sáng", "Buổi chiều"),
             ("1", "14/6/2099", "Sở Y tế", "UBND xã Tô Múa"),
             ("2", "15/6/2099", "Sở Tài chính", "")],
            [(14, "morning", HEALTH), (14, "afternoon", COMMUNE), (15, "morning", FINANCE)],
            id="morning and afternoon side by side",
        ),
        pytest.param(
            [("Đơn vị", "Sáng", "Chiều"), ("Sở Y tế", "14/6/2099", "15/6/2099")],
            [(14, "morning", HEALTH), (15, "afternoon", HEALTH)],
            id="days under the parts of a day",
        ),
        pytest.param(
            [("Ngày", "Đơn vị", "Sáng", "Chiều"), ("14/6/2099", "Sở Y tế", "x", ""),
             ("15/6/2099", "UBND xã Tô Múa", "", "14h00")],
            [(14, "morning", HEALTH), (15, "afternoon", COMMUNE)],
            id="marks under the parts of a day",
        ),
        pytest.param(
            [("", "Thứ Hai, 14/6/2099", "Thứ Ba, 15/6/2099"),
             ("Sáng", "Sở Y tế", "UBND xã Tô Múa"), ("Chiều", "Nghỉ", "Sở Tài chính")],
            [(14, "morning", HEALTH), (15, "morning", COMMUNE), (15, "afternoon", FINANCE)],
            id="a week",
        ),
        pytest.param(
            [("Đơn vị", "14/6/2099", "15/6/2099"), ("Sở Y tế", "x", ""),
             ("UBND xã Tô Múa", "", "x")],
            TWO_DAYS, id="marks under days",
        ),
        pytest.param(
            [("TT", "Đơn vị", "Từ ngày", "Đến ngày"), ("1", "Sở Y tế", "14/6/2099", "15/6/2099"),
             ("2", "UBND xã Tô Múa", "16/6/2099", "16/6/2099")],
            [(14, "day", HEALTH), (15, "day", HEALTH), (16, "day", COMMUNE)],
            id="from and to",
        ),
        pytest.param(
            [("Thứ, ngày", "Đơn vị"), ("Thứ Hai, 14/6/2099", "Sở Y tế"),
             ("Thứ Ba, 15/6/2099", "UBND xã Tô Múa")],
            TWO_DAYS, id="day of the week and day",
        ),
        pytest.param(
            [("Đơn vị", "Nộp báo cáo", "Ngày kiểm tra"), ("Sở Y tế", "7/6/2099", "14/6/2099"),
             ("UBND xã Tô Múa", "8/6/2099", "15/6/2099")],
            TWO_DAYS, id="two columns of days are no week",
        ),
    ],
)  # fmt: skip
def test_a_schedule_is_read_however_it_is_drawn(rows, expected) -> None:
    assert read(schedule(*rows)) == expected


def test_teams_side_by_side_keep_their_names() -> None:
    paper = schedule(("Ngày", "Đoàn số 1", "Đoàn số 2"), ("14/6/2099", "Sở Y tế", "UBND xã Tô Múa"))
    found = read_sessions(paper, tree_of("son-la-2026"), 2099)
    assert [(one.team, one.unit.code) for one in found] == [
        ("Đoàn số 1", HEALTH),
        ("Đoàn số 2", COMMUNE),
    ]


@pytest.mark.parametrize(
    ("named", "told"), [("LỊCH KIỂM TRA", True), ("Thông báo lịch kiểm tra gửi đến:", False)]
)
def test_a_schedule_drawn_as_none_known_is_told(named: str, told: bool) -> None:
    paper = schedule(("A", "B"), ("tuần 3", "Sở Y tế"), before=f"<p>{named}</p>")
    found = read_unread(paper, tree_of("son-la-2026"), 2099)
    assert [one.why for one in found] == [UNKNOWN_LAYOUT] * told
