"""Pages of a plan's lists: one row at a time, as deadlines are edited."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.plans import item_actions
from portal.plans.item_queries import items_of
from portal.plans.item_rules import SHAPES, Task
from portal.plans.models import PlanItem, Strand
from portal.plans.publication import to_payload
from portal.plans.queries import plan_by_id
from portal.units.models import UnitBlock, UnitName
from tests import factories
from tests.plans.factories import address, bare
from tests.plans.item_rows import ADD, GROUP, QUANTITY, ROLE, SUBJECT, TASK, item, only


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
