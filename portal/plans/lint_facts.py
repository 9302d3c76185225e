"""A plan and its schedule as the rules of the lint need them, and where its parts are edited."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import url_for

from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections.models import Session, Visit
from portal.plans.item_publication import rows_of
from portal.plans.item_rules import ROLES
from portal.plans.lint_rules import DutyFacts, PlanFacts, StrandFacts
from portal.plans.models import Plan, PlanDeadline
from portal.plans.queries import WholePlan, WholeStrand
from portal.units.models import Unit
from portal.vietnamese import fold


def links_of(whole: WholePlan) -> dict[str, str]:
    """Where each part of the payload of a plan is edited, by the start of its path."""
    plan_id = whole.plan.id

    def to(name: str, **params: Any) -> str:
        return url_for(f"plans_office.{name}", plan_id=plan_id, **params)

    links = {
        "": to("plan"), "title": to("edit_plan"), "summary": to("edit_plan"),
        "contents": to("edit_plan"), "document": to("document"), "body_html": to("body"),
        "lists": to("plan", _anchor="danh-muc"), "relations": to("plan", _anchor="lien-quan"),
    }  # fmt: skip
    for one in whole.strands:
        strand = one.strand
        links[f"strands[{strand.code}]"] = to("edit_strand", strand_id=strand.id)
        for row in one.deadlines:
            links[f"strands[{strand.code}].deadlines[{row.code}]"] = to(
                "edit_deadline", strand_id=strand.id, deadline_id=row.id
            )
    return links


def facts_of(whole: WholePlan) -> PlanFacts:
    """What the rules ask of a plan; two queries more than the plan itself."""
    plan, rows, links = whole.plan, rows_of(whole), links_of(whole)
    by_id = {one.strand.id: one.strand.code for one in whole.strands}
    own = {
        name: [by_id.get(item.strand_id, "") for item in items]
        for name, items in whole.lists.items()
    }
    named = [
        *(
            (f"Đoàn kiểm tra: {ROLES[row.role]}", row.body)
            for row in rows.get("team_roles", ())
            if row.role != "invited"
        ),
        *(
            (f"Nhiệm vụ {task.number}", body)
            for task in rows.get("tasks", ())
            for body in (*task.lead, *task.support)
        ),
    ]
    sessions = _sessions(plan)
    issued = plan.document if plan.document_id else None
    return PlanFacts(
        plan.year,
        tuple(_strand(one, links, sessions.get(one.strand.id, {})) for one in whole.strands),
        tuple(_team(whole, rows, own)),
        tuple(
            (row.title, code, row.minimum, row.maximum, row.unit)
            for row, code in zip(rows.get("quantities", ()), own.get("quantities", ()), strict=True)
        ),
        tuple(dict.fromkeys((words, body.name) for words, body in named if not body.code)),
        {name: getattr(issued, name) for name in ("sign_capacity", "signer_title")}
        if issued
        else {},
        links,
    )


def _team(
    whole: WholePlan, rows: Mapping[str, list[Any]], own: Mapping[str, list[str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Who sends people to the team: the list of roles, or else the names the plan gives."""
    roles = rows.get("team_roles", [])
    for row, code in zip(roles, own.get("team_roles", []), strict=True):
        if row.role != "invited":
            yield row.body.code, row.body.name, ROLES[row.role], code
    if not roles:
        known = {fold(row.name): row.unit.code for one in whole.strands for row in one.members}
        for name in whole.plan.team:
            role = "Chủ trì" if "chu tri" in fold(name) else ROLES["member"]
            yield _starting(known, fold(name)), name, role, ""


def _strand(
    one: WholeStrand, links: Mapping[str, str], sessions: dict[str, tuple[date, ...]]
) -> StrandFacts:
    strand, path = one.strand, f"strands[{one.strand.code}]"
    return StrandFacts(
        strand.code,
        strand.name,
        strand.mode,
        {row.unit.code: row.name for row in one.members},
        tuple(_duty(row, f"{path}.deadlines[{row.code}]", links) for row in one.deadlines),
        sessions,
        links[path],
    )


def _duty(row: PlanDeadline, path: str, links: Mapping[str, str]) -> DutyFacts:
    return DutyFacts(row.title, row.duty, DeadlineRule.from_dict(row.rule), path, links[path])


def _sessions(plan: Plan) -> dict[int, dict[str, tuple[date, ...]]]:
    """Days of the sessions that stand, by strand and unit; those nobody may know of left out."""
    rows = (
        Session.select(Session, Visit, Unit)
        .join(Visit)
        .join(Unit)
        .where(
            Visit.plan == plan,
            Visit.state != "cancelled",
            Session.state.in_(("planned", "done")),
            (Visit.unannounced == False) | Visit.released,  # noqa: E712 (SQL comparison)
        )
        .order_by(Session.on, Session.id)
    )
    found: dict[int, dict[str, tuple[date, ...]]] = {}
    for row in rows:
        days = found.setdefault(row.visit.strand_id, {})
        code = row.visit.unit.code
        days[code] = (*days.get(code, ()), row.on)
    return found


def _starting(known: Mapping[str, str], name: str) -> str:
    """The code of the unit whose name a text starts with: “Sở Nội vụ (cơ quan thường trực)”."""
    fitting = [one for one in known if name.startswith(one)]
    return known[max(fitting, key=len)] if fitting else ""
