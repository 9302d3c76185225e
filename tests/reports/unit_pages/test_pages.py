"""The unit's pages: who may open them, and what the start pages say of a report."""

from datetime import date

import pytest

from portal.reports.models import DraftField, Duty
from tests import factories as base
from tests.reports import factories
from tests.reports.unit_pages.steps import CELL, HOME, sending

PAGES = (
    "", "de-cuong/p1.i/", "de-cuong/p2.iv/", "phu-luc-1/", "phu-luc-1/the-che/them/",
    "phu-luc-2/", "minh-chung/", "kiem-tra/", "gui/",
)  # fmt: skip
READ_ONLY = ("", "minh-chung/", "kiem-tra/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_the_unit_alone(editor, sign_in, visitor, root, page):
    editor.get(root + page)
    sign_in("unit_editor", base.unit()).get(root + page, 404)
    sign_in("office_editor").get(root + page, 404)
    assert "dang-nhap" in visitor.http.get(root + page).headers["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_reads_and_never_writes(sign_in, unit, root, page):
    viewer = sign_in("unit_viewer", unit)
    viewer.get(root + page, 200 if page in READ_ONLY else 404)
    no_form = page in ("", "kiem-tra/")
    target = "phu-luc-1/dong/" if "them" in page else page
    viewer.post(root + target, status=405 if no_form else 404)
    assert DraftField.select().count() == 0


def test_the_real_form_opens_at_every_level(sign_in):
    form = factories.form()
    for level in ("province", "district", "commune", "service_unit"):
        unit = base.unit(level=level)
        duty = factories.duty(unit, form)
        client = sign_in("unit_editor", unit)
        for page in ("", "phu-luc-2/", "kiem-tra/"):
            client.get(f"{HOME}bao-cao/{duty.id}/{page}")


def test_the_list_says_what_is_due_and_why(sign_in, unit, duty):
    Duty.update(state="returned", due_on=date(2020, 1, 1)).execute()
    text = sign_in("unit_head", unit).get(HOME).text
    assert "quá hạn" in text
    assert "Bị trả lại" in text
    assert duty.due_sentence in text


@pytest.mark.parametrize(
    ("state", "word"), [("waived", "được miễn"), ("accepted", "đã được chấp nhận")]
)
def test_what_became_of_a_report_is_said_once(editor, duty, root, state, word):
    """The heading tells how long is left; the tag below it tells what became of the report."""
    Duty.update(state=state).execute()
    assert editor.get(root).text.lower().count(word) == 1
    Duty.update(kind="self_inspection_plan", form=None).execute()
    assert editor.get(root).text.lower().count(word) == 1


def test_a_report_that_was_sent_is_not_being_worked_on(editor, duty, root):
    editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0})
    assert "Đang làm" in editor.get(root).text
    Duty.update(state="accepted").execute()
    page = editor.get(root).text
    for word in ("Đang làm", "Chưa bắt đầu", "Kiểm tra và gửi", "chưa trả lời"):
        assert word not in page
    assert "Có nội dung" in page
    assert "chỗ để trống" in page


def test_a_submitted_report_is_read_but_not_edited(editor, root):
    editor.post(root + "gui/", sending())
    for page in ("de-cuong/p1.i/", "phu-luc-2/", "gui/"):
        assert editor.get(root + page, 302)
    kept = editor.post(root + "de-cuong/p1.i/", {"value": "muộn rồi", "version": 0}, 409)
    assert "muộn rồi" in kept.text
    kept = editor.post(root + "phu-luc-2/", {CELL: "77", "versions": "{}"}, 409)
    assert 'value="77"' in kept.text


def test_the_report_of_an_unannounced_visit_is_unknown_to_its_unit(editor, unit, root):
    visit = base.visit(base.plan(), unit, unannounced=True)
    Duty.update(visit=visit).execute()
    editor.get(root, 404)
    assert "bao-cao/" not in editor.get(HOME).text


def test_the_start_page_names_what_is_due(editor, duty):
    assert duty.title in editor.get("/lam-viec/").text


def test_the_start_page_of_the_office_counts_what_waits(sign_in, duty):
    Duty.update(state="submitted").execute()
    text = sign_in("office_editor").get("/lam-viec/").text
    assert "Báo cáo chờ xem (1)" in text
    assert duty.unit.name in text
