"""What was edited after it was put forward: the approver is told, and decides as before."""

from datetime import date

from portal.inspections.models import Conclusion, Session, Visit
from portal.inspections.publication_actions import propose_conclusion, propose_schedule
from tests import factories
from tests.inspections.factories import finding, issued, planned

SAID = "Hồ sơ kết luận nay khác bản trình đăng"


def test_the_approver_is_told_that_the_conclusion_was_edited_since(database, sign_in):
    visit = planned(days=(date(2024, 4, 2),))
    finding(visit, "Chậm ban hành")
    issued(visit, date(2024, 5, 1))
    row = Conclusion.get(Conclusion.visit == visit)
    found = propose_conclusion(factories.actor("office_editor"), row, "Đăng", "Chưa có bản ký")
    page, approver = f"/lam-viec/dieu-hanh/dang/{found.id}/", sign_in("office_approver")
    assert SAID not in approver.get(page).text
    Conclusion.update(summary="Viết thêm sau khi trình").where(Conclusion.id == row.id).execute()
    text = approver.get(page).text
    assert SAID in text
    assert f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/" in text
    assert "Viết thêm sau khi trình" not in text


def test_the_approver_is_told_which_visit_of_a_schedule_was_edited_since(database, sign_in):
    plan = factories.plan()
    near, far = (
        planned(plan=plan, unit=factories.unit(name), days=(date(2024, 6, 12),))
        for name in ("Sở Gần", "Sở Xa")
    )
    found = propose_schedule(factories.actor("office_editor"), plan, "Đăng lịch")
    page, approver = f"/lam-viec/dieu-hanh/dang/{found.id}/", sign_in("office_approver")
    said = "Lịch kiểm tra nay khác bản trình đăng"
    assert said not in approver.get(page).text
    Session.update(place="Phòng họp tầng 3").where(Session.visit == near).execute()
    text = approver.get(page).text
    assert text.count(f"<strong>{said}") == 1
    assert "Sở Gần" in text[text.index(said) :][:400]
    assert f"/lam-viec/dieu-hanh/lich-kiem-tra/{near.id}/" in text
    assert f"/lam-viec/dieu-hanh/lich-kiem-tra/{far.id}/" not in text
    Visit.update(internal_note="Ghi nội bộ").where(Visit.id == far.id).execute()
    assert approver.get(page).text.count(f"<strong>{said}") == 1, "what readers never see"
