"""A draft nobody has seen can be removed; a plan that something rests on cannot."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.inspections.models import Team
from portal.plans.actions import Conflict
from portal.plans.models import Plan, PlanDeadline, PlanRelation, Strand
from portal.plans.removal_actions import PlanKept, remove_plan
from tests import factories


def test_a_draft_goes_with_all_that_is_its_own(client, database):
    plan = factories.plan()
    strand = factories.strand(plan, (factories.unit(),))
    PlanDeadline.create(
        strand=strand,
        code="a",
        title="A",
        duty="other",
        rule={"kind": "by_date", "day": "2024-10-30"},
    )
    Team.create(plan=plan, name="Đoàn kiểm tra")
    path = f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/"
    assert "Xóa bản nháp" in client.get(path).text
    client.follow(client.post(path + "xoa", {"version": str(plan.version)}))
    assert (Plan.select().count(), Strand.select().count(), Team.select().count()) == (0, 0, 0)
    assert plan.title in AuditEntry.get(AuditEntry.action == "remove-plan").before
    client.post(path + "xoa", {"version": "1"}, 404)


def test_a_draft_that_was_changed_meanwhile_stays(clerk):
    plan = factories.plan()
    Plan.update(version=2).execute()
    with pytest.raises(Conflict):
        remove_plan(clerk, plan, 1)
    assert Plan.select().exists()


def test_a_plan_with_a_visit_stays(client, database):
    plan, unit = factories.plan(), factories.unit()
    factories.visit(plan, unit)
    path = f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/"
    assert "Xóa bản nháp" not in client.get(path).text
    answer = client.post(path + "xoa", {"version": "1"})
    assert "đã có cuộc kiểm tra" in client.follow(answer).text
    assert Plan.select().exists()


def test_a_plan_another_one_refers_to_stays(clerk):
    plan, other = factories.plan(), factories.plan()
    PlanRelation.create(plan=other, kind="basis", other_plan=plan, issued_on=date(2024, 1, 2))
    with pytest.raises(PlanKept, match="gắn với kế hoạch này"):
        remove_plan(clerk, plan, plan.version)
    assert Plan.select().count() == 2
