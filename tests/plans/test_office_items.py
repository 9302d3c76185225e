"""Pages of a plan's lists: one row at a time, as deadlines are edited."""

import re
from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.plans import item_actions
from portal.plans.item_queries import items_of
from portal.plans.item_rules import SHAPES, Task, item_of
from portal.plans.models import Plan, PlanItem, Strand
from portal.plans.publication import to_payload
from portal.plans.queries import plan_by_id
from portal.units.models import UnitBlock, UnitName
from tests import factories
from tests.plans.factories import address, bare

QUANTITY = {"title": "Tự kiểm tra", "minimum": "40", "unit": "%"}
ROLE = {"role": "head", "body": "Sở Tài chính", "note": "chỉ cấp huyện"}
TASK = {"number": "4.1", "title": "Phát phiếu", "lead": "so tai chinh\nBưu điện tỉnh"}
GROUP = {"ballot_code": "LĐH-CH", "name": "Lãnh đạo huyện", "mode": "paper", "ballots": "40"}
SUBJECT = {"block": "so-ban-nganh", "units": "Sở Tài chính\nSở Y tế"}
ADD = {
    "quantities": ("them-chi-tieu/", QUANTITY),
    "team_roles": ("them-vai-tro/", ROLE),
    "tasks": ("them-viec/", TASK),
    "survey_groups": ("them-doi-tuong-dieu-tra/", GROUP),
    "subjects": ("them-khoi/", SUBJECT),
}


def only(plan: Plan, list_name: str) -> PlanItem:
    (row,) = items_of(plan, list_name)
    return row


def item(plan: Plan, list_name: str):
    return item_of(list_name, only(plan, list_name).value)


def test_every_list_can_be_edited():
    assert set(ADD) == set(SHAPES)


@pytest.mark.parametrize("list_name", ADD)
def test_a_row_is_added_once_shown_changed_moved_and_removed(client, made, list_name):
    part, facts = ADD[list_name]
    page = address(made)
    client.follow(client.post(page + part, facts))
    client.post(page + part, facts)
    row = only(made, list_name)
    assert client.get(page).text.count(f"/muc/{row.id}/") == 2  # to change it, to remove it
    edit = f"{page}muc/{row.id}/"
    client.get(edit)
    changed = dict(facts, version="1")
    key, text = next(
        (key, text)
        for key, text in (("title", "Đã sửa"), ("note", "Đã sửa"), ("name", "Đã sửa"),
                          ("units", "Sở Y tế"))
        if key in facts
    )  # fmt: skip
    client.post(edit, {**changed, key: text})
    stored = only(made, list_name)
    assert (stored.id, stored.version, stored.code) == (row.id, 2, row.code)
    other = PlanItem.create(
        plan=made, list_name=list_name, code="truoc", value=row.value, position=-1
    )
    client.post(f"{edit}thu-tu", {"huong": "len", "tu": "1"})
    assert [one.id for one in items_of(made, list_name)] == [row.id, other.id]
    client.post(f"{edit}thu-tu", {"huong": "xuong", "tu": "1"})  # it is not there any more
    assert [one.id for one in items_of(made, list_name)] == [row.id, other.id]
    client.follow(client.post(f"{edit}xoa", {"version": "2"}))
    assert only(made, list_name).id == other.id
    assert {"add-plan-item", "edit-plan-item", "move-plan-item", "remove-plan-item"} <= {
        entry.action for entry in AuditEntry.select()
    }


def test_what_is_typed_is_what_is_kept(client, made):
    page, strand = address(made), Strand.get()
    client.post(page + "them-chi-tieu/", {**QUANTITY, "maximum": "60,5", "strand": str(strand.id)})
    amount = item(made, "quantities")
    assert (amount.minimum, amount.maximum) == (40, 60.5)
    assert only(made, "quantities").strand_id == strand.id
    client.post(
        page + "them-viec/",
        {**TASK, "support": "Các cơ quan, đơn vị", "kind": "on_date", "day": "30/10/2023"},
    )
    task = item(made, "tasks")
    assert task.due.to_dict() == {"kind": "on_date", "day": "2023-10-30"}
    assert [(one.name, bool(one.code)) for one in task.lead] == [
        ("Sở Tài chính", True), ("Bưu điện tỉnh", False)
    ]  # fmt: skip
    assert [one.name for one in task.support] == ["Các cơ quan, đơn vị"]
    client.post(page + "them-doi-tuong-dieu-tra/", {**GROUP, "rates": ["huyen", "so-ban-nganh"]})
    assert [one.code for one in item(made, "survey_groups").rates] == ["huyen", "so-ban-nganh"]
    payload = to_payload(plan_by_id(made.id))
    assert payload.quantities[0].strand_name == strand.name
    assert (payload.tasks[0].due_words, payload.tasks[0].last_day) == (
        "Ngày 30/10/2023", "2023-10-30"
    )  # fmt: skip


