"""The note on a moved deadline stays inside its cell, in a real Chromium."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site import factories, publishing
from tests.site.test_report_deadlines import VISIT, moved_visit

pytestmark = pytest.mark.browser


def test_the_table_of_a_plan_is_no_wider_for_the_note_on_a_moved_deadline(
    chromium: Any, published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    publishing.correct(VISIT, moved_visit(), "Dời lịch.")
    run_freeze()
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    site = (data / "site").resolve()
    page.goto(f"file://{site}/ke-hoach/{factories.PLAN}/index.html")
    note = page.get_by_text("Hạn theo lịch mới, áp dụng cho")
    box = note.bounding_box()
    assert box["x"] + box["width"] <= 1280
    assert box["height"] > 30, "on several lines"
    context.close()
