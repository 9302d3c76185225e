"""The register: loading, names of the time, successors, what becomes public."""

from datetime import date

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.publishing.models import Publication
from portal.publishing.shelf import Shelf
from portal.units import queries
from portal.units.actions import BadRegister, load_units, publish_units
from portal.units.models import Unit

SON_LA = ROOT / "content" / "provinces" / "son-la-2026"


def test_loading_twice_changes_nothing(database):
    count = load_units(SYSTEM, SON_LA)
    load_units(SYSTEM, SON_LA)
    assert Unit.select().count() == count


def test_districts_of_2024_are_gone_today_and_lead_to_their_communes(database):
    load_units(SYSTEM, SON_LA)
    today = {unit.code for unit in queries.units_on(date(2026, 11, 21))}
    then = {unit.code for unit in queries.units_on(date(2024, 6, 1))}
    assert "ubnd-huyen-mai-son" in then - today
    district = queries.unit_by_code("ubnd-huyen-mai-son")
    assert {row.successor.level for row in queries.successors(district)} == {"commune"}


def test_units_are_published_once_and_name_their_neighbours(database):
    load_units(SYSTEM, SON_LA)
    first = publish_units(SYSTEM, date(2026, 11, 21))
    assert first == Unit.select().count()
    assert publish_units(SYSTEM, date(2026, 11, 21)) == 0
    old = Shelf().find("unit", "so-ke-hoach-va-dau-tu").payload
    assert [row["code"] for row in old["successors"]] == ["so-tai-chinh"]
    assert Publication.select().count() == first


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x,,,,department,province,,,,,", "thiếu mã hoặc tên"),
        ("x,Sở X,,,so,province,,,,,", "không có loại đơn vị “so”"),
        ("x,Sở X,,,department,tinh,,,,,", "không có cấp “tinh”"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(database, tmp_path, line, message):
    header = "code,name,short_name,aliases,type,level,parent,block,valid_from,valid_to,source"
    (tmp_path / "units.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRegister, match=message):
        load_units(SYSTEM, tmp_path)
    assert Unit.select().count() == 0
