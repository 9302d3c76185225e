"""A moved visit tells the day its report was due by the schedule as first told."""

import json
from dataclasses import asdict
from datetime import date, timedelta

import pytest

from portal.inspections import actions, notice_actions
from portal.inspections.models import Session, Visit
from portal.inspections.payload import VisitPayload
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.queries import with_names
from portal.publishing.payload import canonical
from tests import factories
from tests.inspections.factories import WEDNESDAY, planned

pytestmark = pytest.mark.usefixtures("database")
LATER = WEDNESDAY + timedelta(days=14)


def _payload(visit: Visit) -> VisitPayload:
    row = with_names(Visit.select().where(Visit.id == visit.id)).get()
    return visit_payload(row, facts_of([row]))


def _move(visit: Visit, version: int, days: int) -> None:
    row = Session.get(Session.visit == visit, Session.state == "planned")
    to = WEDNESDAY + timedelta(days=days)
    actions.move_session(factories.actor(), visit, version, row, to, "day", "Trùng lịch")


def test_the_report_of_a_moved_visit_keeps_the_day_first_told_and_nothing_else_does() -> None:
    visit = planned()
    before = _payload(visit)
    assert "former" not in canonical(before), "what was published stays the same bytes"
    notice_actions.record_notice(factories.actor(), visit, 1, date(2024, 5, 20))
    version = Visit.get_by_id(visit.id).version
    _move(visit, version, 14)
    _move(visit, version + 1, 21)
    report, notice = json.loads(canonical(_payload(visit)))["deadlines"]
    assert (report["last_day"], report["former"]) == ("2024-06-28", "2024-06-07")
    assert "former" not in notice, "nobody is judged by the day of a notice"


def test_a_visit_moved_forwards_and_then_back_still_tells_the_first_day() -> None:
    visit = planned()
    notice_actions.record_notice(factories.actor(), visit, 1, date(2024, 5, 20))
    version = Visit.get_by_id(visit.id).version
    _move(visit, version, -7)
    _move(visit, version + 1, 14)
    report, _ = json.loads(canonical(_payload(visit)))["deadlines"]
    assert (report["last_day"], report["former"]) == ("2024-06-21", "2024-06-07")


def test_a_move_that_readers_never_knew_of_leaves_no_former_day() -> None:
    visit = planned()
    _move(visit, 1, 14)
    told = asdict(_payload(visit))["deadlines"]
    assert [one["last_day"] for one in told] == ["2024-06-21", "2024-06-16"]
    assert not any("former" in one for one in told)
