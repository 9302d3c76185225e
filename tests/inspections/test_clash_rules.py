"""Clashes of the schedule: a table of cases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.deadlines.rules import Due, WorkCalendar
from portal.inspections.clash_rules import Booked, Member, Wanted, clashes, digest

DAY = date(2024, 6, 12)
TODAY = date(2024, 5, 1)
CALENDAR = WorkCalendar(rest_days=frozenset({date(2024, 9, 2)}))
WANTED = Wanted("so-y-te", "Sở Y tế", ((DAY, "morning"),), team_id=1)
OTHER = Booked(7, "so-noi-vu", "Sở Nội vụ", 2, DAY, "afternoon")
MINH = Member("Trần Văn Minh", "so-tu-phap", user_id=5)


def notice(last_day: date) -> Due:
    return Due(last_day, datetime(2024, 1, 1, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("wanted", "booked", "due", "codes"),
    [
        (WANTED, [OTHER], None, []),
        (WANTED, [replace(OTHER, team_id=1)], None, ["team"]),
        (WANTED, [replace(OTHER, team_id=1, on=date(2024, 6, 13))], None, []),
        (replace(WANTED, members=(MINH,)), [replace(OTHER, members=(MINH,))], None, ["member"]),
        (
            replace(WANTED, members=(replace(MINH, user_id=None),)),
            [replace(OTHER, members=(Member("TRẦN VĂN MINH", "so-tu-phap"),))],
            None,
            ["member"],
        ),
        (
            replace(WANTED, members=(MINH,)),
            [replace(OTHER, members=(replace(MINH, user_id=6),))],
            None,
            [],
        ),
        (WANTED, [replace(OTHER, unit_code="so-y-te", on=date(2024, 7, 12))], None, ["unit_again"]),
        (WANTED, [replace(OTHER, unit_code="so-y-te", on=date(2024, 7, 13))], None, []),
        (replace(WANTED, days=((date(2024, 6, 15), "day"),)), [], None, ["rest_day"]),
        (replace(WANTED, days=((date(2024, 9, 2), "day"),)), [], None, ["rest_day"]),
        (replace(WANTED, in_strand=False), [], None, ["not_in_strand"]),
        (WANTED, [], notice(date(2024, 4, 30)), ["notice"]),
        (WANTED, [], notice(TODAY), []),
        (replace(WANTED, unannounced=True), [], notice(date(2024, 4, 30)), []),
        (replace(WANTED, members=(Member("Lê Hà", "so-y-te"),)), [], None, ["own_agency"]),
    ],
)
def test_clashes(wanted, booked, due, codes):
    """Each rule alone, and its nearest case that is fine."""
    assert [clash.code for clash in clashes(wanted, booked, CALENDAR, due, TODAY)] == codes


def test_a_visit_does_not_clash_with_itself():
    """Its own sessions are left out when it is changed."""
    own = replace(OTHER, team_id=1, unit_code="so-y-te")
    assert clashes(replace(WANTED, visit_id=7), [own], CALENDAR, None, TODAY) == []


def test_a_head_from_the_inspected_agency_needs_a_deputy():
    """The warning says what to do about the head of the team."""
    head = Member("Lê Hà", "so-y-te", "head")
    (found,) = clashes(replace(WANTED, members=(head,)), [], CALENDAR, None, TODAY)
    assert "Phó Trưởng đoàn chủ trì" in found.text


def test_accepting_covers_only_the_warnings_shown():
    """Another set of warnings has another mark; none has the empty one."""
    one = clashes(replace(WANTED, in_strand=False), [], CALENDAR, None, TODAY)
    two = one + clashes(WANTED, [replace(OTHER, team_id=1)], CALENDAR, None, TODAY)
    assert digest([]) == ""
    assert digest(one) != digest(two)
    assert digest(two) == digest(two[::-1])
