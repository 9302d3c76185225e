"""The schedule: what comes next, every month as list and grid, every year, what was moved."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, guide_path
from portal.site.charts import bars
from portal.site.listing import Listing, declare_list, kept, until
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.schedule_changes import changes, emptied_months
from portal.site.visit_conclusions import conclusion_told
from portal.vietnamese import weekday_name

Row = dict[str, Any]
OFF = ("moved", "cancelled")


def upcoming(shelf: Shelf, as_of: date) -> list[Row]:
    """Sessions from ``as_of`` on that will take place, soonest first."""
    first = as_of.isoformat()
    return [
        one for one in catalog(shelf).sessions if one["on"] >= first and one["state"] not in OFF
    ]


def by_day(sessions: Iterable[Row]) -> list[Row]:
    """Sessions grouped by day, and in a day by visit: [{on, weekday, …, visits}]."""
    days = []
    for on, rows in groupby(sessions, key=lambda one: one["on"]):
        day, visits = date.fromisoformat(on), dict[str, list[Row]]()
        for row in rows:
            visits.setdefault(row["visit"], []).append(row)
        days.append(
            {
                "on": on,
                "weekday": weekday_name(day),
                "day": f"{day.day:02d}",
                "month": day.month,
                "year": day.year,
                "visits": [{**found[0], "sessions": found} for found in visits.values()],
            }
        )
    return days


def months_of(shelf: Shelf) -> list[Row]:
    """Every month that has a session, oldest first, with the number of units visited."""
    return list(kept(shelf, "months", lambda: _months(shelf)))


def _months(shelf: Shelf) -> list[Row]:
    months = []
    for month, found in groupby(catalog(shelf).sessions, key=lambda one: one["on"][:7]):
        rows = list(found)
        standing = [one for one in rows if one["state"] not in OFF]
        year, number = int(month[:4]), int(month[5:])
        months.append(
            {
                "year": year,
                "month": number,
                "path": path_to("schedule_month", year=year, month=number),
                "sessions": len(standing),
                "done": sum(one["state"] == "done" for one in standing),
                "off": len(rows) - len(standing),
                "units": len({one["unit"]["code"] for one in standing}),
            }
        )
    return months


def _nothing_in(year: int, month: int) -> Row:
    path = path_to("schedule_month", year=year, month=month)
    nothing = {"sessions": 0, "done": 0, "off": 0, "units": 0}
    return {"year": year, "month": month, "path": path, **nothing}


def _frame(shelf: Shelf) -> Row:
    """What stands around every page of the schedule: years, how much was moved, its age."""
    years = sorted({one["year"] for one in months_of(shelf)}, reverse=True)
    return {
        "years": [{"year": one, "path": path_to("schedule_year", year=one)} for one in years],
        "changed": len(changes(shelf)),
        "until": kept(shelf, "until visits", lambda: until(catalog(shelf).visits)),
    }


def _schedule(shelf: Shelf, as_of: date) -> Inputs:
    months, ahead = months_of(shelf), upcoming(shelf, as_of)
    held = [one for one in catalog(shelf).sessions if one["on"] < as_of.isoformat()]
    newest = months[-1]["year"] if months else 0
    return {
        **_frame(shelf),
        "days": by_day(ahead),
        "months": [one for one in months if one["year"] == newest],
        "last": held[-1] if held and not ahead else None,
        "guide": guide_path(shelf, "theo-doi-va-in"),
        "counts": {"sessions": len(ahead), "units": len({one["unit"]["code"] for one in ahead})},
    }


def _year(shelf: Shelf, as_of: date, year: int) -> Listing | None:
    """The visits of a year as one table, with a drawing of its months above."""
    months = [one for one in months_of(shelf) if one["year"] == year]
    if not months and year not in {one for one, _month in emptied_months(shelf)}:
        return None
    shown, known = catalog(shelf), {one["month"]: one for one in months}
    every = [known.get(number, {"sessions": 0, "done": 0}) for number in range(1, 13)]
    visits = [one for one in shown.visits if one.slug in _visits_in(shelf, year)]

    def row(visit: Any) -> Row:
        return {
            "unit": shown.unit(visit.payload["unit"]),
            "strand_name": visit.payload["strand_name"],
            "state": visit.payload["state"],
            "sessions": [one for one in shown.sessions_of(visit) if one["on"][:4] == str(year)],
            **conclusion_told(shelf, visit, as_of),
        }

    def around() -> Row:
        return {
            **_frame(shelf),
            "months": months,
            "chart": bars(
                [f"T{number}" for number in range(1, 13)],
                [
                    ("Đã làm việc", [one["done"] for one in every]),
                    ("Theo lịch", [one["sessions"] - one["done"] for one in every]),
                ],
            ),
        }

    return Listing(visits, row, around, {"year": year})


def _visits_in(shelf: Shelf, year: int) -> set[str]:
    years: dict[int, set[str]] = kept(shelf, "visits by year", lambda: _visits_by_year(shelf))
    return years.get(year, set())


def _visits_by_year(shelf: Shelf) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in catalog(shelf).sessions:
        found.setdefault(int(one["on"][:4]), set()).add(one["visit"])
    return found


def _year_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    years = {one["year"] for one in months_of(shelf)} | {
        year for year, _month in emptied_months(shelf)
    }
    return [{"year": year} for year in sorted(years)]


def _month(shelf: Shelf, _as_of: date, year: int, month: int) -> Inputs | None:
    listed = months_of(shelf)
    months = [one for one in listed if (one["year"], one["month"]) == (year, month)]
    if not months and (year, month) in emptied_months(shelf):
        months = [_nothing_in(year, month)]
    if not months:
        return None
    earlier = [one for one in listed if (one["year"], one["month"]) < (year, month)]
    later = [one for one in listed if (one["year"], one["month"]) > (year, month)]
    prefix = f"{year:04d}-{month:02d}"
    days = by_day(one for one in catalog(shelf).sessions if one["on"].startswith(prefix))
    return {
        **_frame(shelf),
        "month": months[0],
        "before": earlier[-1] if earlier else None,
        "after": later[0] if later else None,
        "months": [one for one in listed if one["year"] == year],
        "days": days,
        "weeks": _weeks(year, month, days),
    }


def _weeks(year: int, month: int, days: list[Row]) -> list[list[Row | None]]:
    """The grid of a month, weeks from Monday; None where a day belongs to another month."""
    known = {one["on"]: one for one in days}
    return [
        [
            {"day": one.day, "rest": one.weekday() > 4, **_in_cell(known.get(one.isoformat()))}
            if one.month == month
            else None
            for one in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]  # fmt: skip


def _in_cell(day: Row | None) -> Row:
    if day is None:
        return {"visits": []}
    return {
        "on": day["on"],
        "visits": [
            {
                "name": one["unit"]["name"],
                "off": all(row["state"] in OFF for row in one["sessions"]),
            }
            for one in day["visits"]
        ],
    }


def _month_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    listed = [(one["year"], one["month"]) for one in months_of(shelf)]
    return [
        {"year": year, "month": month} for year, month in sorted([*listed, *emptied_months(shelf)])
    ]


def _changes(shelf: Shelf, _as_of: date) -> Listing:
    return Listing(changes(shelf), lambda row: row, lambda: _frame(shelf))


declare(
    Page(
        "schedule", "/lich-kiem-tra/", _schedule,
        template="site/schedule.html", section="schedule",
    )
)  # fmt: skip
declare_list(
    "schedule_year", "/lich-kiem-tra/<int(fixed_digits=4):year>/", _year, _year_paths,
    template="site/schedule_year.html", section="schedule",
)  # fmt: skip
declare(
    Page(
        "schedule_month", "/lich-kiem-tra/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/",
        _month, _month_paths, template="site/schedule_month.html", section="schedule",
    )
)  # fmt: skip
declare_list(
    "schedule_changes", "/lich-kiem-tra/thay-doi/", _changes,
    template="site/schedule_changes.html", section="schedule",
)  # fmt: skip
