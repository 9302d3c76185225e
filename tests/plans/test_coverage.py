"""Targets of a plan measured from visits, conclusions, reports and counts typed in."""

import json
from datetime import date

import pytest

from portal.clock import now
from portal.inspections.models import Conclusion
from portal.plans.coverage.models import CoverageCount, CoverageMeasure
from portal.plans.coverage.queries import measured_targets, pool_of
from portal.plans.coverage.start import panels
from portal.plans.models import Strand
from portal.reports.models import Duty, Submission
from tests import factories
from tests.plans.factories import address

TODAY = date(2024, 7, 1)


def target(plan, unit="%", minimum=40, maximum=None, strand=None):
    value = {"title": "Tỷ lệ huyện được kiểm tra", "unit": unit, "minimum": minimum}
    if maximum:
        value["maximum"] = maximum
    return factories.plan_item(
        plan, list_name="quantities", value=value, strand=strand, code=f"ct-{unit}-{minimum}"
    )


@pytest.fixture
def districts(made):
    """Five districts: two inspected (one with its conclusion), one with a day, two without."""
    units = [factories.unit(f"UBND huyện {n}", level="district", type="district") for n in range(5)]
    concluded = factories.visit(made, units[0], state="concluded")
    Conclusion.create(
        visit=concluded, slug="2024/kl", title="Kết luận", state="issued", created_at=now()
    )
    factories.visit(made, units[1], state="visited")
    factories.visit(made, units[1], state="planned")
    factories.visit(made, units[2], state="planned")
    factories.visit(made, units[3], state="cancelled")
    return units


def test_visits_are_counted_by_unit_planned_done_and_concluded(client, made, districts):
    item = target(made, minimum=50)
    path = address(made, "chi-tieu/")
    assert "Chưa chọn cách đo" in client.get(path).text
    form = {"version": "0", "method": "visited", "level": "district"}
    page = client.follow(client.post(f"{path}{item.id}/cach-do/", form)).text
    assert "Đã kiểm tra 2/5 (40 %), còn 1 đơn vị để đạt 50 %" in page
    (found,) = measured_targets(made, TODAY)
    assert (found.tally.planned, found.tally.done, found.tally.concluded) == (1, 2, 1)
    assert [line.state for line in found.lines][:4] == [
        "đã có kết luận", "đã kiểm tra", "đã có lịch", "chưa có lịch",
    ]  # fmt: skip
    table = client.http.get(f"{path}bang.csv").text
    assert table.startswith("\ufeffChỉ tiêu;")
    assert "UBND huyện 2;đã có lịch" in table
    client.post(f"{path}{item.id}/cach-do/", {**form, "block": "huyen"}, 409)
    client.follow(client.post(f"{path}{item.id}/thoi-do"))
    assert not CoverageMeasure.select().exists()


def test_delegated_checks_come_from_reports_and_else_from_documents(client, made, districts):
    item = target(made)
    CoverageMeasure.create(item=item, method="delegated", level="district")
    duty = Duty.create(
        unit=districts[0], plan=made, kind="self_inspection_report", title="Báo cáo", year=2024,
        created_at=now(),
    )  # fmt: skip
    values = {
        "stat:3.1-truc-thuoc:current": {"state": "value", "value": "18"},
        "stat:i.2-ke-hoach:current": {"state": "value", "value": "8"},
        "stat:i.2-da-kiem-tra:current": {"state": "value", "value": "7"},
    }
    for number, checked in ((1, "3"), (2, "7")):
        values["stat:i.2-da-kiem-tra:current"]["value"] = checked
        Submission.create(
            duty=duty, number=number, receipt=f"BN-{number}", mode="online", sha256=str(number),
            snapshot=json.dumps({"values": values}), submitted_at=now(),
            received_on=date(2024, 10, 1), by="Đơn vị",
        )  # fmt: skip
    path = address(made, f"chi-tieu/{item.id}/so-lieu/{districts[1].code}/")
    typed = {
        "version": "0", "total": "20", "checked": "8", "as_of": "01/6/2024",
        "source": "Báo cáo số 45/BC-UBND",
    }  # fmt: skip
    assert "lớn hơn tổng số" in client.post(path, {**typed, "checked": "21"}, 422).text
    assert "chưa tới" in client.post(path, {**typed, "as_of": "01/6/2099"}, 422).text
    page = client.follow(client.post(path, typed)).text
    assert "Đã kiểm tra 7/18 (38,9 %), còn 1 đơn vị để đạt 40 %. Nguồn: Báo cáo của đơn vị" in page
    assert "Đã kiểm tra 8/20 (40 %), đạt 40 %. Nguồn: Báo cáo số 45/BC-UBND" in page
    assert "1/5 đơn vị đạt chỉ tiêu; 2 đơn vị đã có số liệu" in page
    # two people on one unit
    client.post(path, {**typed, "checked": "9"}, 409)
    assert CoverageCount.get().checked == 8
    # what no unit of the target is, has no counts
    client.get(address(made, f"chi-tieu/{item.id}/so-lieu/khong-co/"), 404)


def test_each_visit_is_held_against_what_the_plan_says_of_one(client, made, districts):
    item = target(made, "đơn vị", 2, 3)
    CoverageMeasure.create(item=item, method="sub_units")
    (found,) = measured_targets(made, TODAY)
    assert found.verdict.sentence == "0/4 cuộc kiểm tra đúng chỉ tiêu"
    CoverageMeasure.update(method="days").execute()
    (found,) = measured_targets(made, TODAY)
    assert found.lines[0].state == "1 ngày làm việc"


def test_a_method_that_does_not_fit_is_refused(client, made):
    item = target(made, "ngày làm việc", 2, 4)
    path = address(made, f"chi-tieu/{item.id}/cach-do/")
    page = client.post(path, {"version": "0", "method": "visited"}, 422)
    assert "không đo được theo cách này" in page.text


def test_the_units_a_strand_names_are_the_pool(made):
    strand = Strand.get()
    item = target(made, minimum=100, strand=strand)
    CoverageMeasure.create(item=item, method="visited", strand=strand)
    (found,) = measured_targets(made, TODAY)
    assert {line.unit.name for line in found.lines} == {"Sở Tài chính", "Sở Y tế"}


def test_targets_not_reached_stand_on_the_start_page_of_their_year(app, made, districts):
    CoverageMeasure.create(item=target(made, minimum=50), method="visited", level="district")
    with app.test_request_context():
        (panel,) = panels(factories.actor("office_editor"), TODAY)
        assert "còn 1 đơn vị" in panel.rows[0].note
        assert panels(factories.actor("office_editor"), date(2025, 7, 1)) == []
        assert panels(factories.actor("unit_editor"), TODAY) == []


def test_a_strands_measure_is_about_its_own_units(made, districts):
    measured, _other = (factories.strand(made, (unit,)) for unit in districts[:2])
    measure = CoverageMeasure(item=target(made), method="visited", strand=measured)
    assert pool_of(made, measure, TODAY) == [districts[0]]
