"""The lists of a plan file: amounts, team, steps, survey groups, who is ranked."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.plans.content import InvalidPlan
from portal.plans.item_rules import item_of
from portal.plans.loading import load_plans
from portal.plans.models import Plan, PlanItem
from portal.units.models import UnitName
from tests import factories

TODAY = date(2026, 3, 2)
PROFILE = """
blocks = [
  { code = "so-ban-nganh", name = "Sở, ban, ngành" }, { code = "huyen", name = "Huyện" },
]
"""
PLAN = """
code = "chi-so-2023"
kind = "index"
year = 2023
title = "Kế hoạch xác định Chỉ số CCHC năm 2023"

[document]
kind = "ke-hoach"
date = "2023-08-25"

[[strands]]
code = "tu-danh-gia"
name = "Tự đánh giá"
mode = "report"

[[quantities]]
code = "tu-kiem-tra-huyen"
title = "Tỷ lệ cơ quan phải tự kiểm tra"
minimum = 40
maximum = 100
unit = "%"
strand = "tu-danh-gia"
quote_source = "S1:L72"

[[team_roles]]
role = "head"
agency = "so-noi-vu"
strand = "tu-danh-gia"

[[team_roles]]
role = "invited"
name = "Ban Dân vận"
note = "chỉ khi kiểm tra cấp huyện"

[[tasks]]
number = "4"
title = "Điều tra xã hội học"

[[tasks]]
number = "4.1"
title = "Phát phiếu"
due = { kind = "before_date", day = 2023-10-15 }
lead = ["so-noi-vu", "Bưu điện tỉnh"]
support = ["Các cơ quan, đơn vị, địa phương"]

[[survey_groups]]
code = "LĐS-CT"
name = "Lãnh đạo sở đánh giá huyện"
mode = "paper"
ballots = 36
ballots_rule = "2 phiếu × 18 huyện"
rates = ["huyen"]

