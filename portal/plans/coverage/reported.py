"""What units say in their reports about the checks they made themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.plans.models import Plan
from portal.reports.models import Duty, Submission

#: Indicators of the statistics form (Phụ lục II): units below, planned, checked.
TOTAL, PLANNED, CHECKED = (
    "stat:3.1-truc-thuoc:current",
    "stat:i.2-ke-hoach:current",
    "stat:i.2-da-kiem-tra:current",
)


@dataclass(frozen=True)
class Reported:
    """Counts of one unit with where they come from. ``planned`` None: not said."""

    total: int
    planned: int | None
    checked: int
    source: str
    as_of: date
    typed: bool = False


def reported_counts(plan: Plan, unit_ids: list[int]) -> dict[int, Reported]:
    """The counts in the newest report of each unit under ``plan``; units whose report lacks the
    total or the number checked are missing. One query."""
    rows = (
        Submission.select(Submission, Duty)
        .join(Duty)
        .where(Duty.plan == plan, Duty.unit.in_(unit_ids or [0]), Submission.state != "returned")
        .order_by(Submission.submitted_at, Submission.id)
    )
    found: dict[int, Reported] = {}
    for row in rows:
        counts = _counts(row)
        if counts:
            found[row.duty.unit_id] = counts
    return found


def _counts(row: Submission) -> Reported | None:
    values = json.loads(row.snapshot).get("values", {})
    total, checked = number_of(values, TOTAL), number_of(values, CHECKED)
    if total is None or checked is None:
        return None
    source = f"Báo cáo của đơn vị, mã {row.receipt}"
    return Reported(total, number_of(values, PLANNED), checked, source, row.received_on)


def number_of(values: Mapping[str, Any], code: str) -> int | None:
    """A whole number of the statistics; 0 for “không phát sinh”, None for anything else."""
    value = values.get(code)
    if not isinstance(value, Mapping):
        return None
    if value.get("state") == "none":
        return 0
    text = str(value.get("value", ""))
    return int(text) if value.get("state") == "value" and text.isdigit() else None
