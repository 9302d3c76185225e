"""What names something else names it as readers know it, not as it stands in the workspace."""

from typing import Any

from flask import Flask

from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.inspections.models import Conclusion, Visit
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.queries import with_names
from portal.plans.models import Plan, PlanRelation
from portal.plans.publication import to_payload as plan_payload
from portal.publishing import gate
from tests import factories
from tests.leaks import markers, world
from tests.leaks.searching import Search
from tests.site.conftest import AS_OF


def test_a_title_that_is_being_changed_is_not_told_by_what_names_it(
    app: Flask, database: Any
) -> None:
    """The plan and the conclusion are public under their old titles; new ones are not approved."""
    made = world.build(app.config["DATA"])
    secret = markers.text_marker(1)
    other = factories.plan(2024, slug="2024/van-ban-nen")
    PlanRelation.create(plan=made.plan, kind="basis", other_plan=other)
    Plan.update(title=secret).where(Plan.id == made.plan.id).execute()
    Conclusion.update(title=secret).where(Conclusion.id == made.conclusion.id).execute()
    visits = list(with_names(Visit.select()))
    conclusion = Conclusion.get_by_id(made.conclusion.id)
    payloads = [visit_payload(one, facts_of(visits)) for one in visits]
    told = gate.canonical(gate.proposal("x", plan_payload(other)).payload)
    assert "Là căn cứ của" in told
    told += gate.canonical([gate.proposal("x", one).payload for one in payloads])
    told += gate.canonical(remediation_proposal(conclusion, AS_OF).payload)
    named = conclusion_proposal(conclusion).payload
    assert named.pop("title") == secret
    told += gate.canonical(named)
    assert "Kế hoạch kiểm tra năm 2024" in told
    assert list(Search().content("payloads", told.encode())) == []
