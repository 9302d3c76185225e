"""Last year's column: it stands unasked, and a correction gives its reason."""

import io
import json

import pytest

from portal.reports.actions import submit
from portal.reports.drafts import save_field
from portal.reports.models import DraftField, Submission
from tests import factories as base
from tests.page_checks import Page
from tests.reports import factories
from tests.reports.unit_pages.statistics.steps import BEFORE, CELL, SHARE, fresh
from tests.reports.unit_pages.steps import autosave, sending, stored

REASON = "stat:i.1-nhiem-vu:reason"


@pytest.fixture
def accepted(unit):
    """The report of the year before, accepted: it said 20 tasks, and 15 of 20 files in time."""
    writer = base.actor("unit_editor", unit=unit)
    before = factories.duty(unit, year=2023)
    save_field(writer, before, CELL, "20", 0)
    save_field(writer, before, SHARE, ["15", "20"], 0)
    submit(
        writer, before, mode="online", doc_number="1/BC", doc_date=None, signer="A",
        signed_blob=None, late_reason="muộn",
    )  # fmt: skip
    Submission.update(state="accepted").execute()
    return before


def test_last_years_column_stands_without_being_typed(accepted, editor, duty, root):
    text = editor.get(root + "phu-luc-2/").text
    assert f'name="{BEFORE}" value="20"' in text
    assert stored(duty, BEFORE) == {"state": "value", "value": "20"}
    assert DraftField.select().where(DraftField.duty == duty).count() == 0, "looking writes nothing"
    before = text[: text.index(CELL)]
    assert 'data-accepted="20"' in before[before.rindex("<tr") :]
    editor.follow(editor.post(root + "phu-luc-2/", {BEFORE: "20", CELL: "30", "versions": "{}"}))
    assert [row.code for row in DraftField.select().where(DraftField.duty == duty)] == [CELL]


def test_a_correction_of_last_year_needs_its_reason_before_the_report_goes(
    accepted, editor, duty, root
):
    autosave(editor, root, BEFORE, "22")
    page = editor.get(root + "phu-luc-2/").text
    assert "Đã chấp nhận: 20" in page
    assert f'name="{REASON}"' in page
    assert "chưa ghi lý do" in editor.get(root + "kiem-tra/").text
    place = f"{root}phu-luc-2/#m-stat-i_1-nhiem-vu"
    assert place in Page(editor.get(root + "gui/").text).links
    kept = editor.post(root + "gui/", sending(), 422)
    assert "chưa ghi lý do" in kept.text
    autosave(editor, root, REASON, "Đếm sót hai nhiệm vụ", sequence=2)
    assert place not in Page(editor.get(root + "gui/").text).links
    editor.post(root + "gui/", sending(file=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "a.pdf")))
    snapshot = json.loads(Submission.get(Submission.duty == duty).snapshot)["values"]
    assert snapshot[BEFORE]["value"] == "22"
    assert snapshot[REASON] == "Đếm sót hai nhiệm vụ"
    shown = editor.get(root + "lan-nop/1/").text
    assert "Sửa số năm trước: Đếm sót hai nhiệm vụ" in shown


def test_an_emptied_correction_goes_back_to_the_accepted_number(accepted, editor, duty, root):
    autosave(editor, root, BEFORE, "22")
    answer = autosave(editor, root, BEFORE, "", at=1, sequence=2)
    assert json.loads(answer.headers["X-Field-Value"]) == ["20"]
    assert stored(duty, BEFORE)["value"] == "20"
    assert fresh(duty).corrections == []


def test_another_form_or_an_unaccepted_report_prefills_nothing(accepted, duty):
    assert stored(duty, BEFORE)
    other = base.unit()
    assert stored(factories.duty(other), BEFORE) is None
    Submission.update(state="submitted").execute()
    assert stored(duty, BEFORE) is None