def test_names_are_those_of_the_plans_day(client, made):
    """The plan is of 28/02/2024; today the unit has another name."""
    unit = factories.unit("Sở Mới")
    UnitName.create(unit=unit, name="Sở Cũ", valid_to=date(2025, 2, 28))
    UnitBlock.create(unit=unit, block="huyen")
    UnitBlock.create(unit=factories.unit("Sinh sau", valid_from=date(2025, 3, 1)), block="huyen")
    page = address(made)
    client.post(page + "them-vai-tro/", {**ROLE, "body": "sở mới"})
    assert item(made, "team_roles").body.name == "Sở Cũ"
    client.post(page + "them-khoi/", {"block": "huyen", "units": ""})
    subject = item(made, "subjects")
    assert [(one.name, one.code) for one in subject.units] == [("Sở Cũ", unit.code)]


def test_a_recorded_name_keeps_what_it_stands_for(client, made):
    page = address(made)
    client.post(page + "them-viec/", TASK)
    row = only(made, "tasks")
    code = row.value["lead"][0]["code"]
    factories.unit("Sở Tài chính", code="trung-ten")
    facts = {**TASK, "lead": "Sở Tài chính", "version": "1"}
    client.post(f"{page}muc/{row.id}/", facts)
    assert item(made, "tasks").lead[0].code == code


@pytest.mark.parametrize(
    ("list_name", "facts", "message"),
    [
        ("quantities", {"title": ""}, "Nhập chỉ tiêu."),
        ("quantities", {"minimum": ""}, "ít nhất một trong hai số"),
        ("quantities", {"minimum": "101"}, "từ 0 đến 100"),
        ("quantities", {"minimum": "bốn"}, "Chỉ nhập chữ số"),
        ("quantities", {"maximum": "30"}, "tối thiểu lớn hơn"),
        ("quantities", {"unit": "con"}, "Chọn một mục có trong danh sách"),
        ("quantities", {"strand": "999"}, "Chọn một mục có trong danh sách"),
        ("team_roles", {"body": ""}, "Nhập cơ quan."),
        ("team_roles", {"role": "chief"}, "Chọn một mục có trong danh sách"),
        ("tasks", {"number": ""}, "Nhập số thứ tự."),
        ("tasks", {"number": "1" * 13}, "tối đa 12"),
        ("tasks", {"kind": "on_date"}, "Nhập ngày."),
        ("tasks", {"kind": "duration", "n": "4", "most": "2"}, "bằng hoặc lớn hơn"),
        ("tasks", {"kind": "la"}, "Chọn một mục có trong danh sách"),
        ("survey_groups", {"ballots": "0"}, "từ 1 trở lên"),
        ("survey_groups", {"ballots": "2,5"}, "số nguyên"),
        ("survey_groups", {"mode": ""}, "Chọn hình thức."),
        ("survey_groups", {"rates": ["la"]}, "Chọn một mục có trong danh sách"),
        ("subjects", {"block": ""}, "Chọn khối."),
        ("subjects", {"units": "Sở Vũ trụ"}, "Chưa khớp đơn vị nào: Sở Vũ trụ"),
        ("subjects", {"block": "xa", "units": ""}, "Khối chưa có đơn vị nào"),
    ],
)
def test_a_wrong_row_is_refused(client, made, list_name, facts, message):
    part, good = ADD[list_name]
    text = client.post(address(made) + part, {**good, **facts}, 422).text
    assert message in text
    assert PlanItem.select().count() == 0


@pytest.mark.parametrize(
    ("list_name", "message"),
    [("tasks", "Số thứ tự này"), ("survey_groups", "Mã phiếu này"), ("subjects", "Khối này")],
)
def test_a_number_or_code_stands_once(client, made, list_name, message):
    part, good = ADD[list_name]
    page = address(made)
    client.post(page + part, good)
    different = (
        {**good, "units": "Sở Y tế"} if "units" in good else {**good, "note": "x", "name": "y"}
    )
    assert message in client.post(page + part, different, 422).text
    free = {"tasks": {"number": "5"}, "survey_groups": {"ballot_code": "KHAC"},
            "subjects": {"block": "huyen"}}[list_name]  # fmt: skip
    client.post(page + part, {**different, **free})
    last = items_of(made, list_name)[-1]
    text = client.post(f"{page}muc/{last.id}/", {**different, "version": "1"}, 422).text
    assert message in text


