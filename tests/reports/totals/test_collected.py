"""What counts, what is left out, how groups add up, and what it costs."""

import io
from typing import Any

from python_calamine import CalamineWorkbook

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.config import ROOT
from portal.plans.models import Plan
from portal.reports.forms_loading import load_form
from portal.reports.models import Duty
from portal.reports.totals import queries
from portal.reports.totals.excel import workbook
from portal.units.models import UnitBlock
from tests import factories
from tests.reports.office_factories import form, submission
from tests.reports.totals.steps import COUNT, SHARE, accepted, address, collected, said


def test_only_accepted_reports_of_the_plan_count(plan: Plan) -> None:
    accepted(factories.unit("Sở khác"), factories.plan(2024), {f"stat:{COUNT}:current": said("9")})
    found = collected(plan)
    total = found.total(found.form.indicator(COUNT), "current")
    assert total.amount == 1204
    assert [(row.unit_name, row.state) for row in found.left_out] == [
        ("Sở Chờ xem", "submitted"), ("Sở Chưa nộp", "open"),
    ]  # fmt: skip


def test_rows_of_a_form_for_one_kind_of_unit_are_added_to_those_of_the_general_form(
    plan: Plan,
) -> None:
    own = load_form(SYSTEM, ROOT / "content", "son-la", "bao-cao-cchc-nganh-doc")
    agency = factories.unit("Cục Thuế", type="vertical", level="vertical")
    accepted(agency, plan, {f"stat:{COUNT}:current": said("10")}, form=own)
    found = collected(plan)
    assert found.form.code == "bao-cao-cchc"
    assert found.total(found.form.indicator(COUNT), "current").amount == 1214
    # what that form does not ask is not missing from its units
    shown = found.total(found.form.indicator("5.3-mot-phan"), "current")
    assert (shown.asked, found.total(found.form.indicator(SHARE), "current").asked) == (2, 3)


def test_a_returned_report_stops_counting(plan: Plan) -> None:
    Duty.update(state="returned").where(Duty.state == "accepted").execute()
    assert collected(plan).reports == ()


def test_a_paper_report_without_numbers_is_not_counted_as_added(plan: Plan, sign_in: Any) -> None:
    """Its words are collected; who reads the totals is told whose numbers are not in them."""
    words = {"shortcomings": [{"text": "Chưa có"}], f"stat:{COUNT}:current": {"state": "blank"}}
    accepted(factories.unit("Sở Bản giấy"), plan, words)
    collected = queries.collect(plan, "visit_report", today())
    assert [one.unit_name for one in collected.reports] == ["Sở Tài chính", "Sở Y tế"]
    assert [one.unit_name for one in collected.wordy] == ["Sở Bản giấy"]
    page = sign_in("office_editor").get(address(plan)).text
    assert "Đã chấp nhận, không có số liệu trên cổng" in page
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook(collected, [], today())))
    scope = dict(row[:2] for row in sheets.get_sheet_by_index(0).to_python() if row[0])
    assert scope["Báo cáo được cộng (đã chấp nhận)"] == 2
    assert scope["Không cộng: đã chấp nhận, không có số liệu trên cổng"] == 1


def test_only_the_newest_accepted_submission_counts(plan: Plan) -> None:
    owed = Duty.get(Duty.state == "accepted")
    submission(owed, {f"stat:{COUNT}:current": said("1")}, state="accepted")
    Duty.update(state="accepted").where(Duty.id == owed.id).execute()
    found = collected(plan)
    assert found.total(found.form.indicator(COUNT), "current").amount == 5


def test_a_unit_is_not_asked_what_its_level_does_not_answer(plan: Plan) -> None:
    commune = factories.unit("Ủy ban nhân dân xã Mai Sơn", type="commune", level="commune")
    accepted(commune, plan, {f"stat:{COUNT}:current": said("1")})
    found = collected(plan)
    asked = {item.code: len(found.asked(item)) for item in found.form.indicators}
    assert asked[COUNT] == 3
    assert set(asked.values()) == {1, 3}


def test_groups_add_up_to_the_whole(plan: Plan) -> None:
    for row in Duty.select().where(Duty.state == "accepted"):
        UnitBlock.create(unit=row.unit, block="so-ban-nganh")
    accepted(factories.unit("Cục Thuế"), plan, {f"stat:{COUNT}:current": said("6")})
    found = collected(plan)
    item = found.form.indicator(COUNT)
    for by in ("khoi", "loai", "cap"):
        parts = [found.total(item, "current", (by, name)).amount for name, _n in found.groups(by)]
        assert sum(filter(None, parts)) == 1210
    assert found.groups("khoi") == [("Khối sở, ban, ngành", 2), ("Chưa xếp khối", 1)]


def test_last_years_numbers_told_anew_are_listed(plan: Plan) -> None:
    unit = Duty.get(Duty.state == "accepted").unit
    before = factories.plan(2023)
    accepted(
        unit, before, {"cutoff": "2023-12-31", f"stat:{COUNT}:current": said("900")}, year=2023
    )
    sent = Duty.get(Duty.plan == plan, Duty.unit == unit).submissions.get()
    sent.snapshot = sent.snapshot.replace(
        f'"stat:{COUNT}:current"',
        f'"stat:{COUNT}:previous":{{"state":"value","value":"950"}},"stat:{COUNT}:current"',
    )
    sent.save()
    (row,) = queries.restatements(collected(plan))
    assert (row.before, row.after, row.same_period) == ("900", "950", True)


def test_the_cost_does_not_grow_with_the_reports(plan: Plan, queries: Any) -> None:
    from portal.reports.totals import queries as totals

    def cost() -> int:
        with queries() as seen:
            totals.restatements(totals.collect(plan, "visit_report", today()))
        return int(seen.count)

    few = cost()
    for _ in range(5):
        accepted(factories.unit(), plan, {f"stat:{COUNT}:current": said("1")}, form=form())
    assert cost() == few <= 8
