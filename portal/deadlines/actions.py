"""Loads the working-day calendar from the content folder."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM, Actor
from portal.db import write
from portal.deadlines.models import CalendarDay

_FIELDS = ("kind", "name", "source", "provisional")


class InvalidCalendar(ValueError):
    """A calendar file cannot be used; the message names the file and the fault."""


@dataclass(frozen=True)
class CalendarChange:
    """Dates added, changed and removed by a load; all empty when nothing was new."""

    added: tuple[date, ...] = ()
    changed: tuple[date, ...] = ()
    removed: tuple[date, ...] = ()


def load_calendar(content_dir: Path, actor: Actor = SYSTEM) -> CalendarChange:
    """Make the table equal `content_dir/calendar/*.toml` for every year these files mention.

    Other years stay. A second load changes nothing and leaves no audit entry.
    InvalidCalendar if a file is faulty; then nothing is changed at all.
    """
    wanted: dict[date, dict[str, Any]] = {}
    for path in sorted(Path(content_dir).joinpath("calendar").glob("*.toml")):
        for day, fields in _read(path):
            if day in wanted:
                raise InvalidCalendar(f"{path.name}: ngày {day} ghi hai lần.")
            wanted[day] = fields
    years = {day.year for day in wanted}
    with write():
        present = {row.date: row for row in CalendarDay.select() if row.date.year in years}
        change = CalendarChange(
            added=tuple(sorted(set(wanted) - set(present))),
            changed=tuple(
                sorted(day for day in set(wanted) & set(present) if _differs(present, wanted, day))
            ),
            removed=tuple(sorted(set(present) - set(wanted))),
        )
        if change != CalendarChange():
            _apply(change, wanted)
            record(
                actor,
                "deadlines.load_calendar",
                ("calendar_day", "all"),
                before=_snapshot(present, change.changed + change.removed),
                after={str(day): wanted[day] for day in change.added + change.changed},
            )
    return change


def _read(path: Path) -> list[tuple[date, dict[str, Any]]]:
    """The days of one file, checked."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("day", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidCalendar(f"{path.name}: {error}") from error
    days = []
    for entry in listed:
        day = entry.get("date")
        if not isinstance(day, date) or isinstance(day, datetime):
            raise InvalidCalendar(f"{path.name}: thiếu ngày hoặc ngày ghi sai ({day}).")
        if unknown := set(entry) - {"date", *_FIELDS}:
            raise InvalidCalendar(f"{path.name}, {day}: không có mục {', '.join(unknown)}.")
        if entry.get("kind") not in ("rest", "work") or not entry.get("name"):
            raise InvalidCalendar(f"{path.name}, {day}: cần kind là rest hoặc work, và name.")
        if not isinstance(entry.get("provisional", False), bool):
            raise InvalidCalendar(f"{path.name}, {day}: provisional phải là true hoặc false.")
        defaults = {"source": "", "provisional": False}
        days.append((day, {name: entry.get(name, defaults.get(name)) for name in _FIELDS}))
    return days


def _differs(
    present: dict[date, CalendarDay], wanted: dict[date, dict[str, Any]], day: date
) -> bool:
    return any(getattr(present[day], name) != wanted[day][name] for name in _FIELDS)


def _snapshot(present: dict[date, CalendarDay], days: tuple[date, ...]) -> dict[str, Any]:
    return {str(day): {name: getattr(present[day], name) for name in _FIELDS} for day in days}


def _apply(change: CalendarChange, wanted: dict[date, dict[str, Any]]) -> None:
    if change.removed:
        CalendarDay.delete().where(CalendarDay.date.in_(change.removed)).execute()
    if change.added:
        CalendarDay.insert_many([{"date": day, **wanted[day]} for day in change.added]).execute()
    for day in change.changed:
        CalendarDay.update(wanted[day]).where(CalendarDay.date == day).execute()
