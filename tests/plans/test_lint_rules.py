"""What does not fit together in a plan, as tables of cases."""

from datetime import date

import pytest

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.work_calendar import WorkCalendar
from portal.documents.blocks import Block
from portal.plans.lint_rules import (
    DutyFacts,
    PlanFacts,
    StrandFacts,
    boundary_findings,
    conflict_findings,
    number_findings,
    order_findings,
    plan_findings,
    signature_findings,
)
from portal.plans.literal_dates import date_findings
from portal.plans.strand_rules import double_findings
from portal.plans.warning_rules import basis_year

CALENDAR = WorkCalendar()
OCTOBER = date(2024, 10, 30)


def duty(kind="by_date", code="self_inspection_report", title="Báo cáo tự kiểm tra", **rule):
    return DutyFacts(title, code, DeadlineRule(kind=kind, **rule), "p", "/sua")


def strand(*duties, units=None, sessions=None, mode="onsite", code="a"):
    return StrandFacts(code, "Trực tiếp", mode, units or {}, duties, sessions or {}, "/loai")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (duty("by_date", day=OCTOBER), duty("before_date", day=OCTOBER), "hạn cuối 30/10/2024"),
        (duty("by_date", day=OCTOBER), duty("by_date", day=date(2024, 10, 15)), "15/10/2024"),
        (duty("days_before_visit", "visit_report", n=5),
         duty("days_before_visit", "visit_report", n=7), "07 ngày"),
        (duty("by_date", day=OCTOBER), duty("by_date", day=OCTOBER), ""),
        (duty("by_date", day=OCTOBER), duty("before_date", "remediation_report", day=OCTOBER), ""),
        (duty("by_date", "other", "Lập lịch", day=OCTOBER),
         duty("by_date", "other", "Tổng hợp", day=date(2024, 12, 1)), ""),
        (duty("by_date", day=OCTOBER), duty("free", words="theo thông báo"), ""),
    ],
)  # fmt: skip
def test_two_boundary_words_for_one_duty(one, other, said):
    found = list(boundary_findings([one, other], CALENDAR))
    assert bool(found) == bool(said)
    assert not said or (said in found[0].title and found[0].link == "/sua")


THIRD_QUARTER = duty("quarter", "other", "Tiến hành kiểm tra", quarter=3, year=2022)


@pytest.mark.parametrize(
    ("others", "sessions", "kinds"),
    [
        ([THIRD_QUARTER, duty("before_date", "remediation_report", day=date(2022, 9, 30))],
         {}, ["before_visit"]),
        ([THIRD_QUARTER, duty("by_date", "remediation_report", day=date(2022, 9, 30))],
         {}, ["before_visit"]),
        ([THIRD_QUARTER, duty("by_date", "remediation_report", day=date(2022, 10, 1))], {}, []),
        # the schedule knows better than the quarter
        ([THIRD_QUARTER, duty("by_date", "remediation_report", day=date(2022, 9, 30))],
         {"x": (date(2022, 8, 1),)}, []),
        ([duty("by_date", "visit_report", day=date(2022, 8, 1))],
         {"x": (date(2022, 8, 1), date(2022, 9, 1))}, ["after_visit"]),
        ([duty("by_date", "visit_report", day=date(2022, 7, 31))],
         {"x": (date(2022, 8, 1),)}, []),
        ([duty("days_before_visit", "schedule_notice", n=5),
          duty("days_before_visit", "visit_report", n=5)], {}, ["late_notice"]),
        ([duty("days_before_visit", "schedule_notice", n=10),
          duty("days_before_visit", "visit_report", n=5)], {}, []),
    ],
)  # fmt: skip
def test_deadlines_and_the_visits_they_depend_on(others, sessions, kinds):
    found = order_findings(strand(*others, sessions=sessions), CALENDAR)
    assert [one.kind for one in found] == kinds


def test_a_self_inspection_waits_for_no_visit():
    late = duty("by_date", "remediation_report", day=date(2022, 7, 1))
    assert not list(order_findings(strand(THIRD_QUARTER, late, mode="self_inspection"), CALENDAR))


def test_a_unit_that_inspects_itself():
    inspected = strand(units={"tc": "Sở Tài chính", "yt": "Sở Y tế"})
    team = (("tc", "Sở Tài chính", "Thành viên", ""), ("yt", "Sở Y tế", "Thư ký", "khac"))
    (found,) = conflict_findings(PlanFacts(2024, (inspected,), team))
    assert found.title == "Sở Tài chính vừa được kiểm tra vừa có trong Đoàn (thành viên)"
    itself = strand(units={"tc": "Sở Tài chính"}, mode="self_inspection")
    assert not list(conflict_findings(PlanFacts(2024, (itself,), team)))


