"""The form of a visit as the office fills it, and a day on which it may be."""

from datetime import timedelta
from typing import Any

from portal.clock import today
from tests.page_checks import Page

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"


def coming_workday(days: int = 40) -> Any:
    """A working day some weeks ahead: no weekend, no fixed holiday of the test's calendar."""
    day = today() + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) % 7 + 1)


def form_of(strand: Any, unit: Any, on: Any, **values: Any) -> dict[str, Any]:
    """What the browser sends for a visit with one session."""
    day = on.strftime("%d/%m/%Y") if on else ""
    return {
        "strand": strand.id, "unit": unit.id, "team": "", "method": "Trực tiếp tại đơn vị",
        "sessions-0-on": day, "sessions-0-part": "morning", "action": "save", **values,
    }  # fmt: skip


def shown_mark(text: str) -> str:
    """The mark of the warnings that a page shows."""
    return next(str(one["value"]) for one in Page(text).inputs if one.get("name") == "seen")
