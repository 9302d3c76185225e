"""The lists of a plan on its public page: shown when there, absent when not, added up."""

import json
import re
from dataclasses import asdict, replace

import pytest

from portal.plans.payload import (
    ADDED,
    QuantityPayload,
    SubjectPayload,
    SurveyGroupPayload,
    TaskPayload,
    TeamRolePayload,
)
from portal.plans.states import from_stored
from portal.publishing.gate import proposal
from portal.publishing.payload import UnitRef
from portal.site.comparing.changes import readable_changes
from portal.site.plan_lists import LISTS
from tests.site import factories, inspection_factories, publishing

PATH = "/ke-hoach/2023/chi-so/"
TASKS = (
    TaskPayload("4", "4", "Điều tra xã hội học"),
    TaskPayload(
        "4-1", "4.1", "Phát phiếu điều tra", "Trước ngày 15/10/2023", "2023-10-14",
        "Chậm nhất hết ngày 14/10/2023 (văn bản ghi: trước ngày 15/10/2023)", False,
        factories.refs("so-tai-chinh"), (UnitRef("", "Bưu điện tỉnh"),), "Theo mã phiếu",
    ),
)  # fmt: skip
BARE = factories.plan(quantities=(), tasks=(), survey_groups=())
GROUPS = (
    SurveyGroupPayload("cc-ct", "CC-CT", "Công chức sở", "online", "Trực tuyến"),
    SurveyGroupPayload("hd-ct", "HĐ-CT", "Đại biểu HĐND", "paper", "Phiếu giấy", 30),
    SurveyGroupPayload(
        "ldh-ch", "LĐH-CH", "Lãnh đạo huyện", "paper", "Phiếu giấy", 40, "2 phiếu × 20 sở",
        (UnitRef("so-ban-nganh", "Sở, ban, ngành"),),
    ),
    SurveyGroupPayload("lds-ct", "LĐS-CT", "Lãnh đạo sở", "paper", "Phiếu giấy", 36),
)  # fmt: skip
INDEX = factories.plan(
    year=2023,
    title="Kế hoạch xác định Chỉ số CCHC năm 2023",
    strands=(),
    contents=(),
    quantities=(),
    plan_kind="index",
    tasks=TASKS,
    survey_groups=GROUPS,
    subjects=(
        SubjectPayload("so-ban-nganh", "Sở, ban, ngành", factories.refs("so-tai-chinh", "so-y-te")),
        SubjectPayload("huyen", "Huyện", factories.refs("ubnd-huyen")),
    ),
)


@pytest.mark.usefixtures("published")
def test_an_index_plan_shows_its_table_its_survey_and_who_is_ranked(visitor):
    publishing.publish("2023/chi-so", INDEX)
    text = visitor.get(PATH).text
    assert "Kế hoạch xác định Chỉ số CCHC năm 2023" in text
    assert "Tổng số: <strong>3</strong>" in text
    assert "Hạn cuối: 14/10/2023" in text
    assert 'data-label="Phối hợp"><span>Bưu điện tỉnh<' in text
    assert 'href="/don-vi/so-tai-chinh/"' in text
    assert "Tổng số phiếu: <strong>106</strong>" in text
    assert text.count("Tổng số phiếu") == 1
    assert "Không ấn định" in text
    for table in ("ke-hoach", "nhiem-vu", "dieu-tra"):
        assert f'href="/du-lieu/{table}.csv"' in text
    for absent in ("Chỉ tiêu, số lượng", "xem-doan", "xem-loai-kiem-tra", "xem-lich"):
        assert absent not in text
    listed = visitor.get("/ke-hoach/2023/").text
    assert "<strong>1</strong> đơn vị: huyện" in listed
    assert "xác định Chỉ số CCHC" in listed


@pytest.mark.usefixtures("published")
def test_an_inspection_plan_shows_amounts_and_the_team_of_each_strand(visitor):
    plan = factories.plan(
        year=2025,
        tasks=(),
        survey_groups=(),
        quantities=(QuantityPayload("tkt", "Tự kiểm tra", "Từ 40% trở lên", 40, 100, "%"),),
        team_roles=(
            TeamRolePayload("a", "head", "Trưởng đoàn", UnitRef("", "Sở X"), "Công vụ"),
            TeamRolePayload("b", "invited", "Mời tham gia", UnitRef("", "Báo Y"), "CCHC", "cấp xã"),
        ),
    )
    publishing.publish("2025/co-chi-tieu", plan)
    text = visitor.get("/ke-hoach/2025/co-chi-tieu/").text
    assert "<strong>Từ 40% trở lên</strong>" in text
    assert "Cả kế hoạch" in text
    assert "Sở X: trưởng đoàn" in text
    assert text.index("Công vụ</h3>") < text.index("CCHC</h3>")
    assert "xem-lich" in text
    assert "xem-nhiem-vu" not in text


