"""A plan before it is published: what its rules, lists, bases and text say against each other."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.clock import today
from portal.deadlines.queries import work_calendar
from portal.deadlines.work_calendar import WorkCalendar
from portal.documents.blocks import blocks_of
from portal.legal.queries import register
from portal.legal.rules import BasisFault, LegalBasis, basis_faults, misquoted
from portal.plans.changed_since import changed_since
from portal.plans.item_publication import rows_of
from portal.plans.lint_facts import facts_of, links_of
from portal.plans.lint_rules import plan_findings
from portal.plans.literal_dates import date_findings
from portal.plans.models import Plan
from portal.plans.publication import payload_of, to_payload
from portal.plans.queries import (
    WholePlan,
    current_publications,
    plan_by_slug,
    whole_plan,
)
from portal.plans.rules import naming_day
from portal.plans.strand_rules import double_findings
from portal.plans.warning_rules import basis_year, list_findings
from portal.publishing.findings import Finding, in_order, text_findings
from portal.publishing.gate import Proposal, proposal
from portal.publishing.lint import placed


def look(offered: Proposal) -> tuple[list[Finding], Mapping[str, str]]:
    """What stands out in the plan behind a proposal, besides its texts; and where in the
    workspace the parts of its payload are edited (start of a payload path → address)."""
    plan = plan_by_slug(offered.slug) if offered.kind == "plan" else None
    if plan is None or offered.state != "published":
        return [], {}
    whole = whole_plan(plan)
    links = links_of(whole)
    found = plan_lint(whole, offered.payload, work_calendar())
    stands = proposal(plan.slug, to_payload(plan)).payload
    return [*changed_since(plan, offered, stands, links[""]), *found], links


def findings_of_plan(plan: Plan) -> list[Finding]:
    """Everything that would be said of the plan if it were proposed as it stands."""
    whole = whole_plan(plan)
    public = {row.slug: row.title for row in current_publications()} | {plan.slug: ""}
    calendar = work_calendar()
    payload = proposal(plan.slug, payload_of(whole, calendar, public)).payload
    links = links_of(whole)
    found = [*text_findings(payload, attached_names(payload)), *plan_lint(whole, payload, calendar)]
    subject = f"plan {plan.slug}"
    return in_order(placed(one, links, subject, links[""]) for one in found)


def plan_lint(
    whole: WholePlan, payload: Mapping[str, Any], calendar: WorkCalendar
) -> list[Finding]:
    """What does not fit together in a plan, its payload already made."""
    plan = whole.plan
    facts = facts_of(whole)
    day = naming_day(_issued_on(plan), plan.year, today())
    found = plan_findings(facts, calendar)
    found += double_findings(facts.strands)
    found += list_findings(rows_of(whole), calendar, facts.links["lists"])
    blocks = blocks_of(payload["body_html"])
    found += date_findings(blocks.paragraphs, facts, calendar, facts.links["body_html"])
    found += _blank_parts(payload, facts.links["document"])
    known = register()
    for line in payload["document"]["legal_bases"]:
        found += [_of_basis(one, facts.links["document"]) for one in basis_faults(line, known, day)]
        found += _year_fault(line, plan, known, facts.links["document"])
    for block in blocks.paragraphs:
        found += [
            _of_basis(one, facts.links["body_html"], "body_html", block.anchor)
            for one in misquoted(block.text, known)
        ]
    return found


def attached_names(payload: Mapping[str, Any]) -> list[str]:
    """Names of files and related documents that go with a plan."""
    return [row["label"] for row in payload["relations"]]


def _issued_on(plan: Plan) -> date | None:
    return plan.document.issued_on if plan.document else None


def _blank_parts(payload: Mapping[str, Any], link: str) -> list[Finding]:
    """A number or a day that is missing while nobody said why (trap 1)."""
    document = payload["document"]
    if payload["missing_document_reason"]:
        return []
    return [
        Finding(
            kind, "look", f"Chưa ghi {words} của văn bản ban hành", "", f"document.{name}",
            "Văn bản ban hành", advice="Ghi nhận văn bản đã ký, hoặc nêu lý do khi trình đăng.",
            link=link,
        )
        for kind, name, words in (
            ("number", "number", "số, ký hiệu"), ("date", "issued_on", "ngày ban hành"),
        )
        if not document[name]
    ]  # fmt: skip


def _of_basis(
    fault: BasisFault, link: str, path: str = "document.legal_bases", anchor: str = ""
) -> Finding:
    kind = "citation" if fault.kind == "misquoted" else f"basis_{fault.kind}"
    return Finding(
        kind, "look", fault.sentence, fault.quote, path, anchor=anchor, advice=fault.advice,
        link=link,
    )  # fmt: skip


def _year_fault(line: str, plan: Plan, known: list[LegalBasis], link: str) -> list[Finding]:
    """The yearly plan that a plan goes by is that of its own year (trap 12)."""
    year = basis_year(line)
    if year is None or year == plan.year:
        return []
    return [
        Finding(
            "basis_year", "look", f"Căn cứ là kế hoạch năm {year}, kế hoạch này là của năm "
            f"{plan.year}", line, "document.legal_bases",
            advice="Kiểm tra lại căn cứ: có thể chép từ kế hoạch của năm khác.", link=link,
        )
    ]  # fmt: skip
