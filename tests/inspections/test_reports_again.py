"""A unit reports again on a finding: its first day decides, and what it said before stays."""

import json
from datetime import date
from typing import Any

import pytest
from playhouse.migrations import Runner

from portal import create_app, db, migrations
from portal.accounts.models import AuditEntry
from portal.inspections.conclusion_proposals import remediation_payload, remediations_of
from portal.inspections.models import Conclusion, Remediation
from portal.inspections.remediation_actions import report_remediation, verify_remediation
from portal.publishing.payload import canonical
from portal.reports.models import Duty
from portal.reports.timeliness.queries import grid
from portal.site.remedies import on_time
from tests import factories
from tests.inspections.factories import finding, issued, planned

IN_TIME, AGAIN, TODAY = date(2024, 7, 20), date(2024, 8, 12), date(2024, 8, 20)
PLACE = "khac-phuc/f1/"


@pytest.fixture
def visit(database: Any) -> Any:
    """A concluded visit; its one finding was due on 31/7."""
    made = planned()
    finding(made, due_rule={"kind": "by_date", "day": "2024-07-31"})
    issued(made)
    return made


def reported(visit: Any, *days: date) -> Remediation:
    """Reports of those days, each but the last found wanting."""
    unit, office = factories.actor("unit_editor", visit.unit), factories.actor("office_editor")
    for number, day in enumerate(days):
        (row,) = remediations_of(visit)
        if number:
            verify_remediation(office, row, row.version, "insufficient", f"Thiếu {number}", day)
            row = Remediation.get_by_id(row.id)
        report_remediation(unit, row, row.version, f"Lần {number + 1}", day)
    return Remediation.get()


def published(visit: Any) -> Any:
    conclusion = Conclusion.get(Conclusion.visit == visit)
    return json.loads(canonical(remediation_payload(conclusion, TODAY)))["rows"]


def test_a_unit_in_time_stays_so_when_it_reports_again(visit: Any) -> None:
    row = reported(visit, IN_TIME, AGAIN)
    assert (row.first_reported_on, row.reported_on, row.reported_text) == (IN_TIME, AGAIN, "Lần 2")
    (cell,) = [cell for cell in grid(visit.plan, TODAY).cells if cell.duty.kind.startswith("rem")]
    assert (cell.result, cell.timing.came) == ("on_time", IN_TIME)
    assert Duty.get(Duty.kind == "remediation_report").due_on == date(2024, 7, 31)
    assert on_time(published(visit), TODAY) == {"early": 1, "late": 0, "missing": 0, "ahead": 0}


def test_a_late_first_report_is_late_and_an_earlier_day_given_later_corrects_it(visit: Any) -> None:
    row = reported(visit, AGAIN)
    assert on_time(published(visit), TODAY)["late"] == 1
    report_remediation(
        factories.actor("unit_editor", visit.unit), row, row.version, "Nhầm ngày", IN_TIME
    )
    assert Remediation.get().first_reported_on == IN_TIME


def test_one_report_publishes_the_same_bytes_as_before(visit: Any) -> None:
    reported(visit, IN_TIME)
    (row,) = published(visit)
    assert "first_reported_on" not in row
    assert on_time([row], TODAY)["early"] == 1


def test_unit_and_office_read_what_was_said_before(visit: Any, sign_in: Any) -> None:
    unit = sign_in("unit_viewer", visit.unit)
    office = sign_in("office_editor")
    places = (
        (unit, f"/lam-viec/don-vi/kiem-tra/{visit.id}/{PLACE}"),
        (office, f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/{PLACE}"),
    )
    reported(visit, IN_TIME)
    for client, path in places:
        assert "Lần báo cáo trước" not in client.get(path).text
    report_again = reported(visit, IN_TIME, AGAIN)
    assert report_again.reported_text == "Lần 2"
    for client, path in places:
        text = client.get(path).text
        told = text.partition("Lần báo cáo trước")[2]
        for words in ("20/07/2024", "Lần 1", "Thiếu 1"):
            assert words in told, (path, words)
        assert "Báo cáo lần đầu" in text
    listed = office.get("/lam-viec/dieu-hanh/khac-phuc/").text
    assert "Lần đầu 20/07/2024" in listed


def test_the_update_finds_the_first_day_in_the_log(scratch: Any, tmp_path: Any) -> None:
    app = create_app({"DATA": str(tmp_path), "DATABASE": scratch.new(), "SECRET_KEY": "test"})
    migrations.apply(app)
    with db.connection(app):
        for made in (planned(), planned()):
            finding(made)
            issued(made)
        first, second = Remediation.select().order_by(Remediation.id)
        reported(first.finding.visit, IN_TIME, AGAIN)
        report_remediation(factories.actor(), second, second.version, "Xong", AGAIN)
        assert AuditEntry.select().where(AuditEntry.action == "report-remediation").count() == 3
        runner = Runner(db.database.obj, str(migrations.FOLDER))
        runner.down("0024_first_report_of_remediation")
    migrations.apply(app)
    with db.connection(app):
        days = [row.first_reported_on for row in Remediation.select().order_by(Remediation.id)]
    assert days == [IN_TIME, AGAIN]
