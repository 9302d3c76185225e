"""Loading the calendar: complete, repeatable, all or nothing."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.config import ROOT
from portal.deadlines.actions import CalendarChange, InvalidCalendar, load_calendar
from portal.deadlines.models import CalendarDay
from portal.deadlines.queries import calendar_days, work_calendar

pytestmark = pytest.mark.usefixtures("tables")

TET = """
[meta]
year = 2026
[[day]]
date = 2026-01-01
kind = "rest"
name = "Tết Dương lịch"
source = "Bộ luật Lao động"
provisional = false
[[day]]
date = 2026-01-10
kind = "work"
name = "Làm bù"
provisional = true
"""


@pytest.fixture
def content(tmp_path):
    (tmp_path / "calendar").mkdir()
    write_year(tmp_path, TET)
    return tmp_path


def write_year(content, text):
    (content / "calendar" / "2026.toml").write_text(text, encoding="utf-8")


def test_days_are_loaded_once(content):
    assert load_calendar(content).added == (date(2026, 1, 1), date(2026, 1, 10))
    assert load_calendar(content) == CalendarChange()
    calendar = work_calendar()
    assert not calendar.is_working(date(2026, 1, 1))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.provisional(date(2026, 1, 10))
    assert [day.name for day in calendar_days(2026)] == ["Tết Dương lịch", "Làm bù"]
    assert AuditEntry.select().count() == 1


def test_a_corrected_file_corrects_its_year_only(content):
    load_calendar(content)
    CalendarDay.create(date=date(2025, 9, 2), kind="rest", name="Quốc khánh")
    write_year(content, TET.split("[[day]]\ndate = 2026-01-10")[0].replace("Dương lịch", "dương"))
    change = load_calendar(content)
    assert change == CalendarChange((), (date(2026, 1, 1),), (date(2026, 1, 10),))
    assert calendar_days(2026)[0].name == "Tết dương"
    assert len(calendar_days(2025)) == 1
    assert "Dương lịch" in AuditEntry.select().order_by(AuditEntry.id.desc()).get().before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[day]]\nkind = 'rest'\nname = 'x'", "thiếu ngày"),
        ("[[day]]\ndate = '2026-01-01'\nkind = 'rest'\nname = 'x'", "ngày ghi sai"),
        ("[[day]]\ndate = 2026-01-01T00:00:00\nkind = 'rest'\nname = 'x'", "ngày ghi sai"),
        ("[[day]]\ndate = 2026-01-01\nkind = 'off'\nname = 'x'", "kind là rest hoặc work"),
        ("[[day]]\ndate = 2026-01-01\nkind = 'rest'", "và name"),
        ("[[day]]\ndate = 2026-01-01\nkind = 'rest'\nname = 'x'\nnote = 'y'", "không có mục note"),
        ("[[day]]\ndate = 2026-01-01\nkind = 'rest'\nname = 'x'\nprovisional = 1", "true hoặc"),
        (TET + TET.split("year = 2026")[1], "hai lần"),
        ("[[day", "2026.toml"),
    ],
)
def test_a_faulty_file_changes_nothing(content, text, says):
    load_calendar(content)
    write_year(content, text)
    with pytest.raises(InvalidCalendar, match=says):
        load_calendar(content)
    assert len(calendar_days(2026)) == 2


def test_the_calendar_of_the_project_loads():
    change = load_calendar(ROOT / "content")
    assert {day.year for day in change.added} >= {2022, 2023, 2024, 2025, 2026}
    calendar = work_calendar()
    for day in change.added:
        if calendar.is_working(day):
            assert day.weekday() >= 5, f"{day} is no make-up day"
        else:
            assert day.weekday() < 5, f"{day} rests anyway"
    assert not calendar.is_working(date(2024, 9, 2))
