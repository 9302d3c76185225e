"""A visit is planned: warnings first, every session, what is wrong at its field."""

from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Visit
from tests import factories
from tests.inspections.factories import strand_with_rules
from tests.inspections.visit_forms import ROOT, coming_workday, form_of, shown_mark


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def test_a_visit_without_warnings_is_saved_at_once(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Y tế")
    strand = strand_with_rules(plan, unit)
    office.get(f"{ROOT}them/{plan.id}/")
    answer = office.post(f"{ROOT}them/{plan.id}/", form_of(strand, unit, coming_workday()))
    assert "Theo lịch" in office.follow(answer).text
    text = office.get(f"{ROOT}?plan={plan.id}").text
    assert "Sở Y tế" in text
    assert "1 cuộc kiểm tra chưa đăng" in text


def test_warnings_are_shown_first_and_accepted_with_a_tick(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Y tế")
    strand = strand_with_rules(plan, factories.unit())
    path = f"{ROOT}them/{plan.id}/"
    wanted = form_of(strand, unit, coming_workday(), **{"sessions-0-place": "Phòng 305"})
    office.get(path)
    text = office.post(path, wanted, status=422).text
    assert "không có trong danh sách đơn vị" in text
    assert "Phòng 305" in text
    assert not Visit.select().exists()
    office.post(path, {**wanted, "accept": "1", "seen": "another"}, status=422)
    office.post(path, {**wanted, "accept": "1", "seen": shown_mark(text)})
    assert Visit.select().count() == 1


def test_check_shows_warnings_without_saving(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    wanted = form_of(strand, unit, today(), action="check")
    assert "Không còn đủ thời gian thông báo lịch" in office.post(path, wanted, status=200).text
    fine = form_of(strand, unit, coming_workday(), action="check")
    assert "Không có cảnh báo nào" in office.post(path, fine, status=200).text
    assert not Visit.select().exists()


def test_one_more_session_keeps_what_was_typed(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    wanted = form_of(strand, unit, None, action="add", **{"sessions-0-place": "Phòng 305"})
    text = office.post(path, wanted, status=200).text
    assert "Phòng 305" in text
    assert "sessions-1-on" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sessions-0-on": ""}, "Nhập ngày của buổi làm việc."),
        ({"sessions-0-on": "32/13/2026"}, "Không có tháng 13"),
        ({"sessions-1-place": "Phòng 2", "sessions-1-part": "day"}, "Nhập ngày của buổi làm việc."),
        ({"unit": "999999"}, "Chọn một mục có trong danh sách."),
        ({"unit": ""}, "Chọn đơn vị được kiểm tra."),
        ({"internal_note": "x" * 2001}, "dài tối đa"),
        ({"internal_note": "a\x00b"}, "ký tự điều khiển"),
        ({"sessions-0-time": "25:00"}, "Giờ từ 0 đến 23"),
    ],
)
def test_bad_input_is_said_at_the_field(office: Any, wrong: Any, said: str) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    answer = office.post(path, {**form_of(strand, unit, coming_workday()), **wrong}, status=422)
    assert said in answer.text
    assert not Visit.select().exists()
