"""What follows from a publication, and from a report that was accepted."""

import json
from datetime import date

from portal.accounts.rules import Actor
from portal.inspections.models import Conclusion, Petition
from portal.inspections.remediation_actions import create_petitions
from portal.inspections.remediation_queries import ReportedPetition, petitions_of_report
from portal.plans.models import Plan
from portal.publishing.models import Publication
from portal.reports.duties.plans import follow_plan
from portal.reports.duties.remediation import follow_conclusion
from portal.reports.models import Duty, Submission
from portal.reports.queries import definition_of


def after_publication(actor: Actor, row: Publication) -> None:
    """A published plan or conclusion makes its reports due; later versions add and move some."""
    if row.state != "published":
        return
    if row.kind == "plan":
        plan = Plan.get_or_none(Plan.slug == row.slug)
        if plan:
            follow_plan(actor, plan)
    elif row.kind == "conclusion":
        conclusion = Conclusion.get_or_none(Conclusion.slug == row.slug)
        if conclusion:
            follow_conclusion(actor, conclusion.visit)


def after_acceptance(actor: Actor, submission: Submission) -> list[Petition]:
    """The proposals of an accepted report become petitions that an agency must answer: the new
    rows."""
    duty = submission.duty
    if duty.form is None:
        return []
    agencies = _proposals(submission)
    return create_petitions(
        actor, duty.unit, duty.visit, list(agencies), f"Báo cáo {submission.receipt}", agencies
    )


def proposals_of(duty: Duty, today: date) -> list[ReportedPetition]:
    """What became of the proposals of a report, once it is accepted."""
    sent = Submission.select().where(Submission.duty == duty, Submission.state == "accepted")
    accepted = list(sent.order_by(Submission.id))
    if not accepted or duty.form_id is None:
        return []
    texts = [text for one in accepted for text in _proposals(one)]
    receipts = [one.receipt for one in accepted]
    return petitions_of_report(duty.unit_id, duty.visit_id, receipts, texts, today)


def _proposals(submission: Submission) -> dict[str, str]:
    """The words of the proposals of a report, and whom each asks."""
    values = json.loads(submission.snapshot).get("values") or {}
    sections = [one for one in definition_of(submission.duty).sections if one.kind == "proposals"]
    asked = [item for section in sections for item in values.get(section.field) or []]
    return {item["text"]: item.get("agency", "") for item in asked if item.get("text")}
