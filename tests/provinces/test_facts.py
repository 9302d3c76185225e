"""The plans hold the facts of their documents, as reviewed in ``facts.EXPECTED``."""

from collections import Counter
from typing import Any

import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.config import ROOT
from portal.deadlines.actions import load_calendar
from portal.inspections.models import Visit
from portal.loading import load_province
from portal.plans.loading import load_plans
from portal.plans.models import Plan, PlanDeadline, PlanItem, Strand
from portal.plans.payload import PlanPayload
from portal.plans.publication import to_payload
from portal.reports.models import Duty
from portal.units.actions import load_units
from tests.provinces.facts import ELSEWHERE, EXPECTED
from tests.provinces.shapes import PlanFacts

CASES = [(code, slug) for code, facts in sorted(EXPECTED.items()) for slug in sorted(facts.plans)]
CONTENT = ROOT / "content"


@pytest.fixture(params=CASES, ids=["-".join(case).replace("/", "-") for case in CASES])
def plan(request: pytest.FixtureRequest, database: Any) -> tuple[PlanFacts, PlanPayload, Plan]:
    """A reviewed plan: what is expected, what becomes public, and its row."""
    code, slug = request.param
    folder = CONTENT / "provinces" / code
    load_calendar(CONTENT)
    load_units(SYSTEM, folder)
    row = next(plan for plan in load_plans(SYSTEM, folder, today()) if plan.slug == slug)
    return EXPECTED[code].plans[slug], to_payload(row), row


def test_document(plan: tuple[PlanFacts, PlanPayload, Plan]) -> None:
    expected, public, _ = plan
    document = public.document
    assert public.plan_kind == expected.kind
    assert (document.number, document.issued_on) == (expected.number, expected.issued_on)
    assert document.signer == expected.signer
    assert document.signer_title == expected.signer_title
    assert document.sign_capacity == expected.sign_capacity
    assert (len(document.legal_bases), len(document.recipients)) == (
        expected.bases, expected.recipients,
    )  # fmt: skip
    assert public.missing_document_reason, "says what of the document is not at hand"
    assert public.body_html.count("<h2") >= 3


def test_kinds_of_inspection(plan: tuple[PlanFacts, PlanPayload, Plan]) -> None:
    expected, public, _ = plan
    found = tuple((one.code, one.mode, len(one.units)) for one in public.strands)
    assert found == expected.strands
    assert len(public.contents) == expected.contents
    assert public.visit_days == expected.visit_days
    assert public.sub_units == expected.sub_units
    assert public.review_period == expected.review_period


def test_every_deadline_with_its_boundary_word(plan: tuple[PlanFacts, PlanPayload, Plan]) -> None:
    expected, public, row = plan
    found = {
        f"{strand.code}/{one.code}": (one.last_day, one.sentence)
        for strand in public.strands
        for one in strand.deadlines
    }
    found |= {
        f"#{task.number}": (task.last_day, task.due_words)
        for task in public.tasks
        if task.due_words
    }
    assert set(found) == {rule.place for rule in expected.rules}
    sources = _sources(row)
    for rule in expected.rules:
        last_day, words = found[rule.place]
        assert last_day == rule.last_day, rule
        assert rule.says in words, rule
        assert sources[rule.place] == rule.source, rule


def _sources(row: Plan) -> dict[str, str]:
    deadlines = PlanDeadline.select(PlanDeadline, Strand).join(Strand).where(Strand.plan == row)
    found = {f"{one.strand.code}/{one.code}": one.source for one in deadlines}
    tasks = PlanItem.select().where(PlanItem.plan == row, PlanItem.list_name == "tasks")
    return found | {f"#{one.value['number']}": one.source for one in tasks}


def test_amounts_and_team(plan: tuple[PlanFacts, PlanPayload, Plan]) -> None:
    expected, public, _ = plan
    assert tuple((one.code, one.sentence) for one in public.quantities) == expected.quantities
    found = tuple(
        (one.agency.code or one.agency.name, one.role, one.strand_name) for one in public.team_roles
    )
    assert found == expected.team


def test_index_plan(plan: tuple[PlanFacts, PlanPayload, Plan]) -> None:
    expected, public, _ = plan
    tasks = tuple(
        (task.number, task.due_words, _names(task.lead), _names(task.support))
        for task in public.tasks
    )
    assert tasks == expected.tasks
    groups = tuple(
        (one.ballot_code, one.mode, one.ballots, _names(one.rates)) for one in public.survey_groups
    )
    assert groups == expected.ballots
    subjects = tuple((one.code, len(one.units)) for one in public.subjects)
    assert subjects == expected.subjects
    if expected.kind == "index":
        assert sum(one.ballots or 0 for one in public.survey_groups) == 106
        units = [unit.code for block in public.subjects for unit in block.units]
        assert len(units) == len(set(units)) == 43
        assert len([task for task in public.tasks if "." not in task.number]) == 7


def _names(refs: tuple[Any, ...]) -> str:
    return "; ".join(one.code or one.name for one in refs)


def test_all_28_deadline_rules_stand_somewhere() -> None:
    plans = [plan for province in EXPECTED.values() for plan in province.plans.values()]
    found = {rule.name for plan in plans for rule in plan.rules} - {""}
    found |= {name for name, part in ELSEWHERE.items() for plan in plans if getattr(plan, part)}
    assert found == {f"D{number}" for number in range(1, 29)}


@pytest.mark.usefixtures("database")
def test_two_boundary_words_for_one_report_make_one_duty_in_favour_of_the_unit() -> None:
    """D14 and D15: a report sent on 30/10/2024 is not late, for the document allows that day."""
    list(load_province(CONTENT / "provinces" / "thai-nguyen"))
    owed = [duty for duty in Duty.select() if duty.kind == "self_inspection_report"]
    assert len(owed) == 34
    assert max(Counter(duty.unit_id for duty in owed).values()) == 1
    assert {str(duty.due_on) for duty in owed} == {"2024-10-30"}


@pytest.mark.usefixtures("database")
def test_an_inspected_agency_does_not_inspect_itself() -> None:
    """DOMAIN.md 1.11, trap 13: Sở Tài chính is inspected and sends people to the team."""
    list(load_province(CONTENT / "provinces" / "ha-nam"))
    excluded = {
        visit.unit.code: visit.excluded_agencies
        for visit in Visit.select()
        if not visit.unannounced
    }
    assert excluded["so-tai-chinh"] == ["so-tai-chinh"]
    assert excluded["so-giao-duc-va-dao-tao"] == []
