"""Loads the working-day calendar from the content folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM, Actor
from portal.db import write
from portal.deadlines import calendar_effects
from portal.deadlines.calendar_files import FIELDS, InvalidCalendar, YearFile, read_years
from portal.deadlines.models import CalendarDay, CalendarNotice, CalendarYear
from portal.deadlines.queries import work_calendar

__all__ = ["CalendarChange", "InvalidCalendar", "load_calendar"]

REASON = "Nạp lịch ngày nghỉ đi kèm phần mềm"


@dataclass(frozen=True)
class CalendarChange:
    """Dates added, changed and removed by a load; all empty when nothing was new. ``kept``:
    years that the office keeps itself, which a load leaves alone."""

    added: tuple[date, ...] = ()
    changed: tuple[date, ...] = ()
    removed: tuple[date, ...] = ()
    kept: tuple[int, ...] = ()


def load_calendar(content_dir: Path, actor: Actor = SYSTEM) -> CalendarChange:
    """Make the table equal `content_dir/calendar/*.toml` for every year these files mention.

    Other years stay, and so does a year that the office has edited. Stored deadlines follow. A
    second load changes nothing and leaves no audit entry. InvalidCalendar if a file is faulty;
    then nothing is changed at all.
    """
    files = read_years(content_dir)
    with write():
        edited = {row.year for row in CalendarYear.select().where(CalendarYear.edited)}
        kept = tuple(sorted({day.year for one in files for day in one.days} & edited))
        wanted = {
            day: fields
            for one in files
            for day, fields in one.days.items()
            if day.year not in edited
        }
        years = {day.year for day in wanted}
        present = {row.date: row for row in CalendarDay.select() if row.date.year in years}
        change = CalendarChange(
            added=tuple(sorted(set(wanted) - set(present))),
            changed=tuple(
                sorted(day for day in set(wanted) & set(present) if _differs(present, wanted, day))
            ),
            removed=tuple(sorted(set(present) - set(wanted))),
            kept=kept,
        )
        settled = _unsettled(files, edited)
        if settled or change.added or change.changed or change.removed:
            old = work_calendar()
            _apply(change, wanted)
            _record_years(settled)
            record(
                actor,
                "deadlines.load_calendar",
                ("calendar_day", "all"),
                before=_snapshot(present, change.changed + change.removed),
                after={str(day): wanted[day] for day in change.added + change.changed},
            )
            calendar_effects.follow(actor, old, work_calendar(), REASON)
        _keep_notices(files, edited)
    return change


def _unsettled(files: list[YearFile], edited: set[int]) -> dict[int, bool]:
    """What the files say of years otherwise than the table: {year: decided}."""
    known = {row.year: row.decided for row in CalendarYear.select()}
    return {
        one.year: one.decided
        for one in files
        if one.year and one.year not in edited and known.get(one.year) != one.decided
    }


def _record_years(settled: dict[int, bool]) -> None:
    for year, decided in settled.items():
        row = CalendarYear.get_or_none(CalendarYear.year == year)
        if row is None:
            CalendarYear.create(year=year, decided=decided)
        else:
            CalendarYear.update(decided=decided, version=row.version + 1).where(
                CalendarYear.id == row.id
            ).execute()


def _keep_notices(files: list[YearFile], edited: set[int]) -> None:
    """The notices the files name, each tied to the days whose source names its number."""
    for one in files:
        if one.year in edited:
            continue
        for facts in one.notices:
            notice, _ = CalendarNotice.get_or_create(
                year=one.year, number=facts["number"], defaults=facts
            )
            days = [day for day, said in one.days.items() if facts["number"] in said["source"]]
            CalendarDay.update(notice=notice).where(
                CalendarDay.date.in_(days), CalendarDay.notice.is_null()
            ).execute()


def _differs(
    present: dict[date, CalendarDay], wanted: dict[date, dict[str, Any]], day: date
) -> bool:
    return any(getattr(present[day], name) != wanted[day][name] for name in FIELDS)


def _snapshot(present: dict[date, CalendarDay], days: tuple[date, ...]) -> dict[str, Any]:
    return {str(day): {name: getattr(present[day], name) for name in FIELDS} for day in days}


def _apply(change: CalendarChange, wanted: dict[date, dict[str, Any]]) -> None:
    if change.removed:
        CalendarDay.delete().where(CalendarDay.date.in_(change.removed)).execute()
    if change.added:
        CalendarDay.insert_many([{"date": day, **wanted[day]} for day in change.added]).execute()
    for day in change.changed:
        CalendarDay.update(wanted[day]).where(CalendarDay.date == day).execute()
