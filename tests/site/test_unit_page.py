"""The page of a unit, above all of one that is no more, and the list of them."""

import re
from dataclasses import replace

import pytest

from portal.units.payload import SuccessionPayload
from tests.browser_client import Client
from tests.site import factories, publishing

pytestmark = pytest.mark.usefixtures("published")
ACT = "Nghị quyết số 1681/NQ-UBTVQH15"


def test_a_body_that_is_no_more_and_left_no_record_says_so_once(visitor: Client) -> None:
    text = visitor.get("/don-vi/ubnd-huyen-mai-son/").text
    assert "Cổng không có kế hoạch, cuộc kiểm tra hay kết luận nào" in text
    assert "Chưa có" not in text
    living = visitor.get("/don-vi/ubnd-phuong-moc-chau/").text
    assert "Chưa có kết luận nào về đơn vị được công bố." in living
    assert "Cổng không có kế hoạch" not in living


def test_a_body_that_is_no_more_keeps_the_record_of_its_time(visitor: Client) -> None:
    old = factories.unit("so-ngoai-vu", valid_to="2026-02-28")
    publishing.correct("so-ngoai-vu", old, "Kết thúc hoạt động.")
    text = visitor.get("/don-vi/so-ngoai-vu/").text
    assert "Không có kết luận nào về đơn vị được công bố." in text
    assert "08/12/2026" in text


def test_an_act_that_made_many_units_is_named_once(visitor: Client) -> None:
    heirs = tuple(
        SuccessionPayload(code, name, "2025-07-01", "split", "Chia tách", ACT)
        for code, name in list(factories.NAMES.items())[:3]
    )
    renamed = replace(heirs[0], how="rename", how_name="Đổi tên", document="Nghị quyết số 2")
    gone = factories.unit("ubnd-huyen-mai-son", valid_to="2025-06-30", successors=(*heirs, renamed))
    publishing.correct("ubnd-huyen-mai-son", gone, "Đủ đơn vị kế thừa.")
    text = visitor.get("/don-vi/ubnd-huyen-mai-son/").text
    aside = text[text.index('id="ke-thua"') :].partition("</section>")[0]
    assert aside.count(ACT) == 1
    assert [one.count("<li>") for one in aside.split("<p")[1:]] == [3, 1]
    assert re.findall(r"(\w+ \w+) ngày 01/07/2025", aside) == ["Chia tách", "Đổi tên"]


def test_a_long_level_is_folded_and_a_short_one_is_not(visitor: Client) -> None:
    for number in range(21):
        code = f"ubnd-xa-so-{number}"
        publishing.publish(code, factories.unit(code, name=f"Ủy ban nhân dân xã Số {number}"))
    text = visitor.get("/don-vi/").text
    levels = text[text.index('id="theo-cap"') :]
    assert levels.count("<details") == 1
    assert "Danh sách 2" in levels
    folded = levels[levels.index("<details") : levels.index("</details>")]
    assert "Số 20</a>" in folded
    assert "Sở Tài chính</a>" not in folded


def test_the_tables_of_open_data_are_one_table(visitor: Client) -> None:
    text = visitor.get("/du-lieu/").text
    rows = re.findall(r'<tr[^>]*id="bang-([\w-]+)">(.*?)</tr>', text, re.DOTALL)
    told = dict(rows)
    assert len(rows) == len(told) > 10
    for name, row in rows:
        assert re.findall(r'href="([^"]+)"', row) == [
            f"/du-lieu/{name}/", f"/du-lieu/{name}-excel.csv", f"/du-lieu/{name}.csv",
            f"/du-lieu/{name}.json",
        ]  # fmt: skip
    assert re.search(r'data-label="Số dòng">2</td>', told["khac-phuc"])
    assert "Chưa có" in told["thanh-phan-doan"]
