"""Drafts beside what readers see: the schedule, a conclusion with its remediation."""

from flask import url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections.blueprints import office
from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.inspections.office_conclusions import found_conclusion
from portal.inspections.office_schedule import found_plan, visit_address
from portal.inspections.pages import READERS, found_visit
from portal.inspections.proposals import newest_by_slug, visit_proposals
from portal.inspections.queries import scheduled, visits_for
from portal.publishing.comparing_office import compare_page


@office.get("/lich-kiem-tra/dang/<int:plan_id>/so-sanh/")
@allow(*READERS)
def compare_schedule(plan_id: int) -> Response:
    """The visits that changed beside what readers see of them."""
    plan = found_plan(plan_id)
    visits = scheduled(visits_for(current_actor(), "office"), plan.id)
    path = [
        {"text": "Lịch kiểm tra", "href": url_for(".schedule", plan=plan.id)},
        {"text": "Trình đăng", "href": url_for(".propose_schedule_page", plan_id=plan.id)},
    ]
    return compare_page(visit_proposals(visits), plan.title, path)


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/so-sanh/")
@allow(*READERS)
def compare_conclusion(visit_id: int) -> Response:
    """A conclusion as it is being worked on beside what readers see; how it was put right as
    well, once that is public."""
    visit = found_visit("office", visit_id)
    row = found_conclusion(visit)
    offered = [conclusion_proposal(row)]
    if newest_by_slug("remediation", [row.slug]):
        offered.append(remediation_proposal(row, today()))
    path = [
        {"text": "Lịch kiểm tra", "href": url_for(".schedule", plan=visit.plan_id)},
        {"text": visit.unit_name, "href": visit_address(visit)},
    ]
    return compare_page(offered, row.title, path)