[[subjects]]
block = "so-ban-nganh"
units = ["so-noi-vu"]
"""


@pytest.fixture
def province(database, tmp_path):
    """A province of one unit, which bore another name when its plan was issued."""
    unit = factories.unit("Sở Nội vụ và Lao động", code="so-noi-vu")
    UnitName.create(unit=unit, name="Sở Nội vụ", valid_to=date(2025, 2, 28))
    (tmp_path / "plans").mkdir()
    (tmp_path / "province.toml").write_text(PROFILE)
    (tmp_path / "plans" / "chi-so-2023.toml").write_text(PLAN)
    return tmp_path


def rows(list_name: str) -> list[PlanItem]:
    return list(
        PlanItem.select().where(PlanItem.list_name == list_name).order_by(PlanItem.position)
    )


def test_every_list_is_loaded_with_names_of_the_plans_day(province):
    plan = load_plans(SYSTEM, province, TODAY)[0]
    assert plan.kind == "index"
    (amount,) = rows("quantities")
    assert (amount.code, amount.source) == ("tu-kiem-tra-huyen", "S1:L72")
    assert amount.strand.code == "tu-danh-gia"
    assert item_of("quantities", amount.value).sentence == "Từ 40% trở lên"
    head, invited = (item_of("team_roles", row.value) for row in rows("team_roles"))
    assert (head.role, head.body.code, head.body.name) == ("head", "so-noi-vu", "Sở Nội vụ")
    assert (invited.body.code, invited.body.name) == ("", "Ban Dân vận")
    whole, part = (item_of("tasks", row.value) for row in rows("tasks"))
    assert (whole.step, whole.due, part.step) == ("", None, "4")
    assert part.due.day == date(2023, 10, 15)
    assert [body.name for body in part.lead] == ["Sở Nội vụ", "Bưu điện tỉnh"]
    group = item_of("survey_groups", rows("survey_groups")[0].value)
    assert (group.ballot_code, group.ballots) == ("LĐS-CT", 36)
    assert [(body.code, body.name) for body in group.rates] == [("huyen", "Huyện")]
    subject = item_of("subjects", rows("subjects")[0].value)
    assert subject.block.name == "Sở, ban, ngành"
    assert [unit.name for unit in subject.units] == ["Sở Nội vụ"]


def test_a_second_load_changes_nothing_and_a_changed_file_is_followed(province):
    load_plans(SYSTEM, province, TODAY)
    kept = {row.id: row.value for row in PlanItem.select()}
    entries = AuditEntry.select().count()
    load_plans(SYSTEM, province, TODAY)
    assert {row.id: row.value for row in PlanItem.select()} == kept
    assert AuditEntry.select().count() == entries
    file = province / "plans" / "chi-so-2023.toml"
    text = (
        file.read_text().replace("ballots = 36", "ballots = 40").replace('"Ban Dân vận"', '"Báo"')
    )
    file.write_text(text)
    load_plans(SYSTEM, province, TODAY)
    assert rows("survey_groups")[0].value["ballots"] == 40
    assert [row.value["body"]["name"] for row in rows("team_roles")] == ["Sở Nội vụ", "Báo"]
    assert PlanItem.select().count() == len(kept)


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ('unit = "%"', 'unit = "con"', "quantities.*đơn vị tính “con”"),
        ("minimum = 40", "minimum = 101", "số từ 0 đến 100"),
        ("minimum = 40", 'minimum = "40"', "số từ 0 đến 100"),
        ("minimum = 40", "minimum = nan", "số từ 0 đến 100"),
        ("maximum = 100", "maximum = 30", "tối thiểu lớn hơn số tối đa"),
        ("minimum = 40\nmaximum = 100", "", "ít nhất một trong hai số"),
        ('strand = "tu-danh-gia"\nquote', 'strand = "la"\nquote', "loại kiểm tra “la”"),
        ('code = "tu-kiem', 'code = "Tự kiểm', "Mã “Tự kiểm"),
        ("minimum = 40", "minumum = 40", "Không có mục minumum"),
        ('role = "head"', 'role = "chief"', "vai trò “chief”"),
        ('agency = "so-noi-vu"', 'agency = "so-y-te"', "đơn vị “so-y-te”"),
        ('name = "Ban Dân vận"', 'name = ""', "agency .* hoặc name"),
        ('number = "4.1"', 'number = "4"', "“4” ghi hai lần"),
        ('number = "4.1"', "", "Thiếu số thứ tự"),
        ("2023-10-15 }", '"15/10/2023" }', "tasks.*“4.1”.*sai ngày"),
        ('lead = ["so-noi-vu"', 'lead = ["so-la"', "đơn vị “so-la”"),
        ('lead = ["so-noi-vu", "Bưu điện tỉnh"]', 'lead = "Sở"', "lead phải là một danh sách"),
        ('mode = "paper"', 'mode = "fax"', "hình thức điều tra “fax”"),
        ("ballots = 36", "ballots = 0", "Số phiếu phải là số nguyên"),
        ("ballots = 36", "ballots = 36.5", "Số phiếu phải là số nguyên"),
        ("ballots = 36", "ballots = true", "Số phiếu phải là số nguyên"),
        ('rates = ["huyen"]', 'rates = ["xa"]', "khối “xa”"),
        ('units = ["so-noi-vu"]', "units = []", "chưa có đơn vị"),
        ('units = ["so-noi-vu"]', 'units = ["so-noi-vu", "so-noi-vu"]', "ghi hai lần"),
        ('kind = "index"', 'kind = "chi-so"', "loại kế hoạch “chi-so”"),
    ],
)
def test_a_fault_is_named_with_its_file(province, good, bad, says):
    assert good in PLAN
    file = province / "plans" / "chi-so-2023.toml"
    file.write_text(PLAN.replace(good, bad, 1))
    with pytest.raises(InvalidPlan, match=f"chi-so-2023.toml: .*{says}"):
        load_plans(SYSTEM, province, TODAY)
    assert Plan.select().count() == 0
