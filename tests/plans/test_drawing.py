"""Draws in the office: agreed first, drawn once, kept for ever."""

import io
from zipfile import ZipFile

import docx
import pytest

from portal.accounts.models import AuditEntry
from portal.plans.drawing.models import Draw
from portal.plans.models import Strand, StrandUnit
from tests import factories
from tests.plans.factories import address

SEED = {
    "seed": "  48 2915 ", "reference": "Kết quả xổ số ngày 05/03/2024", "sure": "1",
    "witnesses": "Lò Văn An, Chánh Văn phòng\nHà Thị Bình, Phó Trưởng phòng",
}  # fmt: skip


@pytest.fixture
def communes(made):
    """Twenty communes beside the two departments of the plan; one was inspected last year."""
    units = [
        factories.unit(f"Ủy ban nhân dân xã {n:02}", level="commune", type="commune")
        for n in range(20)
    ]
    earlier = factories.plan(2023)
    factories.visit(earlier, units[3], state="concluded")
    return units


def pool_form(**changes):
    return {
        "strand": str(Strand.get().id), "level": "commune", "amount": "20", "how": "percent",
        "spare_visited": "1", "seed_source": "Xổ số miền Bắc ngày 05/03/2024", **changes,
    }  # fmt: skip


@pytest.fixture
def prepared(client, made, communes):
    """A draw of 20 % of the communes, without the one inspected last year."""
    path = address(made, "chon-ngau-nhien/them/")
    page = client.post(path, {**pool_form(), "viec": "xem"}, 200).text
    assert "Danh sách: 20 đơn vị" in page
    assert "đã kiểm tra năm 2023" in page
    fields = pool_form(listed=f"{Strand.get().id}|commune|", viec="chot")
    fields[f"ly-do-{communes[3].code}"] = "đã kiểm tra năm 2023"
    client.follow(client.post(path, fields))
    # the second click of a double click is the same draw
    client.post(path, fields, 302)
    return Draw.get()


def test_a_draw_is_agreed_drawn_and_added(client, made, prepared, communes):
    assert (prepared.state, prepared.wanted, len(prepared.pool)) == ("prepared", 4, 19)
    assert prepared.excluded[0]["code"] == communes[3].code
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    page = client.follow(client.post(path, SEED)).text
    found = Draw.get()
    assert (found.state, found.seed, len(found.result)) == ("drawn", "48 2915", 4)
    assert communes[3].code not in {one["code"] for one in found.result}
    assert found.result[0]["name"] in page
    assert "Lò Văn An, Chánh Văn phòng" in page
    client.follow(client.post(f"{path}dua-vao"))
    names = {row.unit.code for row in StrandUnit.select()}
    assert {one["code"] for one in found.result} < names
    assert len(names) == 6
    assert AuditEntry.select().where(AuditEntry.action == "draw-units").count() == 1


def test_a_result_is_never_drawn_again_but_voided_with_a_reason(client, made, prepared):
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    client.post(path, SEED, 302)
    before = Draw.get().result
    again = client.follow(client.post(path, {**SEED, "seed": "999999"})).text
    assert "không chọn lại được" in again
    assert (Draw.get().result, Draw.get().seed) == (before, "48 2915")
    client.post(f"{path}huy/", {"reason": ""}, 422)
    client.follow(client.post(f"{path}huy/", {"reason": "Gõ sai hạt giống"}))
    assert (Draw.get().state, Draw.get().result) == ("voided", before)
    text = client.get(address(made, "chon-ngau-nhien/")).text
    assert "Gõ sai hạt giống" in text
    client.follow(client.post(f"{path}dua-vao"))
    assert StrandUnit.select().count() == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": "12"}, "ít nhất 4 ký tự"),
        ({"witnesses": "Lò Văn An, Chánh Văn phòng"}, "ít nhất 2 người"),
        ({"sure": ""}, "xác nhận đã đối chiếu"),
        ({"reference": ""}, "Nhập nơi kiểm tra"),
    ],
)
def test_a_draw_without_its_proof_is_refused(client, made, prepared, change, message):
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    fields = {name: text for name, text in {**SEED, **change}.items() if text}
    assert message in client.post(path, fields, 422).text
    assert Draw.get().state == "prepared"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": ""}, "Chọn cấp hoặc khối"),
        ({"amount": "21", "how": "count"}, "Chỉ có 20 đơn vị"),
        ({"amount": "101"}, "Chỉ có 20 đơn vị"),
    ],
)
def test_a_pool_that_cannot_be_is_refused(client, made, communes, change, message):
    fields = pool_form(listed=f"{Strand.get().id}|commune|", viec="chot", **change)
    path = address(made, "chon-ngau-nhien/them/")
    assert message in client.post(path, fields, 422).text
    assert not Draw.select().exists()


