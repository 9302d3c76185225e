"""Drawings: lengths follow the figures, none is lost, no colour stands alone."""

import pytest

from portal.site.charts import band, bars


def test_columns_are_as_tall_as_their_figures() -> None:
    drawing = bars(["T1", "T2", "T3"], [("Xong", [1, 0, 4]), ("Theo lịch", [3, 0, 4])])
    heights = [sum(part["height"] for part in one["parts"]) for one in drawing["columns"]]
    assert heights[2] == pytest.approx(2 * heights[0], abs=0.3)
    assert heights[1] == 0
    assert [one["total"] for one in drawing["columns"]] == [4, 0, 8]
    assert drawing["lines"][-1]["value"] == 8


def test_a_label_of_two_lines_has_room_below_the_same_columns() -> None:
    one, two = (bars([label], [("Xong", [3])]) for label in ("Tự kiểm tra", "Tự\nkiểm tra"))
    assert two["height"] > one["height"]
    assert two["columns"][0]["parts"] == one["columns"][0]["parts"]


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    assert [one["parts"] for one in bars(["T1"], [("Xong", [0])])["columns"]] == [[]]
    empty = band([("open", "Chưa", 0)])
    assert empty["total"] == 0
    assert empty["parts"][0]["width"] == 0


def test_the_parts_of_a_band_fill_it_without_gaps() -> None:
    parts = band([("a", "A", 1), ("b", "B", 0), ("c", "C", 3)])["parts"]
    assert [one["width"] for one in parts] == [160, 0, 480]
    assert [one["x"] for one in parts] == [0, 160, 160]


@pytest.mark.parametrize(("most", "top"), [(3, 4), (11, 12), (13, 16), (41, 50)])
def test_the_axis_ends_on_a_number_whose_half_is_whole_too(most: int, top: int) -> None:
    lines = bars(["T1"], [("Xong", [most])])["lines"]
    assert [one["value"] for one in lines] == [0, top // 2, top]
