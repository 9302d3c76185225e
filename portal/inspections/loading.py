"""Loads demo visits from the content of a province, and lists what of them may be public."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from portal.accounts.rules import Actor
from portal.inspections import conclusion_actions, finding_actions, remediation_actions
from portal.inspections import team_actions as team_writes
from portal.inspections.actions import SessionPlan, VisitPlan, move_session, plan_visit
from portal.inspections.conclusion_proposals import (
    conclusion_proposal,
    remediation_proposal,
    remediations_of,
)
from portal.inspections.models import Conclusion, Session, Team, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.queries import strands_for_visits, with_names
from portal.inspections.rules import slug_for
from portal.inspections.visit_state_actions import finish_visit, release_visit
from portal.plans.models import Plan
from portal.publishing.gate import Proposal, proposal
from portal.units.models import Unit


class InvalidVisits(ValueError):
    """A file of visits cannot be used; the message names the file and the fault."""


def load_visits(actor: Actor, province_dir: Path, today: date) -> list[Visit]:
    """The visits of ``visits*.toml`` (in the province's folder or its ``plans``), all demo.

    A visit that is there already is left as it is, so a second load changes nothing. Returns
    every visit of the files. InvalidVisits when a file names an unknown plan, unit or strand.
    """
    folder = Path(province_dir)
    files = sorted([*folder.glob("visits*.toml"), *folder.joinpath("plans").glob("visits*.toml")])
    found: list[Visit] = []
    for path in files:
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            found += _load_file(actor, content, today)
        except (tomllib.TOMLDecodeError, KeyError, LookupError) as error:
            raise InvalidVisits(f"{path.name}: {error}") from error
    return found


def _load_file(actor: Actor, content: dict[str, Any], today: date) -> list[Visit]:
    plan = Plan.get_or_none(Plan.slug.endswith(f"/{content['plan']}"))
    if plan is None:
        raise LookupError(f"không có kế hoạch {content['plan']}")
    teams = {entry["code"]: _team(actor, plan, entry) for entry in content.get("teams", [])}
    strands = {strand.code: strand for strand in strands_for_visits(plan.id)}
    found = []
    for entry in content.get("visits", []):
        unit = _unit(entry["unit"])
        strand = strands[entry["strand"]]
        unannounced = entry.get("unannounced", False) or strand.mode == "unannounced"
        present = Visit.get_or_none(Visit.slug == slug_for(plan.year, unit.code, unannounced, ()))
        if present:
            found.append(present)
            continue
        wanted = VisitPlan(
            plan, unit, strand, teams.get(entry.get("team", "")), "Trực tiếp tại đơn vị",
            unannounced, entry.get("trigger", ""), demo=True,
        )  # fmt: skip
        found.append(_visit(actor, wanted, entry, today))
    return found


def _unit(code: str) -> Unit:
    unit = Unit.get_or_none(Unit.code == code)
    if unit is None:
        raise LookupError(f"không có đơn vị {code}")
    return unit


def _team(actor: Actor, plan: Plan, entry: dict[str, Any]) -> Team:
    """The team by its name; members are agencies, named “… (minh họa)” where none is given."""
    present = Team.get_or_none(Team.plan == plan, Team.name == entry["name"])
    if present:
        return present
    team = team_writes.create_team(actor, plan, entry["name"])
    head = _unit(entry["head_agency"])
    people = [(entry["head"], "head", head), (entry["secretary"], "secretary", head)]
    people += [
        (f"Công chức {unit.short_name} (minh họa)", "member", unit)
        for unit in map(_unit, entry.get("members", []))
        if unit != head
    ]
    for name, role, agency in people:
        team_writes.add_member(actor, team, team_writes.MemberFacts(name, role, agency))
    return team


def _visit(actor: Actor, wanted: VisitPlan, entry: dict[str, Any], today: date) -> Visit:
    listed = entry["sessions"]
    visit = plan_visit(actor, wanted, [_session(row, row.get("moved_from")) for row in listed])
    if entry.get("notice_date"):
        record_notice(actor, visit, visit.version, entry["notice_date"])
    for number, row in enumerate(listed, start=1):
        if row.get("moved_from"):
            old = Session.get(Session.visit == visit, Session.code == f"b{number}")
            reason = row["moved_reason"]
            move_session(actor, visit, visit.version, old, row["date"], row["part"], reason)
    if entry.get("released"):
        release_visit(actor, visit, visit.version, "Dữ liệu minh họa")
    if entry.get("state") == "done" and max(row["date"] for row in listed) <= today:
        finish_visit(actor, visit, visit.version, today)
        if "conclusion" in entry:
            _conclusion(actor, visit, entry["conclusion"], today)
    return visit


def _session(row: dict[str, Any], on: date | None = None) -> SessionPlan:
    return SessionPlan(
        on=on or row["date"],
        part=row["part"],
        place=row.get("place", ""),
        sub_unit=row.get("sub_unit", ""),
        public_note=row.get("purpose", ""),
    )


def _conclusion(actor: Actor, visit: Visit, entry: dict[str, Any], today: date) -> None:
    if entry["date"] > today:
        return
    items = entry.get("items", [])
    codes = []
    for item in items:
        rule = {"kind": "by_date", "day": item["due"].isoformat()} if item.get("due") else None
        facts = finding_actions.FindingFacts(
            item.get("kind", "shortcoming"), item["domain"], item["text"], item.get("cause", ""),
            item.get("recommendation", ""), rule,
        )  # fmt: skip
        codes.append(finding_actions.add_finding(actor, visit, facts).code)
    draft = conclusion_actions.DraftFacts(entry["title"], entry.get("summary", ""))
    row = conclusion_actions.save_draft(actor, visit, 0, draft)
    issued = conclusion_actions.IssueFacts(
        entry.get("number", ""), entry["date"], visit.team.name if visit.team_id else "",
        "", subject=entry["title"],
    )  # fmt: skip
    conclusion_actions.record_issued(actor, row, row.version, issued)
    by_code = {one.finding.code: one for one in remediations_of(visit)}
    for code, item in zip(codes, items, strict=True):
        if code in by_code:
            _remediation(actor, by_code[code], item.get("state", "open"), entry["date"], today)


def _remediation(actor: Actor, row: Any, state: str, issued_on: date, today: date) -> None:
    """Report half-way to the due date and verify a week later, never in the future."""
    if state == "open":
        return
    half = issued_on + ((row.due_on or today) - issued_on) / 2
    reported = min(half, today)
    text = "Đã thực hiện theo yêu cầu của kết luận (minh họa)."
    remediation_actions.report_remediation(actor, row, row.version, text, reported)
    if state == "verified":
        verified = min(reported + timedelta(days=7), today)
        said = "Đã kiểm tra hồ sơ, kết quả đúng như báo cáo (minh họa)."
        remediation_actions.verify_remediation(
            actor, row, row.version + 1, "verified", said, verified
        )


def public_proposals(today: date) -> list[Proposal]:
    """Everything of visits that may be public as it is now: schedule, conclusions, remediation.

    Unannounced visits that were not released are left out, and cancelled ones nobody saw.
    """
    visits = [
        visit
        for visit in with_names(Visit.select()).order_by(Visit.id)
        if not (visit.unannounced and not visit.released) and visit.state != "cancelled"
    ]
    facts = facts_of(visits)
    offered = [proposal(visit.slug, visit_payload(visit, facts)) for visit in visits]
    by_id = {visit.id: visit for visit in visits}
    issued = Conclusion.select().where(
        Conclusion.visit.in_(list(by_id)), Conclusion.state == "issued"
    )
    for row in issued.order_by(Conclusion.id):
        row.visit = by_id[row.visit_id]
        offered.append(conclusion_proposal(row))
        offered.append(remediation_proposal(row, today))
    return offered
