"""What becomes public of timeliness: only with two people, and nothing that is not public yet."""

import json
from datetime import date, timedelta

import pytest

from portal.clock import now
from portal.inspections.models import Conclusion, Finding, Session, Visit
from portal.publishing import gate
from portal.publishing.models import Publication
from portal.publishing.payload import canonical
from portal.reports.models import Duty
from portal.reports.timeliness.publication import (
    NO_CONCLUSION,
    NOT_PUBLIC,
    OWN,
    UNANNOUNCED,
    offer_of,
)
from tests import factories
from tests.approving import approve
from tests.reports import office_factories as reports
from tests.site import factories as public
from tests.site import inspection_factories, publishing

OFFICE = "/lam-viec/dieu-hanh/nop-bao-cao/"
DUE, TODAY, HELD = date(2024, 6, 7), date(2024, 7, 1), date(2024, 6, 12)


@pytest.fixture
def plan(database):
    made = factories.plan()
    publishing.publish(made.slug, public.plan(year=2024, title="Kế hoạch đã đăng"))
    return made


def owed(plan, name, kind="self_inspection_report", **values):
    return reports.duty(
        factories.unit(name), plan, values.pop("due_on", DUE), kind=kind, form=None, **values
    )


def visited(plan, name, told=HELD, kind="visit_report", **values):
    """A report of a visit on HELD; readers see it on the day ``told``, None: not at all."""
    duty = owed(plan, name, kind=kind)
    visit = factories.visit(plan, duty.unit, HELD, **values)
    Duty.update(visit=visit).where(Duty.id == duty.id).execute()
    if told:
        shown = inspection_factories.visit(
            "so-noi-vu", inspection_factories.session("b1", told.isoformat())
        )
        publishing.publish(visit.slug, shown)
    return visit


def shown(plan, day=TODAY):
    """(unit, result, days late) of what may be public, in order."""
    rows = offer_of(plan, day).payload.rows
    return [(row.unit.name, row.result, row.days_late) for row in rows]


def left_out(plan):
    return {cell.duty.unit.name: why for cell, why in offer_of(plan, TODAY).left_out}


def test_results_and_totals_are_of_the_day_named(plan):
    reports.submission(owed(plan, "A"), received_on=DUE)
    given = owed(plan, "B", due_on=DUE + timedelta(days=5))
    given.history.model.create(
        duty=given, at=now() - timedelta(days=9), old_due_on=DUE, new_due_on=given.due_on,
        cause="extended",
    )  # fmt: skip
    reports.submission(given, received_on=DUE + timedelta(days=3))
    reports.submission(owed(plan, "C"), received_on=DUE + timedelta(days=4))
    owed(plan, "D")
    owed(plan, "E", state="waived")
    owed(plan, "G", due_on=TODAY)
    assert shown(plan) == [
        ("A", "on_time", 0), ("B", "on_time", 0), ("C", "late", 4), ("D", "missing", 24),
        ("E", "waived", 0), ("G", "ahead", 0),
    ]  # fmt: skip
    found = offer_of(plan, TODAY).payload
    assert found.as_of == "2024-07-01"
    assert found.plan_title == "Kế hoạch đã đăng"
    [column] = found.columns
    counts = (column.on_time, column.late, column.missing, column.ahead, column.waived)
    assert counts == (2, 1, 1, 1, 1)
    assert [row.due for row in found.rows if row.extended] == ["2024-06-12"]
    assert found.rows[2].result_name == "Nộp quá hạn 4 ngày"


def test_who_sent_it_and_why_late_stay_inside(plan):
    duty = owed(plan, "A", title="Tên nội bộ", due_sentence="Câu nội bộ")
    reports.submission(
        duty, received_on=DUE + timedelta(days=1), late=True, late_reason="Máy hỏng",
        signer="Người Ký", by="Người Gõ", doc_number="99/BC-NB", arrival_number="Đến 7",
    )  # fmt: skip
    text = canonical(offer_of(plan, TODAY).payload)
    inside = ("nội bộ", "Máy hỏng", "Người Ký", "Người Gõ", "99/BC", "Đến 7", "BN-2024")
    assert not [word for word in inside if word in text]


