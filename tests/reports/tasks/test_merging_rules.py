"""What two people changed in one row of Phụ lục I, column by column."""

import pytest

from portal.reports.tasks.merging_rules import merged

BASE = {
    "name": "Rà soát", "doc_date": "2024-03-05", "due": "2024-04-01", "chosen": "", "reason": "",
    "note": "", "position": 1, "on_time": "on_time",
}  # fmt: skip


def row(**columns):
    return {**BASE, **columns}


@pytest.mark.parametrize(
    ("mine", "steps", "expected", "clashes"),
    [
        (row(note="A"), [row(name="B")], row(note="A", name="B"), set()),
        (row(note="A"), [row(position=4)], row(note="A", position=4), set()),
        (row(note="A"), [row(note="A", name="B")], row(note="A", name="B"), set()),
        (row(note="A"), [row(note="B", name="C")], row(note="A", name="C"), {"note"}),
        (row(note="A"), [row(note="B"), row(name="C")], row(note="A", name="C"), {"note"}),
        (row(), [row(note="B")], row(note="B"), set()),
        (
            row(chosen="overdue", reason="Sai", on_time="overdue"),
            [row(due="2024-03-01", on_time="overdue")],
            row(chosen="overdue", reason="Sai", due="2024-03-01", on_time="overdue"),
            set(),
        ),
        (
            row(reason="Khác"),
            [row(chosen="overdue", reason="Sai", on_time="overdue")],
            row(chosen="", reason="Khác"),
            {"chosen", "reason"},
        ),
    ],
)  # fmt: skip
def test_columns_are_put_together_and_only_the_same_one_clashes(mine, steps, expected, clashes):
    passed = list(zip([BASE, *steps], steps, strict=False))
    found = merged(BASE, mine, steps[-1], passed)
    assert found
    assert (found.row, found.clashes) == (expected, frozenset(clashes))


def test_a_row_that_was_removed_or_is_new_is_not_put_together():
    assert merged(BASE, row(note="A"), None, [(BASE, None)]) is None
    again = row(name="B")
    assert merged(BASE, row(note="A"), again, [(BASE, None), (None, again)]) is None
    assert merged(None, row(note="A"), BASE, []) is None
