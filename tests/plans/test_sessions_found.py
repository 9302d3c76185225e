"""Days of a schedule as offices write them: each day of a row is a session of its own."""

from datetime import date

import pytest

from portal.plans.importing.paper import read_paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.sessions_found import FoundSession, read_sessions

HEAD = ("Thời gian", "Đơn vị", "Trưởng đoàn")


def sessions(when: str, chair: str = "") -> list[FoundSession]:
    """What a table with one row says."""
    rows = (HEAD, (when, "Sở Y tế", chair))
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return read_sessions(read_paper(f"<table>{table}</table>"), NameTree(()), 2024)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("15-16/4/2024", (15, 16)),
        ("Ngày 15, 16 và 17/4/2024", (15, 16, 17)),
        ("15 – 16 tháng 4 năm 2024", (15, 16)),
        ("từ 15 đến 17/4", (15, 16, 17)),
        ("15/4-17/4", (15, 16, 17)),
        ("Đợt 1 - 15/4/2024", (15,)),
        ("8h-10h ngày 15/4", (15,)),
        ("16-15/4/2024", (15,)),
        ("Sáng ngày 15 và chiều ngày 16/4", (15, 16)),
        ("15/04/24", (15,)),
        ("Tuần 2 tháng 4", ()),
    ],
)
def test_no_day_of_a_row_is_lost(when: str, days: tuple[int, ...]) -> None:
    assert [one.on for one in sessions(when)] == [date(2024, 4, day) for day in days]


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("30-01/5", ("30/4", "1/5")),
        ("30-01/5/2024", ("30/4", "1/5")),
        ("30 – 02/5/2024", ("30/4", "1/5", "2/5")),
        ("từ ngày 30 đến 01/5", ("30/4", "1/5")),
        ("29, 30 và 02/5", ("29/4", "30/4", "2/5")),
        ("29-30-01/5", ("29/4", "30/4", "1/5")),
        ("Sáng 29-30-01/5/2024", ("29/4", "30/4", "1/5")),
        ("30 và 01 tháng 5 năm 2024", ("30/4", "1/5")),
        ("29-01/3/2024", ("29/2", "1/3")),
        ("31-01/5/2024", ("1/5",)),
        ("20-15/4/2024", ("15/4",)),
    ],
)
def test_days_on_both_sides_of_the_end_of_a_month_are_kept(
    when: str, days: tuple[str, ...]
) -> None:
    assert [f"{one.on.day}/{one.on.month}" for one in sessions(when)] == list(days)


@pytest.mark.parametrize(
    ("when", "note"), [("31-02/01/2024", ""), ("31-02/01", "Văn bản không ghi năm")]
)
def test_the_turn_of_a_year_is_the_end_of_a_month_too(when: str, note: str) -> None:
    found = sessions(when)
    assert [one.on.isoformat() for one in found] == ["2023-12-31", "2024-01-01", "2024-01-02"]
    assert found[0].note.startswith(note)
    assert bool(found[0].note) == bool(note)


@pytest.mark.parametrize(
    "written", ["Ông Lò Văn An, PGĐ Sở Nội vụ", "Lò Văn An - Phó Giám đốc", "đ/c Lò Văn An (Sở)"]
)
def test_the_post_behind_a_name_is_no_part_of_it(written: str) -> None:
    assert [one.chair for one in sessions("15/4/2024", written)] == ["Lò Văn An"]
