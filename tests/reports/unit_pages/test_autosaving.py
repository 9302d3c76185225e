"""One field at a time: its version, its refusals, its four queries."""

import json

import pytest

from portal.reports.models import DraftField, Duty
from tests import factories as base
from tests.reports.unit_pages.steps import CELL, HOME, autosave, stored


def test_autosave_answers_out_of_band_with_the_new_version(editor, duty, root):
    answer = autosave(editor, root, CELL, "1234")
    assert answer.headers["X-Field-Version"] == "1"
    assert json.loads(answer.headers["X-Field-Value"]) == ["1.234"]
    assert "hx-swap-oob" in answer.text
    assert "Đã lưu" in answer.text


def test_an_autosave_asks_the_database_four_times(editor, duty, root, queries):
    autosave(editor, root, CELL, "5")
    editor.get(root)
    data = {"csrf_token": editor.token, "code": CELL, "value": "6", "version": 1}
    with queries() as seen:
        answer = editor.http.post(root + "truong/", data=data, headers={"HX-Request": "true"})
    assert answer.headers["X-Field-Version"] == "2"
    assert seen.count <= 4, seen.statements


def test_autosave_of_a_wrong_number_says_so_at_the_row(editor, duty, root):
    answer = autosave(editor, root, CELL, "mười", status=422)
    assert 'id="m-stat-i_1-nhiem-vu"' in answer.text
    assert stored(duty, CELL) is None


def test_autosave_conflict_offers_both(editor, duty, root):
    autosave(editor, root, CELL, "5")
    answer = autosave(editor, root, CELL, "6", tab="the-2", status=409)
    assert 'data-keep="mine"' in answer.text
    assert 'data-keep="theirs"' in answer.text
    assert stored(duty, CELL)["value"] == "5"


@pytest.mark.parametrize("code", ["", "x", "stat:a:current", "task:0123456789ab", "done:p1.i", "é"])
def test_autosave_of_an_unknown_field_is_refused(editor, root, code):
    autosave(editor, root, code, "5", status=422)


def test_autosave_without_a_token_or_a_session_is_refused(editor, app, root):
    data = {"code": CELL, "value": "5"}
    htmx = {"HX-Request": "true"}
    assert editor.http.post(root + "truong/", data=data, headers=htmx).status_code == 400
    assert app.test_client().post(root + "truong/", data=data, headers=htmx).status_code in (
        400,
        401,
    )
    assert DraftField.select().count() == 0


def test_autosave_of_another_unit_is_not_found(sign_in, root):
    stranger = sign_in("unit_editor", base.unit())
    stranger.get(HOME)
    data = {"csrf_token": stranger.token, "code": CELL, "value": "5"}
    assert stranger.http.post(root + "truong/", data=data).status_code == 404


def test_after_sending_autosave_says_that_it_is_locked(editor, root):
    Duty.update(state="submitted").execute()
    assert "đã được gửi" in autosave(editor, root, CELL, "5", status=422).text