def test_a_list_asks_for_no_number_and_no_source_yet(client, made, communes):
    fields = pool_form(amount="", seed_source="", viec="xem")
    page = client.post(address(made, "chon-ngau-nhien/them/"), fields, 200).text
    assert "Danh sách: 20 đơn vị" in page
    assert "Nhập số lượng" not in page


@pytest.mark.parametrize("which", ["chot", "xem"])
def test_reasons_typed_beside_units_outlive_a_wrong_number(client, made, communes, which):
    fields = pool_form(listed=f"{Strand.get().id}|commune|", viec=which, amount="hai")
    fields[f"ly-do-{communes[7].code}"] = "Đang sắp xếp bộ máy"
    page = client.post(address(made, "chon-ngau-nhien/them/"), fields, 422).text
    assert "Đang sắp xếp bộ máy" in page
    assert "Danh sách: 20 đơn vị" in page


def test_a_second_draw_proposes_to_leave_out_what_the_first_one_gave(client, made, prepared):
    first = address(made, f"chon-ngau-nhien/{prepared.number}/")
    client.post(first, SEED, 302)
    path = address(made, "chon-ngau-nhien/them/")
    page = client.post(path, {**pool_form(), "viec": "xem"}, 200).text
    assert page.count(f"đã được chọn ở lần {prepared.number}") == 4
    # drawn twice all the same: whoever adds them is told how many there were before
    every = pool_form(listed=f"{Strand.get().id}|commune|", viec="chot", amount="100")
    client.post(path, every, 302)
    second = address(made, f"chon-ngau-nhien/{prepared.number + 1}/")
    client.post(second, SEED, 302)
    client.post(f"{first}dua-vao")
    said = client.follow(client.post(f"{second}dua-vao")).text
    assert "Đã đưa thêm 16 đơn vị" in said
    assert "4 đơn vị còn lại đã có trong danh sách từ trước" in said


def test_the_minutes_say_everything_to_redo_the_draw(client, made, prepared):
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    client.get(f"{path}bien-ban.docx", 404)
    client.post(path, SEED, 302)
    with client.http.get(f"{path}bien-ban.docx") as answer:
        text = ZipFile(io.BytesIO(answer.data)).read("word/document.xml").decode()
    found = Draw.get()
    for said in (found.seed, found.commitment, found.result[0]["code"], "Lò Văn An"):
        assert said in text


def test_each_witness_has_a_place_to_sign(client, made, prepared):
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    client.post(path, SEED, 302)
    with client.http.get(f"{path}bien-ban.docx") as answer:
        *_, places = docx.Document(io.BytesIO(answer.data)).tables
    names = [row["name"] for row in Draw.get().witnesses]
    assert len(names) > 1
    assert [row.cells[0].text.split() for row in places.rows[1:]] == [one.split() for one in names]
    assert all(row.cells[0].text.startswith("\n\n\n") for row in places.rows[1:])


def test_leaders_read_and_do_not_draw(sign_in, made, prepared):
    path = address(made, f"chon-ngau-nhien/{prepared.number}/")
    leader = sign_in("supervisor")
    assert "Chọn và ghi kết quả" not in leader.get(path).text
    leader.post(path, SEED, 404)
    assert Draw.get().state == "prepared"