def test_numbers_of_units_are_added_up():
    units = {str(n): f"Sở {n}" for n in range(9)}
    seven, two = ("Số sở", "a", 7, 7, "đơn vị"), ("Số huyện", "a", 2, 2, "đơn vị")
    right = PlanFacts(2022, (strand(units=units),), quantities=(seven, two))
    assert not list(number_findings(right))
    (found,) = number_findings(PlanFacts(2022, (strand(units=units),), quantities=(seven,)))
    assert found.title == "Ghi 07 đơn vị, danh sách có 09"
    loose = ("Số sở", "a", 7, 10, "đơn vị"), ("Số bộ", "a", 8, 8, "bộ")
    assert not list(number_findings(PlanFacts(2022, (strand(units=units),), quantities=loose)))


@pytest.mark.parametrize(
    ("capacity", "title", "wrong"),
    [
        ("TM.", "Chủ tịch", False),
        ("", "Chủ tịch", False),
        ("KT.", "Phó Chủ tịch", False),
        ("TM. KT.", "Phó Chủ tịch", False),
        ("TM.", "Phó Chủ tịch", True),
        ("KT.", "Chủ tịch", True),
        ("TM.", "", False),
    ],
)
def test_signatures(capacity, title, wrong):
    found = list(signature_findings({"sign_capacity": capacity, "signer_title": title}))
    assert bool(found) is wrong


PLAN = PlanFacts(
    2024,
    (
        strand(
            duty("by_date", day=OCTOBER),
            duty("before_date", "remediation_report", "Khắc phục", day=date(2024, 9, 30)),
            units={"tc": "Sở Tài chính"}, sessions={"tc": (date(2024, 6, 12),)},
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Gửi báo cáo tự kiểm tra trước ngày 30/10/2024", ["date_conflict"]),
        ("Gửi báo cáo tự kiểm tra chậm nhất ngày 30/10/2024", []),
        ("Gửi báo cáo tự kiểm tra chậm nhất ngày 30 tháng 10 năm 2024", []),
        ("Gửi báo cáo tự kiểm tra chậm nhất ngày 15/10/2024", ["date_conflict"]),
        ("Báo cáo kết quả khắc phục trước ngày 30/9/2024; họp trước ngày 01/5/2024", []),
        ("Thực hiện Kế hoạch ban hành trước ngày 01/5/2024", []),
        ("Kiểm tra tại Sở Tài chính ngày 12/6/2024", []),
        ("Kiểm tra tại Sở Tài chính ngày 19/6/2024", ["session_conflict"]),
        ("Kiểm tra tại Sở Y tế ngày 19/6/2024", []),
        ("Gửi báo cáo tự kiểm tra trước ngày 31/2/2024", []),
    ],
)
def test_dates_in_the_text_beside_those_of_the_plan(line, kinds):
    found = date_findings([Block(line, "muc-ii")], PLAN, CALENDAR)
    assert [one.kind for one in found] == kinds


def test_a_conflict_of_dates_shows_both():
    (found,) = date_findings(
        [Block("Gửi báo cáo tự kiểm tra trước ngày 30/10/2024", "muc-ii")], PLAN, CALENDAR
    )
    assert "“trước ngày 30/10/2024”" in found.title
    assert "chậm nhất ngày 30/10/2024" in found.title
    assert (found.anchor, found.link) == ("muc-ii", "/sua")


@pytest.mark.parametrize(
    ("line", "year"),
    [
        (
            "Quyết định số 2817/QĐ-UBND ban hành Kế hoạch công tác cải cách hành chính năm 2024",
            2024,
        ),
        ("Quyết định số 4020/QĐ-UBND về Kế hoạch cải cách hành chính giai đoạn 2021 - 2025", None),
        ("Luật Cán bộ, công chức năm 2008", None),
    ],
)
def test_the_year_of_a_yearly_plan_among_the_bases(line, year):
    assert basis_year(line) == year


def test_a_whole_plan_is_looked_at_once():
    both = PlanFacts(2024, PLAN.strands, unknown=(("Nhiệm vụ 1", "Hội đồng"),))
    kinds = [one.kind for one in plan_findings(both, CALENDAR)]
    assert kinds == ["unknown_unit"]


@pytest.mark.parametrize(
    ("visited", "own", "said"),
    [
        ("abc", "cd", "1 đơn vị có cả trong"),
        # everyone is to inspect themselves, the visited ones too
        ("abc", "abcde", ""),
        ("abc", "de", ""),
        ("", "de", ""),
        ("abcdefgh", "abcdefg", "7 đơn vị có cả trong"),
    ],
)
def test_units_in_two_kinds_that_leave_each_other_out(visited, own, said):
    named = [{code: f"Xã {code}" for code in codes} for codes in (visited, own)]
    found = list(
        double_findings(
            [strand(units=named[0]), strand(units=named[1], mode="self_inspection", code="b")]
        )
    )
    assert [one.title[: len(said)] for one in found] == ([said] if said else [])
    assert not said.startswith("7") or "và 2 đơn vị khác" in found[0].quote
