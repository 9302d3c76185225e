"""An index plan in Word: steps, survey groups and ranked blocks are proposed, reviewed, taken."""

import io

import docx
import pytest

from portal.plans.importing.items_found import due_of, rated_in
from portal.plans.item_queries import items_of
from portal.plans.models import Plan, PlanItem
from tests import factories
from tests.plans.test_import_review import form_of, upload

STEPS = (
    ("TT", "Nội dung", "Thời gian hoàn thành", "Chủ trì", "Phối hợp thực hiện", "Ghi chú"),
    ("1", "Hướng dẫn chấm điểm", "Trước ngày 01/9/2023", "Sở Nội vụ", "Các cơ quan, đơn vị", ""),
    ("2", "Điều tra xã hội học.", "", "", "", ""),
    ("2.1", "Phát phiếu", "Tháng 10, 11 năm 2023", "Sở Nội vụ phối hợp với Bưu điện", "", "Phiếu"),
    ("", "và thu phiếu", "", "", "", ""),
)
ONLINE = (("TT", "Đối tượng điều tra", "Mã phiếu"), ("1", "Công chức các sở", "CC-S"))
PAPER = (
    ("TT", "Đối tượng điều tra", "Mã phiếu", "Số lượng phiếu điều tra"),
    ("1", "Lãnh đạo huyện đánh giá sở và cơ quan ngành dọc (2 phiếu * 02 sở)", "LĐ-H", "4"),
    ("TỔNG SỐ PHIẾU", "", "", "5"),
)


def _table(made, rows) -> None:
    table = made.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text


@pytest.fixture
def word() -> bytes:
    made = docx.Document()
    for text in (
        "KẾ HOẠCH", "Triển khai xác định Chỉ số cải cách hành chính năm 2023", "I. NỘI DUNG",
        "1. Đối tượng đánh giá, xếp hạng", "- Các cơ quan chuyên môn thuộc UBND tỉnh: 03 cơ quan;",
        "- UBND các huyện, thị xã: 01 địa phương;",
        "- Cơ quan ngành dọc: 01 cơ quan (Cục Thuế tỉnh).", "2. Nội dung triển khai",
    ):  # fmt: skip
        made.add_paragraph(text)
    _table(made, STEPS)
    made.add_paragraph("3. Điều tra xã hội học")
    made.add_paragraph("a) Đối tượng điều tra theo hình thức trực tuyến:")
    _table(made, ONLINE)
    made.add_paragraph("b) Đối tượng điều tra theo hình thức trực tiếp:")
    _table(made, PAPER)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


@pytest.fixture
def register(database):
    for code, name, kind in (
        ("so-noi-vu", "Sở Nội vụ", "department"), ("so-y-te", "Sở Y tế", "department"),
        ("cuc-thue", "Cục Thuế tỉnh", "vertical"), ("cuc-thong-ke", "Cục Thống kê", "vertical"),
        ("huyen-a", "Ủy ban nhân dân huyện A", "district"),
    ):  # fmt: skip
        factories.unit(code=code, name=name, short_name=name, type=kind, level="province")


def values(plan: Plan, name: str) -> list[dict]:
    return [row.value for row in items_of(plan, name)]


def test_all_three_lists_are_proposed_and_taken_with_their_rules(client, register, word):
    path = upload(client, word)
    page = client.get(path).text
    assert not PlanItem.select().exists()
    assert "Văn bản ghi 03 đơn vị, danh sách dưới có 02; hãy rà lại." in page
    assert "Văn bản ghi tổng 5 phiếu, cộng các dòng được 4 phiếu." in page
    client.post(path, form_of(page))
    plan = Plan.get()
    assert plan.kind == "index"
    steps = {one["number"]: one for one in values(plan, "tasks")}
    assert list(steps) == ["1", "2", "2.1"]
    assert steps["1"]["due"] == {"kind": "before_date", "day": "2023-09-01"}
    assert steps["1"]["lead"] == [{"name": "Sở Nội vụ", "code": "so-noi-vu"}]
    assert steps["1"]["support"] == [{"name": "Các cơ quan, đơn vị"}]
    assert "due" not in steps["2"]
    assert steps["2.1"]["title"] == "Phát phiếu và thu phiếu"
    assert steps["2.1"]["support"] == [{"name": "Bưu điện"}]
    assert steps["2.1"]["due"] == {"kind": "months", "months": [10, 11], "year": 2023}
    online, paper = values(plan, "survey_groups")
    assert (online["ballot_code"], online["mode"]) == ("CC-S", "online")
    assert (paper["mode"], paper["ballots"], paper["ballots_rule"]) == (
        "paper", 4, "2 phiếu * 02 sở",
    )  # fmt: skip
    assert paper["name"] == "Lãnh đạo huyện đánh giá sở và cơ quan ngành dọc"
    assert [one["code"] for one in paper["rates"]] == ["so-ban-nganh", "nganh-doc"]
    assert "rates" not in online
    blocks = {
        one["block"]["code"]: [unit["code"] for unit in one["units"]]
        for one in values(plan, "subjects")
    }
    assert blocks == {
        "so-ban-nganh": ["so-noi-vu", "so-y-te"], "huyen": ["huyen-a"], "nganh-doc": ["cuc-thue"],
    }  # fmt: skip


