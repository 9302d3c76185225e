"""The statistics table without scripts: saved whole, wrong cells, conflicts, kps."""

import json

import pytest

from portal.reports.models import ReviewComment
from tests.page_forms import forms_of
from tests.reports.unit_pages.steps import (
    CELL,
    returned,
    stored,
    version,
)

SHARE = "stat:2.4-dung-han:current"


def test_the_table_saves_everything_and_shows_it_again(editor, duty, root):
    data = {"cutoff": "1/6/2024", CELL: "1.234", SHARE: ["3", "12"], "versions": "{}"}
    editor.follow(editor.post(root + "phu-luc-2/", data))
    assert stored(duty, "cutoff") == "2024-06-01"
    assert stored(duty, SHARE)["value"] == ["3", "25"]
    text = editor.get(root + "phu-luc-2/").text
    assert 'value="1.234"' in text
    assert "25%" in text


def test_wrong_cells_are_named_and_the_others_saved(editor, duty, root):
    data = {CELL: "mười", "stat:i.1-hoan-thanh:current": "3", "versions": "{}"}
    page = editor.post(root + "phu-luc-2/", data, 422)
    assert 'value="mười"' in page.text
    assert "Chỉ nhập chữ số" in page.text
    assert stored(duty, "stat:i.1-hoan-thanh:current") == {"state": "value", "value": "3"}


@pytest.mark.parametrize("versions", ["", "[]", "{bad", '{"stat:x": "y"}', "null"])
def test_odd_versions_never_break_the_table(editor, duty, root, versions):
    editor.post(root + "phu-luc-2/", {CELL: "5", "versions": versions})
    assert stored(duty, CELL)["value"] == "5"


def test_a_cell_that_both_changed_shows_both_numbers(editor, duty, root):
    editor.post(root + "phu-luc-2/", {CELL: "5", "versions": "{}"})
    page = editor.post(root + "phu-luc-2/", {CELL: "6", "versions": "{}"}, 409)
    assert "“5”" in page.text
    assert 'value="6"' in page.text
    again = json.dumps({CELL: version(duty, CELL)})
    editor.post(root + "phu-luc-2/", {CELL: "6", "versions": again})
    assert stored(duty, CELL)["value"] == "6"


def test_blank_cells_of_a_group_become_kps(editor, duty, root):
    before, now = "stat:i.1-hoan-thanh:previous", "stat:i.1-hoan-thanh:current"
    page = editor.post(root + "phu-luc-2/", {CELL: "5", "kps": "i.1", "versions": "{}"}, 200)
    assert "Năm 2024: 1 ô trống. Năm 2023: 2 ô trống (chưa đánh dấu)" in page.text
    assert (stored(duty, CELL)["value"], stored(duty, now)) == ("5", None), "only listed"
    form = next(one for one in forms_of(page.text) if "ghi-kps" in one.inputs)
    assert form.data()["chon"] == [now]
    answer = editor.post(root + "phu-luc-2/", {**form.data(), "ghi-kps": "1"}, 302)
    assert "vào 1 ô" in editor.follow(answer).text
    assert (stored(duty, now), stored(duty, before)) == ({"state": "none"}, None)
    chosen = {"kps": "i.1", "ghi-kps": "1", "chon": [before, CELL, SHARE]}
    editor.post(root + "phu-luc-2/", chosen, 302)
    assert stored(duty, before) == {"state": "none"}, "last year's by a tick of its own"
    assert stored(duty, CELL)["value"] == "5", "no number is written over"
    assert stored(duty, SHARE) is None


def test_a_comment_on_a_cell_stands_in_its_row(editor, duty, root):
    comment = returned(duty, editor, root)
    ReviewComment.update(field=CELL, text="Khác kế hoạch").where(
        ReviewComment.id == comment.id
    ).execute()
    text = editor.get(root + "phu-luc-2/").text
    assert "Sở Nội vụ: Khác kế hoạch" in text
    ReviewComment.update(fixed=True).execute()
    assert "Khác kế hoạch" not in editor.get(root + "phu-luc-2/").text
