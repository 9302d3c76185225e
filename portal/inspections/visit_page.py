"""Everything one visit page shows, for the audience it is shown to."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.deadlines.queries import work_calendar
from portal.inspections.conclusion_actions import due_of, plan_rule
from portal.inspections.conclusion_proposals import (
    conclusion_proposal,
    remediation_proposal,
    remediations_of,
)
from portal.inspections.models import Conclusion, Finding, Petition, Visit, VisitNotice
from portal.inspections.notice_queries import told_before_move
from portal.inspections.pages import Chip, chip
from portal.inspections.proposals import (
    facts_of,
    newest_by_slug,
    public_state,
    state_against,
    visit_deadlines,
)
from portal.inspections.queries import findings_of, first_day, team_members
from portal.inspections.remediation_queries import conclusion_of
from portal.inspections.rules import (
    CHANGED,
    CURRENT,
    ENDED_WITH,
    TO_REMEDY,
    WITHDRAWN,
    remediation_state,
)
from portal.publishing.shared import PublicDeadline
from portal.reports.duties.visit_queries import report_of_visit


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline of the visit. Only a notice still to be sent has a chip: whether a report
    came in time is known to the pages of reports."""

    deadline: PublicDeadline
    chip: Chip | None


def visit_context(visit: Visit, today: date) -> dict[str, Any]:
    """Sessions, deadlines, team, report, conclusion, remediation and petitions of a visit."""
    facts = facts_of([visit])
    sessions = facts.sessions[visit.id]
    conclusion = conclusion_of(visit)
    findings, remediations = findings_of(visit), remediations_of(visit)
    rules = facts.deadlines.get(visit.strand_id, [])
    notices = {row.code for row in rules if row.duty == "schedule_notice"}
    unsent = visit.state == "planned" and visit.noticed_on is None
    deadlines = [
        ShownDeadline(
            row,
            chip(date.fromisoformat(row.last_day), today)
            if row.last_day and unsent and row.code in notices
            else None,
        )
        for row in visit_deadlines(visit, facts)
    ]
    return {
        "visit": visit,
        "sessions": sessions,
        "first_day": first_day(sessions),
        "public_state": public_state(visit, facts),
        "deadlines": deadlines,
        "notice_outdated": told_before_move(
            VisitNotice.get_or_none(VisitNotice.visit == visit), first_day(sessions)
        ),
        "members": team_members(visit.team) if visit.team_id else [],
        "findings": findings,
        "finding_dues": _finding_dues(visit, findings, conclusion),
        "report": report_of_visit(visit.id),
        "conclusion": conclusion,
        "remediations": remediations,
        "remediation_states": {
            row.id: remediation_state(row.due_on, row.reported_on, row.outcome, today)
            for row in remediations
        },
        "chips": {row.id: chip(row.due_on, today) for row in remediations},
        "petitions": list(Petition.select().where(Petition.visit == visit).order_by(Petition.id)),
        "today": today,
    }


def _finding_dues(
    visit: Visit, findings: list[Finding], conclusion: Conclusion | None
) -> dict[int, str]:
    """In words, by finding id, until when each shortcoming and violation must be put right."""
    owed = [row for row in findings if row.kind in TO_REMEDY]
    if not owed:
        return {}
    general, calendar = plan_rule(visit), work_calendar()
    document = conclusion.document if conclusion and conclusion.document_id else None
    issued_on = document.issued_on if document else None
    return {row.id: due_of(row.due_rule, general, calendar, issued_on).sentence for row in owed}


def publication_states(visit: Visit, conclusion: Conclusion | None, today: date) -> dict[str, Any]:
    """How conclusion and remediation stand against what readers see, for the office.

    Remediation that was published goes with its conclusion, whatever its own record says; that
    of one replaced by another stays, as its text does."""
    if conclusion is None:
        return {"conclusion_state": None, "remediation_state": None}
    conclusion.visit = visit
    found: dict[str, Any] = {}
    ended = False
    for kind, offered in (
        ("conclusion", conclusion_proposal(conclusion)),
        ("remediation", remediation_proposal(conclusion, today)),
    ):
        newest = newest_by_slug(kind, [conclusion.slug]).get(conclusion.slug)
        state = state_against(newest, offered)
        if kind == "conclusion":
            told = json.loads(newest.payload) if newest and state == WITHDRAWN else {}
            ended = state == WITHDRAWN and told.get("how") != "replaced"
        elif ended and state in (CURRENT, CHANGED):
            state = ENDED_WITH
        found[f"{kind}_state"] = state
    return found
