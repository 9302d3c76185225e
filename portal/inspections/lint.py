"""What a check before publishing finds in the working data of visits.

Whoever approves decides on the proposal as it was put forward, and is told where the record
behind it says something else by now: a conclusion, or a visit of the schedule.
"""

from collections.abc import Mapping

from flask import g, url_for

from portal.inspections.conclusion_proposals import conclusion_proposal
from portal.inspections.models import Conclusion, Visit
from portal.inspections.proposals import VisitFacts, facts_of, visit_payload
from portal.inspections.queries import with_names
from portal.plans.models import Plan
from portal.publishing.findings import Finding
from portal.publishing.gate import Proposal
from portal.publishing.payload import canonical

_ADVICE = (
    "Duyệt phiếu này là đăng bản lúc trình. Muốn đăng cả chỗ sửa sau thì trả lại hoặc rút phiếu "
    "rồi trình lại."
)


def look(offered: Proposal) -> tuple[list[Finding], Mapping[str, str]]:
    """Whether the record behind a proposal was edited after it was put forward."""
    if offered.state != "published":
        return [], {}
    if offered.kind == "conclusion":
        row = Conclusion.get_or_none(Conclusion.slug == offered.slug)
        if row is None:
            return [], {}
        stands = canonical(conclusion_proposal(row).payload)
        return _compared(offered, stands, row.visit_id, "Hồ sơ kết luận", row.title)
    if offered.kind == "visit":
        visits, facts = _schedule_of(str(offered.payload["plan_slug"]))
        visit = visits.get(offered.slug)
        if visit is None:
            return [], {}
        stands = canonical(visit_payload(visit, facts))
        return _compared(offered, stands, visit.id, "Lịch kiểm tra", visit.unit_name)
    return [], {}


def _compared(
    offered: Proposal, stands: str, visit_id: int, what: str, place: str
) -> tuple[list[Finding], Mapping[str, str]]:
    page = url_for("inspections_office.visit", visit_id=visit_id)
    if stands == canonical(offered.payload):
        return [], {"": page}
    found = Finding(
        "changed_since", "look", f"{what} nay khác bản trình đăng", place=place, advice=_ADVICE,
        link=page, acceptable=False,
    )  # fmt: skip
    return [found], {"": page}


def _schedule_of(plan_slug: str) -> tuple[dict[str, Visit], VisitFacts]:
    """The visits of a plan by slug with what their payloads need. Read once in a request of the
    browser: a schedule is put forward with all its visits, and each is looked at."""
    known: dict[str, tuple[dict[str, Visit], VisitFacts]] = g.setdefault("lint_schedules", {})
    if plan_slug not in known:
        rows = with_names(Visit.select()).where(
            Visit.plan.in_(Plan.select(Plan.id).where(Plan.slug == plan_slug))
        )
        visits = list(rows.order_by(Visit.id))
        known[plan_slug] = {visit.slug: visit for visit in visits}, facts_of(visits)
    return known[plan_slug]