def test_two_people_at_one_row_see_both_texts(client, made):
    page = address(made)
    client.post(page + "them-doi-tuong-dieu-tra/", GROUP)
    row = only(made, "survey_groups")
    edit = f"{page}muc/{row.id}/"
    client.post(edit, {**GROUP, "ballots": "50", "version": "1"})
    mine = {**GROUP, "ballots": "36", "mode": "online", "version": "1"}
    text = client.post(edit, mine, 409).text
    assert re.search(r'id="dang-luu-1"[^>]*>\s*Phiếu giấy</textarea>', text)
    assert re.search(r'id="cua-minh-1"[^>]*>\s*Trực tuyến</textarea>', text)
    assert re.search(r'id="dang-luu-2"[^>]*>\s*50</textarea>', text)
    assert item(made, "survey_groups").ballots == 50
    client.post(edit, {**mine, "version": "2"})
    assert item(made, "survey_groups").ballots == 36


def test_a_step_shows_both_texts_too(client, made):
    page = address(made)
    client.post(page + "them-viec/", TASK)
    edit = f"{page}muc/{only(made, 'tasks').id}/"
    client.post(edit, {**TASK, "title": "Của người khác", "version": "1"})
    text = client.post(edit, {**TASK, "title": "Của mình", "version": "1"}, 409).text
    assert "Của người khác" in text
    assert "Của mình" in text


def test_a_row_changed_since_is_not_removed_unseen(client, made):
    page = address(made)
    client.post(page + "them-chi-tieu/", QUANTITY)
    row = only(made, "quantities")
    client.post(f"{page}muc/{row.id}/", {**QUANTITY, "minimum": "50", "version": "1"})
    for version in ("1", "", "x", "²"):
        answer = client.post(f"{page}muc/{row.id}/xoa", {"version": version})
        assert "vừa được người khác sửa" in client.follow(answer).text
    assert item(made, "quantities").minimum == 50


def test_a_row_of_another_plan_is_not_found(client, made):
    client.post(address(made) + "them-chi-tieu/", QUANTITY)
    row = only(made, "quantities")
    other = address(factories.plan(2025))
    client.get(f"{other}muc/{row.id}/", 404)
    for part in ("", "xoa", "thu-tu"):
        client.post(f"{other}muc/{row.id}/{part}", {**QUANTITY, "version": "1"}, 404)
    assert only(made, "quantities").version == 1


def test_the_sentence_is_shown_before_saving(client, made):
    path = address(made) + "them-viec/"
    assert 'name="day"' not in client.get(path).text
    facts = {**TASK, "kind": "before_date", "day": "15/10/2023"}
    text = client.post(path, {**facts, "xem": "1"}, 200).text
    assert "Chậm nhất hết ngày 14/10/2023" in text
    assert PlanItem.select().count() == 0
    assert bare(client.htmx(path).text) in bare(client.get(path).text)


def test_warnings_stand_on_the_page_of_the_plan(client, made):
    page = address(made)
    client.post(page + "them-khoi/", SUBJECT)
    client.post(
        page + "them-doi-tuong-dieu-tra/",
        {**GROUP, "rates": ["so-ban-nganh"], "ballots_rule": "2 phiếu × 20 sở"},
    )
    assert "có 2 đơn vị, nhưng cách tính số phiếu chỉ tính 20" in client.get(page).text


def test_the_kind_of_a_plan_is_chosen_and_kept(client, made):
    path = address(made)
    facts = {"title": made.title, "year": "2024"}
    client.post(f"{path}sua/", {**facts, "kind": "index", "version": "1"})
    assert plan_by_id(made.id).kind == "index"
    client.post(f"{path}sua/", {**facts, "version": "2"})
    assert plan_by_id(made.id).kind == "index"
    assert "Thêm đối tượng điều tra" in client.get(path).text
    client.post(f"{path}sua/", {**facts, "kind": "la", "version": "3"}, 422)


def test_a_reader_sees_the_lists_and_no_button(made, sign_in, clerk):
    item_actions.add_item(clerk, made, Task("1", "Hướng dẫn"))
    text = sign_in("supervisor").get(address(made)).text
    assert "1. Hướng dẫn" in text
    assert "/muc/" not in text
