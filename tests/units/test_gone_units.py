"""Units that are gone: no plan names them, no visit takes place there, nothing new is due."""

import shutil
from datetime import date

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections.actions import NotPossible, move_session
from portal.inspections.models import Visit
from portal.plans.content import InvalidPlan
from portal.plans.loading import load_plans
from portal.reports.duties.plans import create_plan_duties
from portal.units.actions import load_units
from portal.units.models import Succession, Unit
from tests import factories


@pytest.fixture
def heir(database):
    return factories.unit("Sở Tài chính", code="so-tai-chinh")


@pytest.fixture
def gone(heir):
    """A district that ended on 30/6/2025; the department stands for its heir."""
    unit = factories.unit(
        "Ủy ban nhân dân huyện Mai Sơn", code="ubnd-huyen-mai-son", type="district",
        level="district", valid_to=date(2025, 6, 30),
    )  # fmt: skip
    Succession.create(predecessor=unit, successor=heir, on=date(2025, 7, 1), kind="merge")
    return unit


ENDED = "đã kết thúc hoạt động sau ngày 30/06/2025. Kế thừa: Sở Tài chính."


def test_a_plan_of_2026_cannot_name_a_unit_that_is_gone(gone, sign_in):
    plan = factories.plan(2026)
    strand = factories.strand(plan, (gone,))
    path = f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/loai/{strand.id}/don-vi/"
    typed = {"units": gone.id, "version": strand.version, "luu": "1"}
    assert ENDED in sign_in("office_editor").post(path, typed, 422).text
    old = factories.plan(2024)
    then = factories.strand(old)
    path = f"/lam-viec/dieu-hanh/ke-hoach/{old.id}/loai/{then.id}/don-vi/"
    sign_in("office_editor").post(path, {**typed, "version": then.version}, 302)
    assert then.members.get().name == gone.name


def test_a_plan_file_of_2026_that_names_a_unit_that_is_gone_is_refused(database, tmp_path):
    folder = shutil.copytree(ROOT / "content/provinces/son-la-2026", tmp_path / "x")
    load_units(SYSTEM, folder)
    file = folder / "plans" / "ke-hoach-kiem-tra-2026.toml"
    text = file.read_text("utf-8").replace('"so-cong-thuong"', '"so-giao-thong-van-tai"')
    file.write_text(text, "utf-8")
    with pytest.raises(InvalidPlan, match="Sở Giao thông vận tải đã kết thúc.*Sở Xây dựng"):
        load_plans(SYSTEM, folder, date(2026, 11, 21))


def test_no_visit_takes_place_at_a_unit_that_is_gone(gone, sign_in):
    Unit.update(valid_to=date(2026, 6, 30)).where(Unit.id == gone.id).execute()
    Succession.update(on=date(2026, 7, 1)).execute()
    plan = factories.plan(2026)
    strand = factories.strand(plan, (gone,))
    typed = {
        "strand": strand.id, "unit": gone.id, "team": "", "method": "Trực tiếp tại đơn vị",
        "sessions-0-on": "02/12/2026", "sessions-0-part": "day", "action": "save",
    }  # fmt: skip
    path = f"/lam-viec/dieu-hanh/lich-kiem-tra/them/{plan.id}/"
    page = sign_in("office_editor").post(path, typed, 422)
    assert "đã kết thúc hoạt động sau ngày 30/06/2026" in page.text
    assert Visit.select().count() == 0
    before = factories.visit(plan, gone, date(2026, 6, 10))
    session = before.sessions.get()
    with pytest.raises(NotPossible, match="đã kết thúc hoạt động"):
        move_session(SYSTEM, before, 1, session, date(2026, 7, 1), "day", "Dời")


def test_units_that_are_gone_are_asked_for_nothing_new(gone, heir):
    plan = factories.plan(2025)
    strand = factories.strand(plan, (gone, heir), "self_inspection")
    rule = DeadlineRule("by_date", day=date(2025, 10, 30))
    factories.deadline(strand, "self_inspection_report", rule)
    assert [duty.unit.code for duty in create_plan_duties(SYSTEM, plan)] == ["so-tai-chinh"]
    early = factories.strand(plan, (gone,), "self_inspection")
    spring = DeadlineRule("by_date", day=date(2025, 5, 1))
    factories.deadline(early, "self_inspection_report", spring)
    owed = create_plan_duties(SYSTEM, plan)
    assert {duty.unit.code for duty in owed} == {"so-tai-chinh", gone.code}


def test_a_plan_that_names_nobody_asks_the_units_of_its_own_day(gone, heir):
    born = factories.unit("Ủy ban nhân dân xã Mai Sơn", valid_from=date(2025, 7, 1))
    plan = factories.plan(2024)
    strand = factories.strand(plan, (), "self_inspection")
    rule = DeadlineRule("by_date", day=date(2024, 10, 30))
    factories.deadline(strand, "self_inspection_report", rule)
    owing = {duty.unit.code for duty in create_plan_duties(SYSTEM, plan)}
    assert owing == {gone.code, heir.code}, born.code


def test_what_a_gone_unit_leaves_open_is_read_by_the_office_alone(gone, sign_in):
    plan = factories.plan(2024)
    factories.visit(plan, gone, date(2025, 9, 1))
    page = f"/lam-viec/dieu-hanh/don-vi/{gone.code}/"
    held = "Cuộc kiểm tra tại Ủy ban nhân dân huyện Mai Sơn"
    assert held in sign_in("office_editor").get(page).text
    assert held not in sign_in("admin").get(page).text
