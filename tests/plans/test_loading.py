"""The plans of the content folder, loaded into the tables."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.plans.actions import edit_body
from portal.plans.content import InvalidPlan
from portal.plans.loading import load_plans
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.plans.publication import to_payload
from portal.plans.queries import deadline_for, plan_by_slug, strands_of
from portal.units.models import Unit
from tests.factories import actor

SON_LA = ROOT / "content" / "provinces" / "son-la"
TODAY = date(2026, 3, 2)


def units_of(folder: Path) -> None:
    with (folder / "units.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            Unit.create(
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"],
                aliases=row["aliases"],
                type=row["type"],
                level=row["level"],
            )


@pytest.mark.parametrize(
    ("profile", "slug"),
    [
        ("son-la", "2024/ke-hoach-kiem-tra-2024"),
        ("son-la-2026", "2026/ke-hoach-kiem-tra-2026"),
    ],
)
def test_real_plans_load_whole(database, profile, slug):
    folder = SON_LA.with_name(profile)
    units_of(folder)
    assert [plan.slug for plan in load_plans(SYSTEM, folder, TODAY)] == [slug]
    plan = plan_by_slug(slug)
    strands = strands_of(plan)
    assert [strand.mode for strand in strands] == ["onsite", "self_inspection", "unannounced"]
    assert deadline_for(strands[0], "visit_report").rule == {"kind": "days_before_visit", "n": 5}
    assert deadline_for(strands[0], "other") is None
    payload = to_payload(plan)
    assert len(payload.strands[0].units) == 10
    assert 'id="' in payload.body_html
    assert payload.visit_days == "Từ 02 đến 04 ngày làm việc"
    assert payload.team[0] == "Sở Nội vụ (chủ trì)"
    assert len(payload.contents) == 9
    assert payload.missing_document_reason


def test_before_october_30_ends_on_the_29th(database):
    units_of(SON_LA)
    plan = load_plans(SYSTEM, SON_LA, TODAY)[0]
    report = to_payload(plan).strands[1].deadlines[0]
    assert report.last_day == "2024-10-29"
    assert "trước ngày 30/10/2024" in report.sentence


def test_a_second_load_changes_nothing(database):
    units_of(SON_LA)
    load_plans(SYSTEM, SON_LA, TODAY)
    entries = AuditEntry.select().count()
    counts = [model.select().count() for model in (Plan, Strand, StrandUnit, PlanDeadline)]
    load_plans(SYSTEM, SON_LA, TODAY)
    assert AuditEntry.select().count() == entries
    assert counts == [model.select().count() for model in (Plan, Strand, StrandUnit, PlanDeadline)]


def test_what_a_person_edited_is_left_alone(database):
    units_of(SON_LA)
    plan = load_plans(SYSTEM, SON_LA, TODAY)[0]
    edit_body(actor(), plan, plan.version, "<p>Đã sửa.</p>", None)
    load_plans(SYSTEM, SON_LA, TODAY)
    assert plan_by_slug(plan.slug).body_html == "<p>Đã sửa.</p>"


def test_changed_content_reaches_an_untouched_plan(database, tmp_path):
    units_of(SON_LA)
    folder = tmp_path / "son-la"
    shutil.copytree(SON_LA, folder)
    load_plans(SYSTEM, folder, TODAY)
    file = folder / "plans" / "ke-hoach-kiem-tra-2024.toml"
    file.write_text(file.read_text().replace("n = 5,", "n = 7,"))
    plan = load_plans(SYSTEM, folder, TODAY)[0]
    assert deadline_for(strands_of(plan)[0], "visit_report").rule["n"] == 7


def test_a_unit_that_is_not_there_is_named(database):
    with pytest.raises(InvalidPlan, match="so-noi-vu"):
        load_plans(SYSTEM, SON_LA, TODAY)
    assert Plan.select().count() == 0
