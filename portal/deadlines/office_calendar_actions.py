"""The office changes the calendar of a year: previewed whole, saved whole, deadlines follow."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.deadlines import calendar_effects
from portal.deadlines.calendar_effects import Effect
from portal.deadlines.models import CalendarDay, CalendarNotice, CalendarYear
from portal.deadlines.office_calendar_rules import Entry
from portal.deadlines.queries import calendar_days, calendar_year, changed_calendar, work_calendar
from portal.deadlines.rules import WorkCalendar
from portal.documents.models import Blob
from portal.vietnamese import format_date

LAW = "Bộ luật Lao động số 45/2019/QH14, Điều 112"


class Conflict(Exception):
    """Someone else saved the year in the meantime; ``row`` is what is stored now."""

    def __init__(self, row: CalendarYear) -> None:
        super().__init__("saved by someone else in the meantime")
        self.row = row


@dataclass(frozen=True)
class NoticeFacts:
    """An official notice as typed: số, ngày, cơ quan ban hành, address of its text."""

    number: str
    issuer: str
    issued_on: date | None = None
    link: str = ""

    @property
    def label(self) -> str:
        """“Công văn …” as documents cite it."""
        day = f" ngày {format_date(self.issued_on)}" if self.issued_on else ""
        return f"{self.number}{day} của {self.issuer}"


@dataclass(frozen=True)
class YearChange:
    """What the office wants of a year: its days by a notice, or by the law alone (``notice``
    None), and whether the year is settled (``decided``)."""

    year: int
    entries: tuple[Entry, ...]
    decided: bool
    reason: str
    notice: NoticeFacts | None = None
    known_notice: CalendarNotice | None = None


@dataclass(frozen=True)
class DayChange:
    """One day before and after; a kind is ``normal`` where the day is not listed."""

    day: date
    before: str
    before_name: str
    after: str
    after_name: str


@dataclass(frozen=True)
class Preview:
    """Everything that saving would do; ``seal`` tells whether it is still what was shown."""

    days: tuple[DayChange, ...]
    effects: tuple[Effect, ...]
    old: WorkCalendar
    new: WorkCalendar
    seal: str


def preview(change: YearChange) -> Preview:
    """What ``change`` would do to the days of its year and to every deadline."""
    old = work_calendar()
    new = changed_calendar(_overlay(change), {change.year: change.decided})
    listed = {row.date: row for row in calendar_days(change.year)}
    days = tuple(_day_changes(change.entries, listed))
    effects = tuple(calendar_effects.effects_of(old, new))
    seal = hashlib.sha256(repr((days, effects)).encode()).hexdigest()
    return Preview(days, effects, old, new, seal)


def save_year(actor: Actor, change: YearChange, version: int) -> int:
    """Save a change of the year read at ``version`` and recompute what is stored.

    The number of stored deadlines that moved. Conflict.
    """
    with write():
        year = calendar_year(change.year)
        if year.version != version:
            raise Conflict(year)
        old = work_calendar()
        before = {str(row.date): _told(row) for row in calendar_days(change.year)}
        notice = change.known_notice or _notice(change)
        overlay = _overlay(change)
        for entry in change.entries:
            _write_day(entry, notice, overlay[entry.day][1])
        if change.decided:
            _confirm(change, overlay)
        was = year.decided
        year.decided, year.edited, year.version = change.decided, True, version + 1
        year.save()
        new = work_calendar()
        record(
            actor,
            "change-calendar",
            year,
            before={"decided": was, "days": before},
            after={
                "decided": change.decided,
                "notice": notice.number if notice else LAW,
                "days": {str(row.date): _told(row) for row in calendar_days(change.year)},
            },
            reason=change.reason,
        )
        return calendar_effects.follow(actor, old, new, change.reason)


def stored_already(change: YearChange) -> bool:
    """Whether the year says all of ``change``, as after the first click of a double click."""
    listed = {row.date: (row.kind, row.name) for row in calendar_days(change.year)}
    said = [(entry.day, (entry.kind, entry.name)) for entry in change.entries]
    return calendar_year(change.year).decided == change.decided and all(
        listed.get(day, ("normal", "")) == what for day, what in said
    )


def attach_notice_file(actor: Actor, notice: CalendarNotice, blob: Blob, name: str) -> None:
    """Keep the text of a notice as it was issued."""
    with write():
        before = notice.file_name
        CalendarNotice.update(file=blob.sha256, file_name=name).where(
            CalendarNotice.id == notice.id
        ).execute()
        record(actor, "attach-calendar-notice", notice, before=before, after=name)


def _overlay(change: YearChange) -> dict[date, tuple[str, bool]]:
    """The days that change as ``changed_calendar`` takes them; settling a year confirms the
    days it had before."""
    found: dict[date, tuple[str, bool]] = {}
    if change.decided and not calendar_year(change.year).decided:
        found = {row.date: (row.kind, False) for row in calendar_days(change.year)}
    by_law = change.notice is None and change.known_notice is None
    return found | {
        entry.day: (entry.kind, by_law and not change.decided) for entry in change.entries
    }


def _day_changes(entries: Iterable[Entry], listed: dict[date, CalendarDay]) -> Iterable[DayChange]:
    for entry in sorted(entries, key=lambda one: one.day):
        row = listed.get(entry.day)
        before, name = (row.kind, row.name) if row else ("normal", "")
        yield DayChange(entry.day, before, name, entry.kind, entry.name)


def _write_day(entry: Entry, notice: CalendarNotice | None, provisional: bool) -> None:
    CalendarDay.delete().where(CalendarDay.date == entry.day).execute()
    if entry.kind == "normal":
        return
    CalendarDay.create(
        date=entry.day,
        kind=entry.kind,
        name=entry.name,
        source=_words(notice) if notice else LAW,
        notice=notice,
        provisional=provisional,
    )


def _confirm(change: YearChange, overlay: dict[date, tuple[str, bool]]) -> None:
    sure = [day for day, (_, provisional) in overlay.items() if not provisional]
    CalendarDay.update(provisional=False).where(CalendarDay.date.in_(sure)).execute()


def _notice(change: YearChange) -> CalendarNotice | None:
    """The notice of a change; the same number in the same year is the same notice."""
    if change.notice is None:
        return None
    facts = asdict(change.notice)
    known = CalendarNotice.get_or_none(
        CalendarNotice.year == change.year, CalendarNotice.number == change.notice.number
    )
    if known is None:
        return CalendarNotice.create(year=change.year, **facts)
    CalendarNotice.update(facts).where(CalendarNotice.id == known.id).execute()
    return CalendarNotice.get_by_id(known.id)


def _words(notice: CalendarNotice) -> str:
    return NoticeFacts(notice.number, notice.issuer, notice.issued_on).label


def _told(row: CalendarDay) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "name", "source", "provisional")}
