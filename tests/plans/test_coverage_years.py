"""Coverage by block, against the target of each, and over several years."""

from datetime import date

import pytest

from portal.plans.coverage.models import CoverageMeasure
from portal.plans.coverage.queries import measured_targets
from portal.plans.coverage.years import coverage_by_block, years_shown
from portal.units.models import Succession, UnitBlock
from tests import factories
from tests.plans.factories import address

TODAY = date(2026, 11, 21)
PAGE = "/lam-viec/dieu-hanh/kiem-tra-qua-cac-nam/"


def unit(name: str, block: str = "", **values):
    made = factories.unit(name, **values)
    if block:
        UnitBlock.create(unit=made, block=block, valid_from=date(2020, 1, 1))
    return made


@pytest.fixture
def units(database):
    """Two sở, one xã that a huyện became in 2025, one unit in no block."""
    found = {
        "a": unit("Sở A", "so-ban-nganh"),
        "b": unit("Sở B", "so-ban-nganh"),
        "xa": unit("UBND xã X", "xa", level="commune", valid_from=date(2025, 7, 1)),
        "huyen": unit("UBND huyện H", "huyen", level="district", valid_to=date(2025, 6, 30)),
        "le": unit("Ban C"),
    }
    Succession.create(
        predecessor=found["huyen"], successor=found["xa"], kind="split", on=date(2025, 7, 1)
    )
    return found


@pytest.fixture
def visits(units):
    for year, at, state in (
        (2023, "a", "concluded"), (2024, "huyen", "visited"), (2026, "a", "planned"),
        (2025, "b", "cancelled"),
    ):  # fmt: skip
        plan = factories.plan(year, title=f"Kế hoạch {year} {at}")
        factories.visit(plan, units[at], date(year, 6, 10), state=state)


def test_each_block_is_held_against_the_share_the_plan_asks_for(client, units):
    plan = factories.plan(2026)
    for name, state in (("a", "visited"), ("le", "planned")):
        factories.visit(plan, units[name], date(2026, 6, 10), state=state)
    item = factories.plan_item(
        plan, list_name="quantities", value={"title": "Tỷ lệ", "unit": "%", "minimum": 40}, code="t"
    )
    CoverageMeasure.create(item=item, method="visited")
    (found,) = measured_targets(plan, TODAY)
    said = {name: (tally.total, tally.done, own.reached) for name, tally, own in found.blocks}
    assert said == {
        "Khối sở, ban, ngành": (2, 1, True),
        "Khối xã, phường": (1, 0, False),
        "Chưa xếp khối": (1, 0, False),
    }
    page = client.get(address(plan, "chi-tieu/")).text
    assert "Theo khối: Tỷ lệ" in page
    assert "Đã kiểm tra 1/2 (50 %), đạt 40 %" in page
    assert "Đã kiểm tra 0/1 (0 %), còn 1 đơn vị để đạt 40 %" in page


def test_years_are_counted_by_block_and_what_was_planned_or_cancelled_is_not(visits):
    assert years_shown(TODAY) == [2023, 2024, 2025, 2026]
    blocks = {one.name: one for one in coverage_by_block(TODAY)}
    assert set(blocks) == {"Khối sở, ban, ngành", "Khối xã, phường", "Chưa xếp khối"}
    departments = blocks["Khối sở, ban, ngành"]
    assert [departments.said(year) for year in (2023, 2025, 2026)] == [
        "1/2 (50 %)", "0/2 (0 %)", "0/2 (0 %)",
    ]  # fmt: skip
    assert [(one.unit.name, one.last) for one in departments.listed] == [
        ("Sở B", None), ("Sở A", 2023),
    ]  # fmt: skip
    (commune,) = blocks["Khối xã, phường"].listed
    assert (commune.last, commune.before) == (None, (("UBND huyện H", 2024),))


def test_those_not_inspected_since_a_year_are_listed(client, visits):
    def listed(since):
        return [one.unit.name for block in coverage_by_block(TODAY, since) for one in block.listed]

    assert listed(2023) == ["Sở B", "Ban C"], "the commune carries on a district of 2024"
    assert listed(2024) == ["Sở B", "Sở A", "Ban C"]
    assert listed(2025) == ["Sở B", "Sở A", "UBND xã X", "Ban C"]
    page = client.get(f"{PAGE}chua-kiem-tra-tu-2023/").text
    assert "Đơn vị chưa được kiểm tra từ năm 2023 (2/4)" in page
    assert "Sở A" not in page
    whole = client.get(PAGE).text
    assert "UBND huyện H: 2024" in whole
    assert "2026 (đã có lịch)" in whole
    client.get(f"{PAGE}chua-kiem-tra-tu-1990/", 404)


def test_a_portal_without_visits_says_so_by_empty_years(client, units):
    assert years_shown(TODAY) == [2026]
    assert "0/2 (0 %)" in client.get(PAGE).text