def test_a_visit_that_readers_do_not_know_keeps_its_unit_and_day_inside(plan):
    visited(plan, "Đã đăng")
    visited(plan, "Đột xuất", unannounced=True)
    visited(plan, "Đột xuất đã cho công khai, chưa đăng", None, unannounced=True, released=True)
    visited(plan, "Chưa đăng lịch", None)
    visited(plan, "Dời ngày chưa đăng", HELD - timedelta(days=2))
    cancelled = visited(plan, "Hủy chưa đăng", state="cancelled")
    Session.update(state="cancelled").where(Session.visit == cancelled).execute()
    owed(plan, "Báo cáo riêng", kind="other")
    assert [name for name, _, _ in shown(plan)] == ["Đã đăng"]
    [row] = offer_of(plan, TODAY).payload.rows
    assert row.visit_slug == Visit.get(Visit.unit_name == "Đã đăng").slug
    assert left_out(plan) == {
        "Đột xuất": UNANNOUNCED,
        "Đột xuất đã cho công khai, chưa đăng": NOT_PUBLIC,
        "Chưa đăng lịch": NOT_PUBLIC,
        "Dời ngày chưa đăng": NOT_PUBLIC,
        "Hủy chưa đăng": NOT_PUBLIC,
        "Báo cáo riêng": OWN,
    }
    Visit.update(released=True).where(Visit.unannounced).execute()
    assert [name for name, _, _ in shown(plan)] == ["Đã đăng", "Đột xuất"]
    for visit in Visit.select().where(Visit.unannounced, Visit.released):
        if gate.newest_version("visit", visit.slug):
            publishing.withdraw("visit", visit.slug, "mistake", "Đăng nhầm")
    assert [name for name, _, _ in shown(plan)] == ["Đã đăng"]
    publishing.withdraw("plan", plan.slug, "stopped", "Thôi đăng")
    assert offer_of(plan, TODAY) is None


def test_units_of_an_unannounced_strand_are_not_told_by_its_other_reports(plan):
    told, secret = owed(plan, "Cả hai"), owed(plan, "Bí mật")
    for mode, units in (
        ("unannounced", (told.unit, secret.unit)),
        ("self_inspection", (told.unit,)),
    ):
        strand = factories.strand(plan, units, mode)
        factories.deadline(strand, "self_inspection_report")
    assert left_out(plan) == {"Bí mật": UNANNOUNCED}


def test_a_remediation_report_shows_with_a_conclusion_that_is_public_whole(plan):
    visit = visited(plan, "A", kind="remediation_report")
    row = Conclusion.create(
        visit=visit, slug="2024/a", title="Kết luận", state="issued", created_at=now()
    )
    finding = Finding.create(visit=visit, code="1", domain="the-che", kind="shortcoming", text="x")
    assert left_out(plan) == {"A": NO_CONCLUSION}
    publishing.publish(row.slug, inspection_factories.conclusion())
    assert left_out(plan) == {}
    Finding.update(public=False).where(Finding.id == finding.id).execute()
    assert left_out(plan) == {"A": NO_CONCLUSION}


def test_nothing_is_public_until_a_second_person_approves(plan, sign_in, visitor):
    reports.submission(owed(plan, "Sở Y tế"), received_on=DUE)
    editor, path = sign_in("office_editor"), f"{OFFICE}dung-han/{plan.id}/trinh-dang/"
    assert "1 báo cáo của 1 đơn vị" in editor.get(path).text
    assert "Chưa công khai" in editor.get(f"{OFFICE}dung-han/").text
    editor.post(path, {"change_note": ""}, 422)
    to = editor.post(path, {"change_note": "Quý II"}).headers["Location"]
    page = f"/tinh-hinh-nop-bao-cao/{plan.slug}/"
    visitor.get(page, 404)
    assert "Chưa công bố" in visitor.get("/tinh-hinh-nop-bao-cao/").text
    approve(sign_in("office_approver"), to)
    assert "Sở Y tế" in visitor.get(page).text
    assert "Đang công khai" in editor.get(f"{OFFICE}dung-han/").text
    editor.post(path, {"change_note": "Lần nữa"})
    row = Publication.get(Publication.kind == "timeliness")
    assert json.loads(row.payload)["rows"][0]["result"] == "on_time"
    assert row.version == 1


def test_without_the_plan_there_is_no_grid(database, sign_in):
    plan = factories.plan()
    owed(plan, "Sở Y tế")
    editor, path = sign_in("office_editor"), f"{OFFICE}dung-han/{plan.id}/trinh-dang/"
    assert "Cần đăng kế hoạch trước" in editor.get(path).text
    assert "Cần đăng kế hoạch trước" in editor.post(path, {"change_note": "x"}, 422).text
    assert gate.newest_version("timeliness", plan.slug) is None


def test_queries_do_not_grow_with_the_units(plan, queries):
    visited(plan, "A")
    with queries() as few:
        offer_of(plan, TODAY)
    for number in range(12):
        visited(plan, f"Xã {number}")
    with queries() as many:
        offer_of(plan, TODAY)
    assert many.count == few.count


def test_leaders_read_the_grid_and_are_not_asked_to_propose_it(plan, sign_in):
    owed(plan, "A")
    page = f"/lam-viec/dieu-hanh/nop-bao-cao/dung-han/?ke-hoach={plan.id}"
    assert "Trình đăng bảng này" in sign_in("office_editor").get(page).text
    assert "Trình đăng bảng này" not in sign_in("supervisor").get(page).text
