"""Differences between two payloads."""

import pytest

from portal.publishing.labels import field_label
from portal.publishing.rules import differences


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, [("a.b", "x", "y")]),
        (
            {"s": [{"code": "1", "on": "2024-06-12"}, {"code": "2", "on": "2024-06-20"}]},
            {"s": [{"code": "0", "on": "2024-06-01"}, {"code": "1", "on": "2024-06-12"},
                   {"code": "2", "on": "2024-06-21"}]},
            [("s[0]", None, {"code": "0", "on": "2024-06-01"}),
             ("s[2].on", "2024-06-20", "2024-06-21")],
        ),
        ({"a": ["x", "y"]}, {"a": ["x"]}, [("a", ["x", "y"], ["x"])]),
    ],
)  # fmt: skip
def test_only_what_changed_is_listed(before, after, expected):
    assert differences(before, after) == expected


def test_a_path_reads_as_vietnamese():
    assert field_label("strands[tt].deadlines[bc].last_day") == (
        "loại kiểm tra › thời hạn › ngày cuối"
    )
