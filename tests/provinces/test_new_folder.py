"""A province that nobody has heard of: a folder of a few small files, loaded and frozen."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from portal.clock import today
from portal.config import ROOT
from portal.loading import load_province
from portal.plans.content import InvalidPlan
from portal.site.freezing.manifest import verify
from portal.site.freezing.run import freeze
from portal.site.freezing.signing import public_pem
from tests.site.conftest import NOW

PROFILE = """
code = "tinh-moi"
name = "tỉnh Thử Nghiệm"
portal_title = "Cổng kiểm tra tỉnh Thử Nghiệm"
short_title = "Kiểm tra Thử Nghiệm"
authority = "Ủy ban nhân dân tỉnh Thử Nghiệm"
office_name = "Sở Nội vụ"
place = "Thử Nghiệm"
year = 2030
blocks = [{ code = "so-ban-nganh", name = "Sở, ban, ngành" }]
[report_form]
code = "bao-cao-cchc"
[report_form.reassign]
province = ["province"]
"""
UNITS = """code,name,short_name,aliases,type,level,parent,block,valid_from,valid_to,source
ubnd-moi,Ủy ban nhân dân tỉnh Thử Nghiệm,UBND tỉnh,,authority,province,,,,,minh họa
so-moi,Sở Sáng tạo,Sở Sáng tạo,,department,province,ubnd-moi,so-ban-nganh,,,minh họa
so-cu,Sở Lưu trữ,Sở Lưu trữ,,department,province,ubnd-moi,so-ban-nganh,,,minh họa
"""
PLAN = """
code = "ke-hoach-2030"
year = 2030
title = "Kế hoạch kiểm tra năm 2030"
text = "ke-hoach-2030.md"
[document]
kind = "ke-hoach"
number = "07/KH-UBND"
date = 2030-01-15
[[strands]]
code = "truc-tiep"
name = "Kiểm tra trực tiếp"
mode = "onsite"
units = ["so-moi"]
[[deadlines]]
code = "bao-cao"
title = "Gửi báo cáo"
duty = "visit_report"
for = "truc-tiep"
rule = { kind = "days_before_visit", n = 9 }
[[quantities]]
code = "bo"
title = "Số bộ báo cáo"
minimum = 3
maximum = 3
unit = "bộ"
"""
#: The one page that the shared guides link to.
PAGE = """+++
title = "Hướng dẫn"
slug = "huong-dan"
order = 1
summary = "Cách dùng."
+++

Nội dung.
"""


@pytest.fixture
def new_folder(tmp_path: Path) -> Path:
    """A content folder with the shared forms and calendar, and one made-up province."""
    content = tmp_path / "content"
    for shared in ("calendar", "forms", "pages"):
        shutil.copytree(ROOT / "content" / shared, content / shared)
    folder = content / "provinces" / "tinh-moi"
    (folder / "plans").mkdir(parents=True)
    (folder / "province.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "plans" / "ke-hoach-2030.toml").write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "ke-hoach-2030.md").write_text("## I. Mục đích\n\nThử.\n", "utf-8")
    (folder / "pages").mkdir()
    (folder / "pages" / "huong-dan.md").write_text(PAGE, "utf-8")
    return folder


@pytest.mark.usefixtures("database")
def test_a_made_up_province_loads_and_freezes(new_folder: Path, settings: dict[str, Any]) -> None:
    said = list(load_province(new_folder))
    assert "Đơn vị: 3." in said
    assert "Kế hoạch: 1." in said
    freeze(settings, today(), NOW)
    data = Path(settings["DATA"])
    site = (data / "site").resolve()
    assert list(verify(site, public_pem(data).encode())) == []
    page = (site / "ke-hoach" / "2030" / "ke-hoach-2030" / "index.html").read_text("utf-8")
    for text in ("Cổng kiểm tra tỉnh Thử Nghiệm", "07/KH-UBND", "Sở Sáng tạo", "09 ngày", "03 bộ"):
        assert text in page, text
    assert (site / "don-vi" / "so-cu" / "index.html").is_file()


@pytest.mark.usefixtures("database")
def test_a_fault_in_its_plan_is_told_with_the_file(new_folder: Path) -> None:
    plan = new_folder / "plans" / "ke-hoach-2030.toml"
    plan.write_text(PLAN.replace('units = ["so-moi"]', 'units = ["so-khong-co"]'), "utf-8")
    with pytest.raises(InvalidPlan, match="so-khong-co"):
        list(load_province(new_folder))
