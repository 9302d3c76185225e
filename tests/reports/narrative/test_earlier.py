"""Shortcomings as items, and what became of last year's."""

import json
from copy import deepcopy

import pytest

from portal.reports import queries as reads
from portal.reports.models import DraftField, Duty
from portal.reports.narrative.earlier_rules import Earlier, earlier_in, unanswered
from portal.reports.overview import overview
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories, office_factories

CODE, FIELD, ANSWERS = "p2.i.2", "outline:p2.i.2", "earlier:p2.i.2"
SLOW = "Chậm ban hành kế hoạch"
SAID = [{"text": SLOW, "cause": "thiếu người"}, {"text": "Thiếu máy", "remedy": "mua máy",
        "by_when": "30/6/2025"}]  # fmt: skip


@pytest.fixture
def unit(database):
    return base.unit()


@pytest.fixture
def duty(unit):
    before = office_factories.duty(unit, year=2024)
    values = {**deepcopy(office_factories.VALUES), FIELD: SAID}
    office_factories.submission(before, values, state="accepted")
    return office_factories.duty(unit, year=2025)


@pytest.fixture
def page(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/de-cuong/{CODE}/"


@pytest.fixture
def editor(sign_in, unit):
    return sign_in("unit_editor", unit)


def stored(duty, field):
    return reads.draft_values(reads.duty_row(duty.id)).get(field)


def test_an_item_has_its_remedy_and_day_and_old_ones_stay_as_they_are(editor, duty, page):
    values = [SLOW, "thiếu người", "", "", "Thiếu máy", "", "mua máy", "30/6/2025", "", "", "", ""]
    editor.post(page, {"value": values, "version": "0", "luu": "1"})
    first, second = stored(duty, FIELD)
    assert first == {"text": SLOW, "cause": "thiếu người"}
    assert second == {
        "text": "Thiếu máy", "cause": "", "remedy": "mua máy", "by_when": "30/6/2025",
    }  # fmt: skip
    assert json.loads(DraftField.get(code=FIELD).value)[0] == office_factories.VALUES[FIELD][0]
    shown = editor.get(page.partition("de-cuong")[0] + "kiem-tra/").text
    assert "giải pháp: mua máy; khắc phục xong trước: 30/6/2025" in shown
    editor.post(page, {"value": ["", "", "mua máy", ""], "version": "1", "luu": "1"}, 422)


@pytest.mark.parametrize(
    "said", ["", "Quý I/2027", "tháng 6/2027", "trước ngày 30/6/2027", "30-06-2027", "1.2.3"]
)
def test_by_when_is_said_in_any_words(editor, duty, page, said):
    editor.post(page, {"value": ["Thiếu máy", "", "", said], "version": "0", "luu": "1"})
    assert stored(duty, FIELD)[0].get("by_when", "") == said


@pytest.mark.parametrize("said", ["32/13/2026", "30/2/2027", "trước 31-04-2027", "31.6.2027"])
def test_a_day_that_is_none_is_refused_with_everything_still_there(editor, duty, page, said):
    values = ["Thiếu máy", "ít tiền", "mua máy", said]
    text = editor.post(page, {"value": values, "version": "0", "luu": "1"}, 422).text
    assert "Khắc phục xong trước “" in text
    assert "Không có " in text
    kept = next(form for form in forms_of(text) if "value" in form.inputs).data()["value"]
    assert kept[:4] == values
    assert stored(duty, FIELD) is None


def test_last_years_shortcomings_are_asked_again(editor, duty, page):
    assert "2 tồn tại đã nêu năm trước" in editor.get(page).text
    asked = editor.get(page + "nam-truoc/").text
    assert "Giải pháp đã nêu: mua máy. Khắc phục xong trước: 30/6/2025." in asked
    gaps = [gap.label for gap in overview(duty).gaps if gap.field == ANSWERS]
    assert len(gaps) == 1
    assert gaps[0].endswith("còn 2 mục")
    data = next(form for form in forms_of(asked) if "version" in form.inputs).data()
    assert [text for text in data["value"] if text] == [SLOW, "Thiếu máy"]
    answer = editor.post(
        page + "nam-truoc/",
        {"value": [SLOW, "yes", "", "Thiếu máy", "no", ""], "version": "0"},
    )
    assert answer.headers["Location"].endswith("nam-truoc/"), "“chưa” needs its reason"
    answer = editor.post(
        page + "nam-truoc/",
        {"value": [SLOW, "yes", "", "Thiếu máy", "no", "Chưa có kinh phí"], "version": "1"},
    )
    assert answer.headers["Location"].endswith(page)
    assert not [gap for gap in overview(duty).gaps if gap.field == ANSWERS]
    shown = editor.get(page.partition("de-cuong")[0] + "kiem-tra/").text
    assert "Kết quả khắc phục tồn tại, hạn chế đã nêu năm trước:" in shown
    assert "Thiếu máy (kết quả: chưa khắc phục; lý do: Chưa có kinh phí)" in shown
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    assert editor.get(page + "nam-truoc/", 302).headers["Location"].endswith("/kiem-tra/")


def test_two_people_answer_and_see_both(editor, duty, page):
    here = page + "nam-truoc/"
    editor.post(here, {"value": [SLOW, "yes", ""], "version": "0"})
    answer = editor.post(here, {"value": [SLOW, "no", "Chưa xong"], "version": "0"}, 409).text
    assert "đã khắc phục" in answer
    assert "Chưa xong" in answer
    saved = {"code": ANSWERS, "value": [SLOW, "no", "Chưa xong"], "version": "1"}
    editor.post(page.partition("de-cuong")[0] + "truong/", saved, 200)
    assert stored(duty, ANSWERS) == [{"text": SLOW, "fixed": "no", "why": "Chưa xong"}]


def test_what_was_not_put_right_is_asked_until_it_is():
    form = factories.definition()
    values = {
        FIELD: [{"text": "Mới"}],
        ANSWERS: [
            {"text": "Cũ", "fixed": "no", "why": "chờ"}, {"text": "Xong", "fixed": "yes", "why": ""}
        ],
    }  # fmt: skip
    assert earlier_in(form, values) == {CODE: [Earlier("Cũ"), Earlier("Mới")]}
    assert earlier_in(form, {}) == {}
    items = [Earlier("Cũ"), Earlier("Mới")]
    assert unanswered(items, values[ANSWERS]) == [Earlier("Mới")]


def test_other_sections_have_no_such_page(editor, duty, page):
    editor.get(page.replace(CODE, "p1.i") + "nam-truoc/", 404)
    data = {"code": "earlier:p1.i", "value": ["a", "yes", ""], "version": "0"}
    editor.post(page.partition("de-cuong")[0] + "truong/", data, 422)
