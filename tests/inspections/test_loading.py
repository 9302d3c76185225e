"""Demo visits of both profiles load once, and leave out what may not be public."""

from datetime import date

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.deadlines.actions import load_calendar
from portal.inspections.loading import InvalidVisits, load_visits, public_proposals
from portal.inspections.models import Conclusion, Finding, Session, TeamMember, Visit
from portal.plans.loading import load_plans
from portal.publishing.gate import Consent, publish
from portal.units.actions import load_units

pytestmark = pytest.mark.usefixtures("database")
CONTENT = ROOT / "content"
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("code", "hidden", "moved"),
    [("son-la", "ubnd-huyen-song-ma", 0), ("son-la-2026", "ubnd-xa-quynh-nhai", 4)],
)
def test_a_province_loads_once_and_publishes(code, hidden, moved):
    folder = CONTENT / "provinces" / code
    load_units(SYSTEM, folder)
    load_calendar(CONTENT)
    load_plans(SYSTEM, folder, TODAY)
    visits = load_visits(SYSTEM, folder, TODAY)
    counts = [model.select().count() for model in (Visit, Session, Finding, TeamMember, Conclusion)]
    assert counts[0] == len(visits)
    assert min(counts) > 0
    assert load_visits(SYSTEM, folder, TODAY) == visits
    again = [model.select().count() for model in (Visit, Session, Finding, TeamMember, Conclusion)]
    assert again == counts
    assert all(visit.demo for visit in visits)
    assert Session.select().where(Session.state == "moved").count() == moved
    offered = public_proposals(TODAY)
    assert {one.kind for one in offered} == {"visit", "conclusion", "remediation"}
    assert all(one.payload["demo"] for one in offered)
    assert not [one for one in offered if hidden in one.slug]
    for one in offered:
        publish(SYSTEM, one, "first", "", Consent("setup", "x", TODAY))
    known = {one.slug for one in public_proposals(TODAY)}
    assert known == {one.slug for one in offered}


def test_nothing_of_the_future_is_recorded_as_done():
    folder = CONTENT / "provinces" / "son-la-2026"
    load_units(SYSTEM, folder)
    load_plans(SYSTEM, folder, date(2026, 5, 1))
    load_visits(SYSTEM, folder, date(2026, 5, 1))
    assert {visit.state for visit in Visit.select()} == {"planned"}
    assert not Conclusion.select().exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('plan = "khong-co"', "không có kế hoạch khong-co"),
        ("plan = ", "visits.toml"),
        ("", "plan"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, text, said):
    (tmp_path / "visits.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidVisits, match=said):
        load_visits(SYSTEM, tmp_path, TODAY)
