"""A planned visit is moved, changed, announced, cancelled or released."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Session, Visit
from tests.inspections.factories import planned
from tests.inspections.visit_forms import ROOT, coming_workday
from tests.page_forms import forms_of


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def test_a_move_shows_its_deadlines_before_it_is_saved(office: Any) -> None:
    first = coming_workday()
    visit = planned(days=(first,))
    path = f"{ROOT}{visit.id}/buoi/b1/doi/"
    office.get(path)
    new = first + timedelta(days=7)
    wanted = {
        "on": new.strftime("%d/%m/%Y"), "part": "day", "reason": "Trùng lịch", "version": 1,
        "action": "preview",
    }  # fmt: skip
    text = office.post(path, wanted, status=200).text
    assert (first - timedelta(days=5)).strftime("%d/%m/%Y") in text
    assert (new - timedelta(days=5)).strftime("%d/%m/%Y") in text
    assert "muộn hơn 7 ngày" in text
    assert Session.select().count() == 1
    office.post(path, {**wanted, "action": "confirm"})
    text = office.get(f"{ROOT}{visit.id}/").text
    assert "Trùng lịch" in text
    assert '<s class="app-struck">' in text
    again = office.post(path, {**wanted, "action": "confirm"})
    assert "đã được dời" in office.follow(again).text
    other = {**wanted, "action": "confirm", "version": 2, "reason": "Lý do khác"}
    assert "đã được dời" in office.post(path, other, status=422).text
    assert Session.select().count() == 2


def test_a_move_to_a_day_that_is_over_is_warned_of_and_made_if_meant(office: Any) -> None:
    visit = planned(days=(coming_workday(),))
    path, over = f"{ROOT}{visit.id}/buoi/b1/doi/", date(2024, 6, 12)
    office.get(path)
    wanted = {
        "on": over.strftime("%d/%m/%Y"), "part": "day", "reason": "Đã làm sớm", "version": 1,
        "action": "preview",
    }  # fmt: skip
    text = office.post(path, wanted, status=200).text
    assert "Ngày mới đã qua" in text
    (shown,) = [form for form in forms_of(text) if "reason" in form.inputs]
    seen = {name: values[0] for name, values in shown.data().items() if name != "csrf_token"}
    office.post(path, {**seen, "accept": "1", "why": "Đã làm hôm đó", "action": "confirm"})
    assert Session.select().where(Session.on == over).exists()


def test_a_move_needs_another_day_and_a_reason(office: Any) -> None:
    first = coming_workday()
    visit = planned(days=(first,))
    path = f"{ROOT}{visit.id}/buoi/b1/doi/"
    office.get(path)
    same = {"on": first.strftime("%d/%m/%Y"), "part": "morning", "reason": "x", "version": 1}
    assert "trùng với lịch đang có" in office.post(path, same, status=422).text
    bare = {**same, "part": "day", "reason": ""}
    assert "Nhập lý do dời." in office.post(path, bare, status=422).text


def test_two_people_on_one_visit_see_both_texts(office: Any) -> None:
    visit = planned(days=(coming_workday(),), internal_note="bản cũ")
    path = f"{ROOT}{visit.id}/sua/"
    office.get(path)
    form = {
        "strand": visit.strand_id, "team": "", "method": "Trực tuyến", "internal_note": "của A",
        "version": 1,
    }  # fmt: skip
    office.post(path, form)
    text = office.post(path, {**form, "internal_note": "của B"}, status=409).text
    assert "của A" in text
    assert "của B" in text
    office.post(path, {**form, "internal_note": "của B", "version": 2})
    assert Visit.get_by_id(visit.id).internal_note == "của B"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_tampered_version_is_a_conflict_not_a_crash(office: Any, version: str) -> None:
    visit = planned(days=(coming_workday(),))
    path = f"{ROOT}{visit.id}/thong-bao/"
    office.get(path)
    office.post(path, {"on": "01/06/2024", "version": version}, status=409)
    assert Visit.get_by_id(visit.id).noticed_on is None


def test_a_notice_cannot_have_gone_out_tomorrow(office: Any) -> None:
    visit = planned(days=(coming_workday(),))
    path = f"{ROOT}{visit.id}/thong-bao/"
    version = visit.version
    tomorrow = f"{today() + timedelta(days=1):%d/%m/%Y}"
    office.get(path)
    text = office.post(path, {"on": tomorrow, "version": version}, status=422).text
    assert "không được ở tương lai" in text
    assert f'value="{tomorrow}"' in text
    office.post(path, {"on": f"{today():%d/%m/%Y}", "version": version})
    assert Visit.get_by_id(visit.id).noticed_on == today()


def test_cancel_and_release_need_a_reason(office: Any) -> None:
    visit = planned(days=(coming_workday(),), unannounced=True)
    for what in ("cong-khai", "huy"):
        path = f"{ROOT}{visit.id}/{what}/"
        office.get(path)
        version = Visit.get_by_id(visit.id).version
        assert "Nhập lý do." in office.post(path, {"version": version}, status=422).text
        office.post(path, {"reason": "Theo chỉ đạo", "version": version})
        office.post(path, {"reason": "Theo chỉ đạo", "version": version})
    kept = Visit.get_by_id(visit.id)
    assert (kept.released, kept.state) == (True, "cancelled")