def test_what_says_nothing_is_not_published():
    """Publications older than the lists keep their bytes, so nothing looks changed."""
    stored = proposal("2026/a", BARE).payload
    assert not set(stored) & set(ADDED)
    assert set(LISTS) == set(ADDED) - {"plan_kind"}


def test_a_publication_with_lists_is_read_back_whole():
    plan = factories.plan(
        plan_kind="index", tasks=TASKS, survey_groups=GROUPS, subjects=INDEX.subjects,
        quantities=(QuantityPayload("q", "Số bản", "08 bộ", 8, 8, "bộ"),),
        team_roles=(TeamRolePayload("a", "head", "Trưởng đoàn", UnitRef("", "Sở X")),),
    )  # fmt: skip
    assert from_stored(proposal("2026/a", plan).payload) == plan
    assert from_stored(proposal("2026/a", BARE).payload) == BARE


def test_a_changed_step_is_told_in_words():
    before = proposal("a", INDEX).payload
    moved = {**asdict(TASKS[1]), "due_words": "Ngày 30/10/2023", "last_day": "2023-10-30"}
    after = {**before, "tasks": [before["tasks"][0], {**before["tasks"][1], **moved}]}
    rows = readable_changes(before, after)
    labels = {row["label"]: (row["before"], row["after"]) for row in rows}
    step = "Nhiệm vụ “Phát phiếu điều tra”"
    assert labels[f"{step} › Hạn cuối"] == ("14/10/2023", "30/10/2023")
    assert labels[f"{step} › Thời gian hoàn thành"][1] == "Ngày 30/10/2023"


@pytest.mark.usefixtures("published")
def test_open_data_holds_the_lists_and_who_is_ranked(visitor):
    publishing.publish("2023/chi-so", INDEX)
    step = json.loads(visitor.get("/du-lieu/nhiem-vu.json").data)[-1]
    assert (step["so_thu_tu"], step["han_cuoi"], step["phoi_hop"], step["dia_chi"]) == (
        "4.1", "2023-10-14", "Bưu điện tỉnh", PATH
    )  # fmt: skip
    groups = json.loads(visitor.get("/du-lieu/dieu-tra.json").data)
    assert sum(row["so_phieu"] or 0 for row in groups) == 106
    ranked = [
        row["don_vi"]
        for row in json.loads(visitor.get("/du-lieu/ke-hoach.json").data)
        if row["loai_kiem_tra"] == "Đánh giá, xếp hạng: Sở, ban, ngành"
    ]
    assert len(ranked) == 2
    assert json.loads(visitor.get("/du-lieu/chi-tieu.json").data)[0]["toi_da"] == 8


@pytest.mark.usefixtures("published")
def test_the_page_of_a_ranked_unit_names_the_plan(visitor):
    assert INDEX.title not in visitor.get("/don-vi/so-tai-chinh/").text
    publishing.publish("2023/chi-so", INDEX)
    assert INDEX.title in visitor.get("/don-vi/so-tai-chinh/").text


@pytest.mark.usefixtures("published")
def test_several_bodies_are_one_piece_of_their_cell(visitor):
    """A phone lays a cell out as a grid: every loose piece of it would take a row."""
    two = replace(TASKS[1], lead=factories.refs("so-tai-chinh", "so-noi-vu"))
    publishing.publish("2023/chi-so", replace(INDEX, tasks=(TASKS[0], two)))
    text = visitor.get(PATH).text
    cells = re.findall(r'data-label="(?:Chủ trì|Phối hợp)">(.*?)</td>', text, re.DOTALL)
    assert len(cells) == 4
    assert cells[:2] == ["", ""]  # without a piece, so that a phone leaves the label out
    for cell in cells[2:]:
        assert re.fullmatch(r"<span>(?:(?!</?span>).)*</span>", cell.strip(), re.DOTALL), cell


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("count", "shown"), [(0, False), (1, False), (4, True)])
def test_a_schedule_without_deadlines_has_no_column_for_them(visitor, count, shown):
    """Few have a column each, many one together, none none."""
    publishing.publish("2025/lich", replace(BARE, year=2025))
    dues = tuple(
        factories.deadline(f"d{one}", title=f"Việc {one}", last_day="2025-11-20")
        for one in range(count)
    )
    told = inspection_factories.visit(
        "so-noi-vu",
        inspection_factories.session("b1", "2025-12-01"),
        plan_slug="2025/lich",
        deadlines=dues,
    )
    publishing.publish("2025/so-noi-vu", told)
    text = visitor.get("/ke-hoach/2025/lich/").text
    assert "01/12/2025" in text
    assert ("Thời hạn</th>" in text) == shown
    assert ('data-label="Thời hạn"' in text) == shown
