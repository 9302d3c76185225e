"""A section with formatting on its pages, in Word and with the office; old fonts; undo."""

import io

import docx
import pytest

from portal.reports import queries as reads
from portal.reports.models import DraftField, Duty
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories

FIELD = "outline:p1.i"
RICH = (
    "<p>Kết <b>quả</b></p><ul><li>Một</li></ul>"
    "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>"
)
MARKED = {"marked": "Kết **quả**\n\n- Một\n\n| A |\n|---|\n| 1 |"}


@pytest.fixture
def duty(database):
    return factories.duty(base.unit())


@pytest.fixture
def root(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/"


@pytest.fixture
def page(root):
    return root + "de-cuong/p1.i/"


@pytest.fixture
def editor(sign_in, duty):
    return sign_in("unit_editor", duty.unit)


def stored(duty):
    return reads.draft_values(reads.duty_row(duty.id)).get(FIELD)


def version(duty):
    return DraftField.get(DraftField.duty == duty, DraftField.code == FIELD).version


def test_what_the_editor_sends_is_cleaned_and_kept(editor, duty, root, page):
    data = {"code": FIELD, "value": [RICH + "<script>x</script>", "html"], "version": "0"}
    editor.post(root + "truong/", data, 200)
    assert stored(duty) == MARKED
    shown = editor.get(page).text
    assert "<p>Kết <strong>quả</strong></p><ul><li>Một</li></ul>" in shown
    assert "Kết <strong>quả</strong>" in editor.get(root + "kiem-tra/").text
    again = {"code": FIELD, "value": [RICH, "html"], "version": "1"}
    editor.post(root + "truong/", again, 200)
    assert version(duty) == 1, "the same text is no edit"


def test_without_javascript_it_is_edited_with_its_marks(editor, duty, root, page):
    editor.post(root + "truong/", {"code": FIELD, "value": [RICH, "html"], "version": "0"}, 200)
    form = next(form for form in forms_of(editor.get(page).text) if "mark" in form.inputs)
    data = form.data()
    assert data["value"] == [MARKED["marked"], "marked"]
    data.pop("csrf_token")
    editor.post(page, {**data, "value": [MARKED["marked"] + "\n\n*Thêm*", "marked"], "luu": "1"})
    assert stored(duty) == {"marked": MARKED["marked"] + "\n\n*Thêm*"}


def test_a_plain_answer_stays_plain_text(editor, duty, root, page):
    text = "5 * 3 * 2 = 30\n- Một\n| không phải bảng |"
    editor.post(page, {"value": text, "version": "0", "luu": "1"})
    assert stored(duty) == text
    assert "5 * 3 * 2 = 30" in editor.get(root + "kiem-tra/").text
    sent = "<p>5 * 3 * 2 = 30</p><ul><li>Một</li></ul><p>| không phải bảng |</p>"
    editor.post(root + "truong/", {"code": FIELD, "value": [sent, "html"], "version": "1"}, 200)
    assert (stored(duty), version(duty)) == (text, 1)


def test_two_people_meet_with_both_texts_and_nothing_typed_is_lost(editor, duty, root, page):
    editor.post(root + "truong/", {"code": FIELD, "value": [RICH, "html"], "version": "0"}, 200)
    mine = {"value": ["<p>Của <i>tôi</i></p>", "html"], "version": "0", "luu": "1"}
    answer = editor.post(page, mine, 409).text
    assert "Kết quả" in answer
    assert "<p>Của <em>tôi</em></p>" in answer
    assert stored(duty) == MARKED
    told = editor.post(root + "truong/", {"code": FIELD, **mine, "version": "0"}, 409).text
    assert "Kết quả" in told
    assert "**" not in told


def test_too_long_is_refused_and_kept_on_the_screen(editor, duty, page):
    html = f"<p><b>{'dài ' * 6000}</b></p>"
    answer = editor.post(page, {"value": [html, "html"], "version": "0", "luu": "1"}, 422).text
    assert "20.000 ký tự" in answer
    assert "<strong>dài dài" in answer
    assert stored(duty) is None


def test_the_word_file_has_the_formatting(editor, duty, root):
    editor.post(root + "truong/", {"code": FIELD, "value": [RICH, "html"], "version": "0"}, 200)
    file = docx.Document(io.BytesIO(editor.http.get(root + "bao-cao.docx").data))
    line = next(one for one in file.paragraphs if one.text == "Kết quả")
    assert [run.text for run in line.runs if run.bold] == ["quả"]
    assert any(one.text == "- Một" for one in file.paragraphs)
    assert any(table.cell(0, 0).text == "A" for table in file.tables)


def test_pasted_html_comes_back_clean_with_what_is_not_kept(editor, duty, root):
    html = "<p onclick=x>Kết <b>quả</b><img src=x></p>"
    answer = editor.post(root + "lam-sach/", {"html": html}, 200).json
    assert answer["html"] == "<p>Kết <strong>quả</strong></p>"
    assert (answer["text"], answer["rich"]) == ("Kết quả", True)
    assert "1 hình ảnh" in answer["notes"][0]
    assert not editor.post(root + "lam-sach/", {"html": "<p>Kết quả</p>"}, 200).json["rich"]
    deep = editor.post(root + "lam-sach/", {"html": "<div>" * 300}, 422).json
    assert "lồng nhau" in deep["message"]
    assert stored(duty) is None


def test_an_old_font_is_told_converted_and_taken_back(editor, duty, page):
    old = "Céng hoµ x· héi chñ nghÜa"
    answer = editor.post(page, {"value": old, "version": "0", "luu": "1"})
    assert answer.headers["Location"].endswith(page), "the warning stands where the text is"
    shown = editor.get(page).text
    assert "TCVN3" in shown
    assert "Chuyển sang Unicode" in shown
    data = {"value": old + " ViÖt Nam", "version": "1"}
    answer = editor.post(page + "phong-chu/", data)
    assert stored(duty) == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    undo = next(
        form for form in forms_of(editor.get(answer.headers["Location"]).text)
        if "truoc" in form.inputs
    ).data()  # fmt: skip
    undo.pop("csrf_token")
    editor.post(page + "hoan-tac/", undo)
    assert stored(duty) == old + " ViÖt Nam"
    assert "Hoàn tác" not in editor.get(f"{page}?truoc=1").text.partition("<form")[0]


def test_an_old_font_is_told_while_one_types(editor, duty, root, page):
    old = {"code": FIELD, "value": "Céng hoµ x· héi", "version": "0"}
    said = editor.post(root + "truong/", old, 200).text
    assert "TCVN3" in said
    assert f'formaction="{page}phong-chu/"' in said
    new = {"code": FIELD, "value": "Cộng hoà xã hội", "version": "1"}
    assert "phong-chu" not in editor.post(root + "truong/", new, 200).text


def test_formatting_survives_the_change_of_font(editor, duty, page):
    data = {"value": ["<p>Céng <b>hoµ x· héi</b></p>", "html"], "version": "0"}
    editor.post(page + "phong-chu/", data)
    assert stored(duty) == {"marked": "Cộng **hoà xã hội**"}


def test_good_vietnamese_is_not_touched(editor, duty, page):
    editor.post(page + "phong-chu/", {"value": "Đã hoàn thành", "version": "0"})
    assert stored(duty) == "Đã hoàn thành"
    editor.post(page + "hoan-tac/", {"version": "1", "truoc": "7"}, 404)
    Duty.update(state="submitted").execute()
    editor.post(page + "phong-chu/", {"value": "Céng hoµ x· héi", "version": "1"})
    editor.post(page + "hoan-tac/", {"version": "1", "truoc": "0"})
    assert stored(duty) == "Đã hoàn thành"
