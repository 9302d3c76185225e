"""Rows of Phụ lục I go one step up or down."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.tasks.ordering_rules import DOWN, UP, moved, sorted_rows

GROUPS = ("a", "b")


def rows(*placed):
    return {
        f"task:{at}": {"group": group, "position": position, "name": str(at)}
        for at, (group, position) in enumerate(placed)
    }


def after(table, code, direction):
    changed = moved(GROUPS, table, code, direction)
    return sorted_rows(GROUPS, {**table, **changed}), changed


def test_a_step_changes_two_rows_and_no_other():
    table = rows(("a", 1), ("a", 5), ("a", 9))
    order, changed = after(table, "task:2", UP)
    assert order["a"] == ["task:0", "task:2", "task:1"]
    assert set(changed) == {"task:1", "task:2"}
    assert after(table, "task:0", DOWN)[0]["a"] == ["task:1", "task:0", "task:2"]


def test_over_the_edge_of_a_group():
    table = rows(("a", 1), ("b", 2), ("b", 3))
    assert after(table, "task:1", UP)[0] == {"a": ["task:0", "task:1"], "b": ["task:2"]}
    assert after(table, "task:0", DOWN)[0] == {"a": [], "b": ["task:0", "task:1", "task:2"]}
    assert after(table, "task:0", UP)[1] == {}
    assert after(table, "task:2", DOWN)[1] == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(0, 4)), min_size=1, max_size=7),
    st.data(),
)
def test_one_step_always_moves_the_row_by_one_place(placed, data):
    """Also where two people added rows at the same place."""
    table = rows(*placed)
    code = data.draw(st.sampled_from(sorted(table)))
    direction = data.draw(st.sampled_from((UP, DOWN)))
    before = [code for line in sorted_rows(GROUPS, table).values() for code in line]
    order, changed = after(table, code, direction)
    flat = [one for line in order.values() for one in line]
    if table[code]["group"] == order_group(order, code):
        step = {UP: -1, DOWN: 1}[direction] if changed else 0
    else:
        step = 0
    assert flat.index(code) - before.index(code) == step
    assert [one for one in flat if one != code] == [one for one in before if one != code]


def order_group(order, code):
    return next(group for group, line in order.items() if code in line)
