"""What the row of a visit says of its conclusion."""

from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.registry import path_to

_OFF = ("moved", "cancelled")


def conclusion_told(shelf: Shelf, visit: Entry, as_of: date) -> dict[str, Any]:
    """The address of a visit's ``conclusion`` ("" while there is none), and whether the visit is
    still ``ahead``: of one that has not begun nobody may read that its conclusion is missing.

    The day is looked at only where there is no conclusion, so that other rows do not follow it.
    """
    conclusion = catalog(shelf).concluded.get(visit.slug)
    if conclusion:
        path = path_to("conclusion", **document_params(conclusion.slug))
        return {"conclusion": path, "ahead": False}
    days = [one["on"] for one in visit.payload["sessions"] if one["state"] not in _OFF]
    return {"conclusion": "", "ahead": bool(days) and min(days) > as_of.isoformat()}
