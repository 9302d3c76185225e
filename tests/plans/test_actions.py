"""Writes of plans: once, with an audit entry, or a named error."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans import actions, strand_actions
from portal.plans.actions import PlanFacts
from portal.plans.models import Plan, PlanDeadline, Strand
from portal.plans.publication import to_payload
from portal.plans.queries import members_of, plan_by_id, strands_of
from portal.publishing.payload import canonical
from tests import factories
from tests.plans.factories import issued, published


def test_a_plan_gets_an_address_and_codes_for_its_contents(clerk):
    plan = actions.create_plan(
        clerk, PlanFacts("Kế hoạch kiểm tra", 2026, contents=["Thể chế", "Công vụ", "Thể chế"])
    )
    assert plan.slug == "2026/ke-hoach-kiem-tra"
    assert [row["code"] for row in plan.contents] == ["the-che", "cong-vu"]
    assert AuditEntry.get().action == "create-plan"


def test_the_same_plan_twice_is_refused(clerk):
    first = actions.create_plan(clerk, PlanFacts("Kế hoạch", 2026))
    with pytest.raises(actions.PlanExists) as error:
        actions.create_plan(clerk, PlanFacts("Kế hoạch", 2026))
    assert error.value.plan == first


def test_two_clerks_cannot_overwrite_each_other(clerk):
    plan = factories.plan()
    actions.edit_plan(clerk, plan, 1, PlanFacts("Bản thứ nhất", 2024))
    with pytest.raises(actions.Conflict) as error:
        actions.edit_plan(clerk, plan, 1, PlanFacts("Bản thứ hai", 2024))
    assert error.value.row.title == "Bản thứ nhất"
    assert Plan.get().title == "Bản thứ nhất"


def test_renamed_contents_keep_the_codes_of_lines_that_stay(clerk):
    plan = actions.create_plan(clerk, PlanFacts("Kế hoạch", 2026, contents=["Thể chế", "Khác"]))
    actions.edit_plan(clerk, plan, 1, PlanFacts("Kế hoạch", 2026, contents=["Mới", "Thể chế"]))
    assert Plan.get().contents == [
        {"code": "moi", "title": "Mới"},
        {"code": "the-che", "title": "Thể chế"},
    ]


def test_the_year_of_a_public_plan_is_fixed(clerk):
    plan = factories.plan(document=issued())
    published(plan)
    with pytest.raises(actions.YearFixed):
        actions.edit_plan(clerk, plan, 1, PlanFacts(plan.title, 2025))


def test_a_draft_moved_to_another_year_gets_another_address(clerk):
    plan = actions.create_plan(clerk, PlanFacts("Kế hoạch", 2026))
    actions.edit_plan(clerk, plan, 1, PlanFacts("Kế hoạch", 2027))
    assert Plan.get().slug == "2027/ke-hoach"


def test_units_keep_the_name_they_were_recorded_under(clerk):
    plan = factories.plan()
    unit, other = factories.unit("UBND thị xã Mộc Châu"), factories.unit("Sở Y tế")
    strand = factories.strand(plan)
    strand_actions.choose_units(clerk, plan, strand, 1, {unit.id: "UBND huyện Mộc Châu"})
    strand_actions.choose_units(
        clerk, plan, strand, 2, {other.id: "Sở Y tế", unit.id: "UBND thị xã Mộc Châu"}
    )
    assert [row.name for row in members_of(strand)] == ["Sở Y tế", "UBND huyện Mộc Châu"]
    with pytest.raises(actions.Conflict):
        strand_actions.choose_units(clerk, plan, strand, 2, {})
    assert len(members_of(strand)) == 2


def test_strands_move_and_stop_at_the_ends(clerk):
    plan = factories.plan()
    for name in ("Một", "Hai", "Ba"):
        strand_actions.add_strand(clerk, plan, strand_actions.StrandFacts(name, "onsite"))
    last = strands_of(plan)[-1]
    for place in (2, 1, 0):
        strand_actions.move_strand(clerk, plan, last, -1, place)
    assert [row.name for row in strands_of(plan)] == ["Ba", "Một", "Hai"]


def test_a_strand_code_is_its_own_within_the_plan(clerk):
    plan = factories.plan()
    facts = strand_actions.StrandFacts("Tự kiểm tra", "self_inspection")
    first = strand_actions.add_strand(clerk, plan, facts)
    assert first.code == "tu-kiem-tra"
    assert strand_actions.add_strand(clerk, plan, facts) == first
    other = strand_actions.StrandFacts("Tự kiểm tra", "onsite")
    assert strand_actions.add_strand(clerk, plan, other).code == "tu-kiem-tra-2"
    with pytest.raises(strand_actions.CodeTaken):
        strand_actions.add_strand(
            clerk, plan, strand_actions.StrandFacts("Khác", "onsite", "tu-kiem-tra")
        )


def test_a_strand_with_visits_stays(clerk):
    plan = factories.plan()
    unit = factories.unit()
    strand = factories.strand(plan, (unit,))
    factories.visit(plan, unit, strand=strand)
    entries = AuditEntry.select().count()
    with pytest.raises(strand_actions.StrandInUse):
        strand_actions.remove_strand(clerk, plan, strand, strand_actions.strand_state(strand))
    assert Strand.select().count() == 1
    assert AuditEntry.select().count() == entries


def test_deadlines_are_added_changed_and_removed(clerk):
    plan = factories.plan()
    strand = factories.strand(plan)
    rule = DeadlineRule("before_date", day=date(2024, 10, 30))
    row = strand_actions.add_deadline(clerk, plan, strand, "Gửi báo cáo", "other", rule)
    assert strand_actions.add_deadline(clerk, plan, strand, "Gửi báo cáo", "other", rule) == row
    assert to_payload(plan).strands[0].deadlines[0].last_day == "2024-10-29"
    by = DeadlineRule("by_date", day=date(2024, 10, 30))
    strand_actions.edit_deadline(clerk, plan, row, 1, "Gửi báo cáo", "other", by)
    assert to_payload(plan).strands[0].deadlines[0].last_day == "2024-10-30"
    with pytest.raises(actions.Conflict):
        strand_actions.edit_deadline(clerk, plan, row, 1, "Khác", "other", rule)
    with pytest.raises(actions.Conflict):
        strand_actions.remove_deadline(clerk, plan, PlanDeadline.get(), 1)
    strand_actions.remove_deadline(clerk, plan, PlanDeadline.get(), 2)
    assert to_payload(plan).strands[0].deadlines == ()


def test_units_of_an_unannounced_strand_never_cross(clerk):
    plan = factories.plan()
    unit = factories.unit("Sở Bí mật")
    factories.strand(plan, (unit,), mode="unannounced")
    payload = to_payload(plan)
    assert payload.strands[0].units == ()
    assert "Sở Bí mật" not in canonical(payload)
    assert unit.code not in [ref.unit for ref in payload.refs()]


def test_the_original_file_is_public_only_when_ticked(clerk):
    original, copy = issued().signed_file, issued(sha256="b" * 64).signed_file
    plan = factories.plan(original=original, original_name="goc.docx", publish_original=True)
    assert to_payload(plan).original is None
    public = actions.PublicOriginal(copy, ())
    actions.edit_body(clerk, plan, 1, "<p>Văn bản</p>", public)
    file = to_payload(plan_by_id(plan.id)).original
    assert (file.name, file.sha256) == ("goc.docx", copy.sha256)
    actions.edit_body(clerk, plan, 2, "<p>Văn bản</p>", None)
    assert to_payload(plan_by_id(plan.id)).original is None
