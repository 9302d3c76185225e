"""Where the remediation of a conclusion stands, in one state and one day."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.remedies import standing_of
from tests.site import factories, inspection_factories, publishing

TODAY = date(2026, 11, 21)


def standing(app: Flask, *told: tuple[str, str]) -> tuple[str, str]:
    """State and day of a record whose rows have these states and last days."""
    record = inspection_factories.remediation()
    rows = tuple(
        replace(
            record.rows[0],
            code=f"pt{place}",
            state=state,
            deadline=factories.deadline(f"pt{place}", last_day=day) if day else None,
        )
        for place, (state, day) in enumerate(told)
    )
    publishing.correct(inspection_factories.CONCLUSION, replace(record, rows=rows), "Thêm dòng.")
    with app.app_context():
        found = standing_of(Shelf().find("remediation", inspection_factories.CONCLUSION), TODAY)
    return found["state"], found["due"]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("rows", "state", "due"),
    [
        ([("reported", "2026-08-07"), ("open", "2026-12-31")], "open", "2026-12-31"),
        ([("open", "2026-08-07"), ("open", "2026-12-31")], "overdue", "2026-08-07"),
        ([("open", ""), ("open", "2026-12-31"), ("open", "2026-12-15")], "open", "2026-12-15"),
        ([("open", ""), ("reported", "2026-08-07")], "open", ""),
        ([("verified", "2026-07-05"), ("reported", "2026-09-30")], "reported", "2026-09-30"),
        ([("verified", "2026-07-05"), ("verified", "2026-09-30")], "verified", "2026-09-30"),
    ],
)
def test_the_day_beside_a_state_is_the_one_that_state_speaks_of(app, rows, state, due):
    assert standing(app, *rows) == (state, due)


def test_without_a_record_there_is_no_state_and_no_day() -> None:
    found = standing_of(None, TODAY)
    assert (found["state"], found["due"], found["counts"]["all"]) == ("", "", 0)


@pytest.mark.usefixtures("published")
def test_a_conclusion_tells_the_day_that_holds_after_more_time_and_the_first_report(visitor):
    record = inspection_factories.remediation()
    first, second = record.rows
    path = f"/ket-luan/{inspection_factories.CONCLUSION}/"
    assert "Hạn nay là" not in visitor.get(path).text
    later = factories.deadline(second.code, last_day="2026-12-15")
    told = replace(first, reported_on="2026-08-30", first_reported_on="2026-06-20")
    rows = (told, replace(second, deadline=later))
    publishing.correct(inspection_factories.CONCLUSION, replace(record, rows=rows), "Gia hạn.")
    text = visitor.get(path).text
    assert "Hạn nay là <strong>15/12/2026</strong>" in text
    assert "Đơn vị báo cáo ngày 30/08/2026 (lần đầu 20/06/2026)" in text
    assert "Lần đầu 20/06/2026" in visitor.get("/khac-phuc-sau-kiem-tra/").text
