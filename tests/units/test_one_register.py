"""Sơn La of 2024 and of 2026 in one register: codes are stable, no file undoes another."""

import shutil
from datetime import date

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.units import queries
from portal.units.actions import BadRegister, load_units
from portal.units.continuity_rules import problems
from portal.units.models import Succession, Unit, UnitName
from tests.content_files import rows

THEN, NOW = ROOT / "content/provinces/son-la", ROOT / "content/provinces/son-la-2026"
TODAY, DAY_2024 = date(2026, 11, 21), date(2024, 6, 1)
#: In the files of 2024 alone: what replaced them is not known from a document at hand.
ONLY_2024 = {"bao-hiem-xa-hoi-tinh", "cuc-thue-tinh", "kho-bac-nha-nuoc-tinh"}


def state():
    units = sorted(
        (u.code, u.name, u.type, str(u.valid_from), str(u.valid_to)) for u in Unit.select()
    )
    steps = sorted((s.predecessor.code, str(s.on), s.kind) for s in Succession.select())
    return units, steps


def test_codes_mean_the_same_body_in_both_files():
    then, now = ({row["code"]: row for row in rows(at / "units.csv")} for at in (THEN, NOW))
    assert set(then) - set(now) == ONLY_2024
    for code in set(then) & set(now):
        for column in ("name", "type", "level", "parent", "block"):
            assert then[code][column] == now[code][column], code


def test_the_files_load_in_any_order_into_the_same_register(database):
    load_units(SYSTEM, THEN)
    load_units(SYSTEM, NOW)
    once = state()
    assert problems(queries.register()) == []
    for folder in (THEN, NOW, THEN):
        load_units(SYSTEM, folder)
        assert state() == once, folder.name
    gone = queries.unit_by_code("ubnd-huyen-mai-son")
    assert gone.valid_to == date(2025, 6, 30), "a file of 2024 opened a district again"


def test_chains_lead_from_2024_to_today_and_back(database):
    load_units(SYSTEM, THEN)
    load_units(SYSTEM, NOW)
    register = queries.register()
    assert register.heirs("ubnd-huyen-moc-chau", date(2025, 3, 1)) == ("ubnd-thi-xa-moc-chau",)
    heirs = register.heirs("ubnd-huyen-moc-chau", TODAY)
    assert len(heirs) == 8
    assert {"ubnd-phuong-moc-chau", "ubnd-xa-tan-yen"} <= set(heirs)
    assert set(register.origins("ubnd-xa-tan-yen", TODAY)) == {
        "ubnd-thi-xa-moc-chau", "ubnd-huyen-moc-chau",
    }  # fmt: skip
    of_2024 = [unit.code for unit in queries.units_on(DAY_2024)]
    assert sum(code.startswith("ubnd-huyen") for code in of_2024) == 11
    assert all(register.heirs(code, TODAY) for code in of_2024), "a body of 2024 leads nowhere"
    assert register.heirs("so-thong-tin-va-truyen-thong", TODAY) == ("so-khoa-hoc-va-cong-nghe",)


def test_a_name_given_up_does_not_come_back_with_an_old_file(database):
    load_units(SYSTEM, NOW)
    unit = queries.unit_by_code("ban-quan-ly-khu-cong-nghiep")
    UnitName.create(unit=unit, name=unit.name, valid_to=date(2026, 5, 31))
    Unit.update(name="Ban Quản lý các khu kinh tế").where(Unit.id == unit.id).execute()
    load_units(SYSTEM, THEN)
    unit = queries.unit_by_code("ban-quan-ly-khu-cong-nghiep")
    assert unit.name == "Ban Quản lý các khu kinh tế"
    assert queries.name_on(unit, DAY_2024) == "Ban Quản lý các khu công nghiệp"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("so-noi-vu,so-tai-chinh,2025-03-01,merge,QĐ", "Sở Nội vụ: đã có đơn vị kế thừa"),
        ("so-ke-hoach-va-dau-tu,so-noi-vu,2025-03-01,merge,QĐ", "một đơn vị kế thừa"),
        ("so-ke-hoach-va-dau-tu,so-y,2025-03-01,split,QĐ", "không có đơn vị so-y"),
        ("so-y-te,so-noi-vu,2025-03-01,join,QĐ", "hình thức “join”"),
    ],
)
def test_a_register_that_contradicts_itself_is_not_loaded(database, tmp_path, line, message):
    folder = shutil.copytree(NOW, tmp_path / "x")
    with (folder / "successions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadRegister, match=message):
        load_units(SYSTEM, folder)
    assert Unit.select().count() == 0
