"""Remediation as readers follow it: every row of every record, its state on the day, counts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.listing import kept
from portal.site.registry import path_to

Row = dict[str, Any]
#: Address, code and name of each state, the most urgent first.
STATES = (
    ("qua-han", "overdue", "Quá hạn báo cáo"),
    ("chua-dat", "insufficient", "Chưa đạt, cần khắc phục tiếp"),
    ("chua-bao-cao", "open", "Chưa báo cáo"),
    ("da-bao-cao", "reported", "Đã báo cáo, chờ xác minh"),
    ("da-xac-minh", "verified", "Đã xác minh"),
)
_URGENCY = {code: place for place, (_, code, _) in enumerate(STATES)}


def remediation_counts(rows: list[Row]) -> dict[str, int]:
    """How many shortcomings were asked for, reported by the unit, verified, open, overdue."""
    return {
        "all": len(rows),
        "reported": sum(bool(row["reported_on"]) for row in rows),
        "verified": sum(row["state"] == "verified" for row in rows),
        "open": sum(row["state"] != "verified" for row in rows),
        "overdue": sum(row["state"] == "overdue" for row in rows),
    }


def remediation_rows(record: Row, as_of: date) -> list[Row]:
    """The rows of a remediation record; what was due in the meantime is shown as overdue."""
    return [
        {**row, "state": "overdue", "state_name": "Quá hạn báo cáo"} if _lapsed(row, as_of) else row
        for row in record["rows"]
    ]


def _lapsed(row: Row, as_of: date) -> bool:
    last_day = last_day_of(row)
    return row["state"] == "open" and bool(last_day) and last_day < as_of.isoformat()


def last_day_of(row: Row) -> str:
    """The last day of a recommendation; empty where none was set."""
    return str(row["deadline"]["last_day"]) if row["deadline"] else ""


def every_row(shelf: Shelf, as_of: date) -> list[Row]:
    """All rows of all records with their unit and conclusion, the most urgent first."""
    found: list[Row] = kept(shelf, f"remedies {as_of}", lambda: _every_row(shelf, as_of))
    return found


def remedy_of(shelf: Shelf, slug: str, code: str, as_of: date) -> Row | None:
    """The row of a finding (``code``) of the conclusion under a slug, if it has one.

    A freeze notes the conclusion, not all records: thousands of findings are asked for.
    """

    def made() -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = {}
        for row in every_row(shelf, as_of):
            found.setdefault(row["slug"], {})[row["code"]] = row
        return found

    rows = shelf.watched("remedies by conclusion", made).get(slug, {})
    return rows.get(code)


def _every_row(shelf: Shelf, as_of: date) -> list[Row]:
    shown, rows = catalog(shelf), []
    for entry in shown.remediations:
        record = entry.payload
        about = {
            "slug": entry.slug,
            "year": record["year"],
            "unit": shown.unit(record["unit"]),
            "title": record["conclusion_title"],
            "path": conclusion_path(shelf, record["conclusion_slug"]),
            "demo": record["demo"],
        }
        rows += [{**row, **about} for row in remediation_rows(record, as_of)]
    return sorted(rows, key=lambda row: (_URGENCY.get(row["state"], 9), last_day_of(row) or "9"))


def conclusion_path(shelf: Shelf, slug: str) -> str:
    """The address of a conclusion; empty where none is published under that name."""
    found = shelf.find("conclusion", slug)
    return path_to("conclusion", **document_params(found.slug)) if found else ""


def states_of(rows: Iterable[Row]) -> list[Row]:
    """Every state with its address and how many rows are in it, also where none is."""
    counted = Counter(row["state"] for row in rows)
    return [
        {"name": name, "code": code, "count": counted[code], "path": state_path(address)}
        for address, code, name in STATES
    ]


def state_parts(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Every state as a part of a drawing: code, name, number of rows."""
    return [(one["code"], one["name"], one["count"]) for one in states_of(rows)]


def state_path(address: str) -> str:
    """Where the rows of one state are listed."""
    return path_to("remediation_state", state=address)


def first_reported(row: Row) -> str:
    """The day of the first report on a recommendation (ISO); empty while there is none."""
    return str(row.get("first_reported_on") or row["reported_on"])


def on_time(rows: Iterable[Row], as_of: date) -> dict[str, int]:
    """First reports on remediation against their last day; rows without one are left out.

    A report that was found wanting and given again is not late for that.
    """
    counted = {"early": 0, "late": 0, "missing": 0, "ahead": 0}
    for row in rows:
        last_day = last_day_of(row)
        if not last_day:
            continue
        if came := first_reported(row):
            counted["early" if came <= last_day else "late"] += 1
        else:
            counted["missing" if last_day < as_of.isoformat() else "ahead"] += 1
    return counted


def standing_of(record: Entry | None, as_of: date) -> Row:
    """Where a conclusion's remediation stands: its most urgent state, when that is due, counts.

    The day is that of the recommendations the state speaks of: beside “Chưa báo cáo” the day of
    one long reported would read as overdue. Where all are verified it is the last day of all.
    """
    rows = remediation_rows(record.payload, as_of) if record else []
    worst = min((row["state"] for row in rows), key=lambda code: _URGENCY.get(code, 9), default="")
    days = sorted(last_day_of(row) for row in rows if row["state"] == worst and last_day_of(row))
    return {
        "state": worst,
        "counts": remediation_counts(rows),
        "due": (days[-1] if worst == "verified" else days[0]) if days else "",
    }
