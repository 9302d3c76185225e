"""A row of a plan's list that is wrong, stands already, was changed since or is elsewhere."""

import re

import pytest

from portal.plans.item_queries import items_of
from portal.plans.models import PlanItem
from tests import factories
from tests.plans.factories import address
from tests.plans.item_rows import ADD, GROUP, QUANTITY, TASK, item, only


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
