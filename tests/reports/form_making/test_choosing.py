"""A plan chooses the form version for a kind of report or a group of units."""

from datetime import date
from typing import Any

import pytest

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.reports.draft_pages import Entry, save_page
from portal.reports.duties.owing import owe
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_choosing.queries import levels_of
from portal.reports.form_choosing.rules import narrowest
from portal.reports.models import Duty
from tests import factories
from tests.reports.form_making.factories import small, version

DUE = DeadlineRule("by_date", day=date(2024, 6, 1))


@pytest.fixture
def forms(database: Any) -> list[Any]:
    """Two versions for all, and a form for vertical agencies alone."""
    own = small() | {"code": "nganh-doc", "meant_for": ["vertical"]}
    return [version(), version(version=2), version(own, code="nganh-doc")]


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def owed(plan: Any, kind: str = "visit_report", **unit: str) -> Duty:
    due = resolve(DUE, work_calendar())
    return owe(factories.actor(), factories.unit(**unit), plan, kind, due)


def page(plan: Any) -> str:
    return f"/lam-viec/dieu-hanh/bieu-mau/ke-hoach/{plan.id}/"


def on_form(duty: Duty) -> int:
    return Duty.get_by_id(duty.id).form_id


def test_the_narrowest_choice_counts() -> None:
    rows = [FormChoice(kind=kind, units=units) for kind, units in (
        ("", ""), ("visit_report", ""), ("", "cap:commune"), ("visit_report", "cap:commune"),
        ("", "loai:ward"),
    )]  # fmt: skip
    for asked, place in (
        (("self_inspection_report", "department", "province"), 0),
        (("visit_report", "department", "province"), 1),
        (("self_inspection_report", "commune", "commune"), 2),
        (("visit_report", "commune", "commune"), 3),
        (("visit_report", "ward", "commune"), 4),
    ):
        assert narrowest(rows, *asked) is rows[place]
    assert narrowest(rows[2:3], "visit_report", "department", "province") is None


def test_reports_without_text_go_over_and_back_and_new_ones_follow(
    forms: list[Any], office: Any
) -> None:
    first, second, _own = forms
    plan, other = factories.plan(), factories.plan()
    blank, begun, commune = owed(plan), owed(plan), owed(plan, level="commune", type="commune")
    elsewhere = owed(other)
    save_page(factories.actor(), begun, [Entry("done:tasks", True, 0)])
    data = {"kind": "visit_report", "units": "cap:province", "form": str(first.id)}
    office.post(page(plan), data, 302)
    shown = office.get(page(plan)).text
    assert "1 báo cáo chưa nhập gì chuyển theo. 1 báo cáo đã nhập giữ biểu mẫu cũ." in shown
    assert "Đã có bản 2 mới hơn" in shown
    assert [on_form(one) for one in (blank, begun, commune, elsewhere)] == [
        first.id, second.id, second.id, second.id,
    ]  # fmt: skip
    assert owed(plan).form == first
    assert owed(plan, "self_inspection_report").form == second
    office.post(f"{page(plan)}bo", {"lua_chon": str(FormChoice.get().id)}, 302)
    assert (on_form(blank), FormChoice.select().count()) == (second.id, 0)


def test_a_form_that_does_not_apply_is_refused_with_the_reason(
    forms: list[Any], office: Any
) -> None:
    plan = factories.plan()
    owed(plan)
    for units in ("", "cap:province", "loai:department"):
        data = {"kind": "", "units": units, "form": str(forms[2].id)}
        assert "chỉ dành cho Ngành dọc" in office.post(page(plan), data, 422).text
    assert FormChoice.select().count() == 0
    office.post(page(plan), {"kind": "", "units": "cap:vertical", "form": str(forms[2].id)}, 302)
    assert owed(plan, level="vertical", type="vertical").form == forms[2]


def test_leaders_read_and_do_not_choose(forms: list[Any], office: Any, sign_in: Any) -> None:
    plan = factories.plan()
    data = {"kind": "", "units": "", "form": str(forms[0].id)}
    office.get(page(plan))
    office.post(page(plan), data, 302)
    shown = sign_in("supervisor").get(page(plan)).text
    assert "Lựa chọn của kế hoạch" in shown
    assert "Chọn biểu mẫu" not in shown
    assert "Trở lại biểu mẫu" not in shown


def test_the_levels_asked_are_those_of_the_plans_own_reports(forms: list[Any]) -> None:
    plan, other = factories.plan(), factories.plan()
    owed(plan, level="commune", type="commune")
    owed(other)
    assert levels_of(plan, "") == {"commune"}