def test_a_block_holds_all_of_its_group_but_who_is_left_out(client, register):
    made = docx.Document()
    for text in (
        "KẾ HOẠCH", "Triển khai xác định Chỉ số cải cách hành chính năm 2023", "I. NỘI DUNG",
        "1. Đối tượng đánh giá, xếp hạng", "- Các sở, ban, ngành: 01 cơ quan (trừ Sở Y tế);",
    ):  # fmt: skip
        made.add_paragraph(text)
    kept = io.BytesIO()
    made.save(kept)
    path = upload(client, kept.getvalue())
    client.post(path, form_of(client.get(path).text))
    (block,) = values(Plan.get(), "subjects")
    assert [unit["code"] for unit in block["units"]] == ["so-noi-vu"]


def named(form: dict, start: str, value: str) -> str:
    return next(name for name in form if name.startswith(start) and form[name] == value)


def test_what_is_changed_or_left_out_is_so_and_faults_stand_at_their_fields(client, register, word):
    path = upload(client, word)
    form = form_of(client.get(path).text)
    number, units = named(form, "number_", "2.1"), named(form, "units_", "Cục Thuế tỉnh")
    refused = client.post(path, form | {number: "1", units: "Cục Không Có"}, 422).text
    assert "ghi hai lần" in refused
    assert "Chưa nhận ra: Cục Không Có." in refused
    assert not Plan.select().exists()
    form[units] = "Cục Thống kê"
    form.pop("take_" + number.removeprefix("number_"))
    start = named(form, "day_", "01/09/2023")
    client.post(path, form | {start: "05/09/2023"})
    plan = Plan.get()
    assert [one["number"] for one in values(plan, "tasks")] == ["1", "2"]
    assert values(plan, "tasks")[0]["due"]["day"] == "2023-09-05"
    assert values(plan, "subjects")[2]["units"] == [
        {"name": "Cục Thống kê", "code": "cuc-thong-ke"}
    ]


def test_rows_the_plan_has_already_are_not_doubled(client, register, word):
    path = upload(client, word)
    client.post(path, form_of(client.get(path).text))
    plan, before = Plan.get(), PlanItem.select().count()
    base = f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/nhap-word/"
    again = upload(client, word, base)
    refused = client.post(again, form_of(client.get(again).text), 422).text
    assert "Kế hoạch đã có mục này" in refused
    assert PlanItem.select().count() == before


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Trước ngày 15/10/2023", {"kind": "before_date", "day": "2023-10-15"}),
        ("Chậm nhất ngày 15/10/2023", {"kind": "by_date", "day": "2023-10-15"}),
        ("15/10/2023", {"kind": "on_date", "day": "2023-10-15"}),
        ("Quý IV/2023", {"kind": "quarter", "quarter": 4, "year": 2023}),
        ("Tháng 9 năm 2023", {"kind": "month", "month": 9, "year": 2023}),
        ("Từ ngày 01/9/2023 đến ngày 30/9/2023",
         {"kind": "range", "start": "2023-09-01", "end": "2023-09-30"}),
        ("Thường xuyên", None),
    ],
)  # fmt: skip
def test_the_time_of_a_step(words, rule):
    found = due_of(words, 2023)
    assert (found.to_dict() if found else None) == rule


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("Đại biểu đánh giá sở, huyện và cơ quan ngành dọc", "so-ban-nganh huyen nganh-doc"),
        ("Lãnh đạo phòng thuộc UBND cấp huyện đánh giá sở chủ quản", "so-ban-nganh"),
        ("Lãnh đạo sở đánh giá UBND các huyện, thị xã", "huyen"),
        ("Công chức sở đánh giá UBND các xã, phường", "xa"),
        ("Công chức các sở, ban, ngành", ""),
    ],
)  # fmt: skip
def test_a_row_says_whom_it_assesses(name, blocks):
    assert rated_in(name) == tuple(blocks.split())
