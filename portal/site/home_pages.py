"""The home page and the editorial pages."""

from datetime import date, timedelta
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.body import boxed_tables, free_ids
from portal.site.catalog import catalog
from portal.site.charts import band
from portal.site.conclusion_pages import conclusion_row
from portal.site.history_mode import ended
from portal.site.listing import until
from portal.site.news import news
from portal.site.plan_pages import plan_row
from portal.site.registry import Inputs, Page, Params, declare
from portal.site.remedies import every_row, remediation_counts, state_parts, states_of
from portal.site.timeliness_pages import grid_row
from portal.site.unit_names import letters_of
from portal.site.versions import hidden, tombstone_page
from portal.site.visit_pages import upcoming

_NEXT, _LAST, _NEWS = 5, 5, 6
_WEEK = timedelta(days=7)


def _home(shelf: Shelf, as_of: date) -> Inputs:
    shown = catalog(shelf)
    records = (shown.plans, shown.visits, shown.conclusions, shown.remediations, shown.timeliness)
    rows = every_row(shelf, as_of)
    plans = [plan_row(shelf, entry) for entry in shown.plans]
    year = _year_shown({plan["year"] for plan in plans}, as_of.year)
    ahead = _by_visit(upcoming(shelf, as_of))
    told = news(shelf, _NEWS)
    week = [one for one in told if one["on"] >= (as_of - _WEEK).isoformat()]
    held = [one for one in shown.sessions if one["on"] < as_of.isoformat()]
    return {
        "year": year,
        "behind": as_of.year if plans and year < as_of.year else 0,
        "plans": _in_force_first([plan for plan in plans if plan["year"] == year]),
        "later_plans": [plan for plan in plans if plan["year"] > year],
        "next": ahead[:_NEXT],
        "ahead": len(ahead),
        "held": held[-1] if held and not ahead else None,
        "conclusions": [conclusion_row(shelf, one, as_of) for one in shown.conclusions[:_LAST]],
        "counts": remediation_counts(rows),
        "by_state": band(state_parts(rows)),
        "states": states_of(rows),
        "timeliness": [grid_row(one) for one in shown.timeliness if one.facts.year == year],
        "units": sum(not ended(one, as_of) for one in shown.units.values()),
        "communes": shown.lists_communes,
        "letters": letters_of(shelf),
        "concluded": len(shown.conclusions),
        "news": week or told[:1],
        "this_week": bool(week),
        "until": until([one for kind in records for one in kind]),
    }


def _in_force_first(plans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was replaced or abolished stands behind what is in force, else in the order given."""
    return sorted(plans, key=lambda plan: bool(plan["superseded"]))


def _year_shown(years: set[int], today: int) -> int:
    """The year whose plans the home page shows: the newest that has begun, for the plan of a
    year is published while visits of the year before are still ahead; else the nearest; 0 if
    there is none."""
    begun = [year for year in years if year <= today]
    return max(begun) if begun else min(years, default=0)


def _by_visit(sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Coming visits: the first session of each, with the day of the last."""
    visits: dict[str, dict[str, Any]] = {}
    for session in sessions:
        visit = visits.setdefault(session["visit"], {**session, "last": session["on"]})
        visit["last"] = session["on"]
    return list(visits.values())


def _editorial(shelf: Shelf, _as_of: date, slug: str) -> Inputs | None:
    entry = shelf.find("page", slug)
    if entry is None:
        return None
    if hidden(entry) or entry.withdrawn:
        return tombstone_page(entry)
    body = boxed_tables(free_ids(entry.payload["body_html"]))
    return {"page": {**entry.payload, "body_html": body}}


def _slugs(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"slug": slug} for slug in shelf.slugs("page")]


declare(Page("home", "/", _home, template="site/home.html", section="home"))
declare(
    Page(
        "editorial", "/trang/<slug>/", _editorial, _slugs,
        template="site/page.html", section="editorial",
    )
)  # fmt: skip
