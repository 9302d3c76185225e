"""What readers see of the grids now, and whether that is old: the office publishes anew by hand.

A grid is of one day. It is old when its reports stand otherwise by now, or when weeks went by
while some of them were still to come.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from portal.plans.models import Plan
from portal.publishing.gate import newest_version
from portal.publishing.models import Publication
from portal.publishing.queries import waiting_for
from portal.reports.timeliness.publication import offer_of
from portal.reports.timeliness.rules import changed_rows, unsettled
from portal.vietnamese import show_date

#: A grid with reports still to come is told old after so long, whatever changed.
OLD_AFTER = timedelta(days=28)
#: The start page leaves the office so long to publish a change.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class Age:
    """How a public grid compares with what is known: the day it is of, the reports that stand
    otherwise by now, and those of it that were still to come."""

    as_of: date
    changed: int
    unsettled: int
    days: int

    @property
    def old(self) -> bool:
        """Whether the office should publish it anew."""
        return bool(self.changed or (self.unsettled and timedelta(self.days) >= OLD_AFTER))

    @property
    def sentence(self) -> str:
        """Why it is old, for the office."""
        said = f"Bảng đang đăng tính đến ngày {show_date(self.as_of)}"
        if self.changed:
            return f"{said}; đến hôm nay {self.changed} báo cáo đã khác với bảng đó."
        return f"{said}, đã {self.days} ngày, khi còn {self.unsettled} báo cáo chưa nộp."


def public_grid(plan: Plan) -> Publication | None:
    """The grid of ``plan`` that readers see; None when there is none, or it went with its plan."""
    row, known = newest_version("timeliness", plan.slug), newest_version("plan", plan.slug)
    if row is None or row.state != "published" or row.payload is None:
        return None
    return row if known is not None and _is_read(known) else None


def _is_read(plan: Publication) -> bool:
    """As ``site.grids`` has it: a plan that was replaced stays, and its grid with it."""
    told = json.loads(plan.payload or "null")
    return told is not None and (plan.state == "published" or told["how"] == "replaced")


def age_of(shown: Publication, plan: Plan, today: date) -> Age:
    """How old ``shown``, the public grid of ``plan``, is on ``today``; never old once the plan was
    replaced, for then there is nothing to publish."""
    grid, offer = json.loads(shown.payload or "{}"), offer_of(plan, today)
    as_of = date.fromisoformat(grid["as_of"])
    if offer is None:
        return Age(as_of, 0, 0, (today - as_of).days)
    changed = changed_rows(grid["rows"], [asdict(one) for one in offer.payload.rows])
    return Age(as_of, changed, unsettled(grid["rows"]), (today - as_of).days)


def old_grids(today: date) -> list[tuple[Plan, Age]]:
    """Public grids that the start page asks to publish anew: with reports still to come, of a
    day a week ago or more, old, and not asked for yet."""
    rows = Publication.select().where(
        Publication.kind == "timeliness",
        Publication.current,
        Publication.state == "published",
        Publication.payload.is_null(False),
    )
    slugs = [row.slug for row in rows if _may_be_old(json.loads(row.payload or "{}"), today)]
    plans = Plan.select().where(Plan.slug.in_(slugs or [""])).order_by(Plan.id)
    shown = [
        (plan, public_grid(plan)) for plan in plans if not waiting_for("timeliness", plan.slug)
    ]
    found = [(plan, age_of(row, plan, today)) for plan, row in shown if row]
    return [(plan, age) for plan, age in found if age.old]


def _may_be_old(grid: dict[str, Any], today: date) -> bool:
    waited = today - date.fromisoformat(grid["as_of"])
    return waited >= PATIENCE and bool(unsettled(grid["rows"]))
