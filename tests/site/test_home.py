"""The home page as a year turns."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.home_pages import _year_shown
from portal.site.preview import render_preview
from tests.site import factories, publishing


@pytest.mark.parametrize(
    ("years", "today", "shown"),
    [
        (set(), 2026, 0),
        ({2025}, 2026, 2025),
        ({2025, 2026}, 2026, 2026),
        ({2025, 2026, 2027}, 2026, 2026),
        ({2027, 2028}, 2026, 2027),
    ],
)
def test_the_year_shown_is_the_newest_that_has_begun(years, today, shown):
    assert _year_shown(years, today) == shown


@pytest.mark.usefixtures("published")
def test_next_years_plan_is_named_below_this_years_until_its_year_begins(app: Flask):
    coming = replace(factories.plan(), year=2027, title="Kế hoạch kiểm tra năm 2027")
    publishing.publish("2027/kiem-tra", coming)
    with app.test_request_context():
        _, before = render_preview(Shelf(), "/", date(2026, 12, 31))
        _, after = render_preview(Shelf(), "/", date(2027, 1, 1))
    assert "Kiểm tra cải cách hành chính năm 2026</h1>" in before
    assert "Đã công bố cho năm 2027: " in before
    assert "Kiểm tra cải cách hành chính năm 2027</h1>" in after
    assert "Đã công bố cho năm" not in after
