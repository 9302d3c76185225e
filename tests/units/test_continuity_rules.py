"""Bodies through time: chains, days, names; and every way a register can be wrong."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.units.continuity_rules import (
    ENDING,
    Body,
    FormerName,
    Register,
    Step,
    name_on,
    problems,
)

DAY = timedelta(days=1)
START = date(2020, 1, 1)


@st.composite
def registers(draw):
    """A sound register, grown day by day: bodies merge, split, are renamed, end, hand over."""
    bodies = [Body(f"u{n}", f"Đơn vị {n}") for n in range(draw(st.integers(2, 6)))]
    steps, day = [], START
    for _ in range(draw(st.integers(0, 8))):
        day += timedelta(days=draw(st.integers(1, 400)))
        living = [n for n, body in enumerate(bodies) if body.valid_to is None]
        able = [n for n in living if bodies[n].valid_from is None or bodies[n].valid_from < day]
        if len(living) < 2 or not able:
            break
        one = draw(st.sampled_from(able))
        others = [n for n in living if n != one]
        kind = draw(st.sampled_from(["merge", "split", "rename", "dissolve", "transfer"]))
        heirs = []
        if kind == "split":
            heirs = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
        elif kind in ("merge", "transfer"):
            heirs = [draw(st.sampled_from(others))]
        fresh = kind == "split" and (len(heirs) < 2 or draw(st.booleans()))
        if kind == "rename" or fresh:
            heirs = [*heirs, len(bodies)]
            bodies.append(Body(f"u{len(bodies)}", f"Đơn vị {len(bodies)}", valid_from=day))
        if kind != "dissolve" and not heirs:
            continue
        if kind in ENDING:
            bodies[one] = replace(bodies[one], valid_to=day - DAY)
        steps += [
            Step(bodies[one].code, bodies[heir].code if heir is not None else "", day, kind)
            for heir in heirs or [None]
        ]
    return Register(bodies, steps)


days = st.integers(-10, 4000).map(lambda n: START + timedelta(days=n))


@given(registers())
@settings(max_examples=60, deadline=None)
def test_registers_that_grew_day_by_day_are_sound(register):
    assert problems(register) == []


@given(registers(), days)
@settings(max_examples=60, deadline=None)
def test_every_chain_ends_with_bodies_of_that_day(register, day):
    for code, body in register.bodies.items():
        heirs = register.heirs(code, day)
        assert all(register.exists(heir, day) for heir in heirs)
        if register.exists(code, day):
            assert heirs == (code,)
        if body.valid_from and day < body.valid_from:
            assert heirs == ()


@given(registers(), days, days)
@settings(max_examples=60, deadline=None)
def test_asking_on_the_way_gives_the_same_end(register, one, other):
    first, later = sorted((one, other))
    for code, body in register.bodies.items():
        if body.valid_from is None or body.valid_from <= first:
            through = {
                h for on_way in register.heirs(code, first) for h in register.heirs(on_way, later)
            }
            assert set(register.heirs(code, later)) == through


@given(registers(), days)
@settings(max_examples=60, deadline=None)
def test_origins_are_heirs_read_backwards(register, day):
    for code in register.bodies:
        if register.exists(code, day):
            origins = set(register.origins(code, day))
            assert origins == {
                old for old in register.bodies
                if old != code and code in register.heirs(old, day)
            }  # fmt: skip


@given(registers(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_register_bent_in_one_place_is_refused(register, data):
    ending = [step for step in register.steps if step.kind in ENDING and step.successor]
    if not ending:
        return
    step = data.draw(st.sampled_from(ending))
    rest = [other for other in register.steps if other is not step]
    bent = data.draw(
        st.sampled_from(
            [
                replace(step, on=step.on + DAY),
                replace(step, on=step.on - DAY),
                replace(step, successor=step.predecessor),
                replace(step, predecessor=step.successor, successor=step.predecessor),
                replace(step, successor="không-có"),
                replace(step, successor="") if step.kind != "dissolve" else replace(step, on=START),
            ]
        )
    )
    assert problems(Register(register.bodies.values(), [*rest, bent]))


@given(st.lists(st.integers(1, 900), max_size=5), days)
@settings(max_examples=60, deadline=None)
def test_a_body_has_one_name_on_every_day(lengths, day):
    former, begins = [], None
    for n, length in enumerate(lengths):
        ends = (begins or START) + timedelta(days=length)
        former.append(FormerName(f"Tên {n}", begins, ends))
        begins = ends + DAY
    body = Body("u", "Tên nay", former=tuple(former))
    assert problems(Register([body], [])) == []
    borne = [one.name for one in former if (one.valid_from or date.min) <= day <= one.valid_to]
    assert name_on("Tên nay", former, day) == (borne or ["Tên nay"])[0]
    assert len(borne) <= 1


A = Body("a", "Sở A", valid_to=date(2025, 2, 28))
B = Body("b", "Sở B")
C = Body("c", "Sở C")
ON = date(2025, 3, 1)
END = date(2025, 9, 1)
MERGE = Step("a", "b", ON, "merge")


def test_a_chain_is_followed_as_of_any_day():
    first = replace(A, valid_to=date(2025, 1, 31))
    middle = Body("m", "Thị xã M", date(2025, 2, 1), date(2025, 6, 30))
    parts = [Body(code, code, date(2025, 7, 1)) for code in ("x", "y")]
    register = Register(
        [first, middle, *parts],
        [
            Step("a", "m", date(2025, 2, 1), "rename"),
            *(Step("m", part.code, date(2025, 7, 1), "split") for part in parts),
        ],
    )
    assert problems(register) == []
    assert register.heirs("a", date(2025, 1, 31)) == ("a",)
    assert register.heirs("a", date(2025, 2, 1)) == ("m",)
    assert register.heirs("a", date(2026, 1, 1)) == ("x", "y")
    assert register.origins("x", date(2026, 1, 1)) == ("m", "a")
    assert register.origins("m", date(2025, 2, 1)) == ("a",)


def test_a_part_handed_over_makes_no_heir():
    register = Register([A, B, C], [MERGE, Step("a", "c", ON, "transfer")])
    assert problems(register) == []
    assert register.heirs("a", ON) == ("b",)
    assert register.origins("c", ON) == ()
    assert [step.successor for step in register.after("a", ON)] == ["b", "c"]


def test_a_body_dissolved_without_an_heir_leaves_nobody():
    register = Register([A], [Step("a", "", ON, "dissolve")])
    assert problems(register) == []
    assert register.heirs("a", ON) == ()


@pytest.mark.parametrize(
    ("bodies", "steps", "message"),
    [
        pytest.param([A, B], [], "chưa ghi sáp nhập", id="ended-unsaid"),
        pytest.param([replace(A, valid_to=None), B], [MERGE], "chưa có ngày kết thúc", id="open"),
        pytest.param(
            [replace(A, valid_to=ON), B], [MERGE], "còn hoạt động sau ngày", id="before-the-end"
        ),
        pytest.param([replace(A, valid_to=date(2025, 2, 1)), B], [MERGE], "khoảng trống", id="gap"),
        pytest.param(
            [A, replace(B, valid_from=date(2025, 7, 1))], [MERGE],
            "không hoạt động ngày 01/03/2025", id="heir-not-there-yet",
        ),
        pytest.param([A], [MERGE], "Không có đơn vị b", id="unknown"),
        pytest.param([A, B, C], [MERGE, replace(MERGE, successor="c")], "một đơn vị", id="two"),
        pytest.param([A, B], [replace(MERGE, successor="")], "thiếu đơn vị kế thừa", id="none"),
        pytest.param([A, B], [replace(MERGE, successor="a")], "chính mình", id="itself"),
        pytest.param(
            [A, replace(B, valid_to=date(2025, 2, 28))],
            [MERGE, replace(MERGE, predecessor="b", successor="a")], "thành vòng", id="circle",
        ),
        pytest.param(
            [A, B, C], [MERGE, Step("a", "c", date(2025, 3, 2), "merge")], "một lần", id="twice"
        ),
        pytest.param(
            [replace(B, former=(FormerName("Cũ", None, ON), FormerName("Mới", ON, ON + DAY)))], [],
            "trùng thời gian", id="names-overlap",
        ),
        pytest.param(
            [
                replace(
                    B,
                    former=(FormerName("Cũ", None, ON), FormerName("M", ON + 2 * DAY, END)),
                )
            ],
            [], "khoảng trống", id="names-gap",
        ),
        pytest.param([replace(B, former=(FormerName("Cũ"),))], [], "thôi dùng", id="name-open"),
        pytest.param(
            [replace(B, valid_from=ON, valid_to=ON - DAY)], [], "trước ngày bắt đầu", id="backwards"
        ),
    ],
)  # fmt: skip
def test_a_register_that_cannot_be_is_named(bodies, steps, message):
    assert message in " ".join(problems(Register(bodies, steps)))
