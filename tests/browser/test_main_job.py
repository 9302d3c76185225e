"""The main job in a real browser, as its people do it: from a plan to the frozen site."""

from datetime import timedelta

import pytest

from portal.clock import today
from tests.browser import (
    conclusion_steps,
    freeze_steps,
    plan_steps,
    report_steps,
    visit_steps,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
SECRET = "Trụ sở bí mật số 77"


def test_from_plan_to_frozen_site(served, person, chromium, tmp_path):
    editor, approver, reader = person("office_editor"), person("office_approver"), person()
    unit = person("unit_editor")

    plan = plan_steps.enter_plan(editor, today().year, tmp_path)
    request = plan_steps.propose_plan(editor, plan, "Đăng lần đầu")
    editor.must_see("không tự duyệt được")
    plan_steps.approve(approver, request)
    public = plan_steps.read_plan(reader)
    plan_steps.approve(approver, plan_steps.correct_plan(editor, plan))
    reader.open(public)
    reader.must_see("Sửa lỗi câu chữ ở phần tóm tắt")

    first, moved = visit_steps.soon(20, today()), visit_steps.soon(27, today())
    hidden = visit_steps.soon(41, today())
    visit = visit_steps.plan_visit(editor, plan, first)
    visit_steps.plan_visit(editor, plan, hidden, unannounced=True, place=SECRET)
    visit_steps.publish_schedule(editor, approver, plan, "Lịch kiểm tra đợt bổ sung")
    visit_steps.move_visit(editor, visit, moved)
    visit_steps.publish_schedule(editor, approver, plan, "Dời một cuộc kiểm tra")
    visit_steps.public_schedule_shows(reader, public, first, moved)
    visit_steps.nowhere(reader, unit, SECRET, hidden)

    report = report_steps.open_report(unit, plan_steps.TITLE)
    unit.must_see((moved - timedelta(days=5)).strftime("%d/%m/%Y"))
    report_steps.fill_outline(unit, report)
    report_steps.fill_tasks(unit, report)
    report_steps.fill_statistics(unit, report)
    report_steps.attach_evidence(unit, report, tmp_path)
    report_steps.send(unit, report, tmp_path, "45/BC-BQL")
    duty = report_steps.duty_path(editor, plan_steps.UNIT, plan_steps.TITLE)
    report_steps.return_report(editor, duty, moved - timedelta(days=2))
    report_steps.correct(unit, report)
    report_steps.send(unit, report, tmp_path, "46/BC-BQL")
    report_steps.accept(editor, duty)

    conclusion_steps.record_findings(editor, visit)
    conclusion_steps.conclude(editor, visit, tmp_path, moved)
    conclusion_steps.publish(editor, approver, visit + "ket-luan/dang/", "Công bố kết luận")
    conclusion = conclusion_steps.read_conclusion(reader)
    visit_id = visit.rstrip("/").rpartition("/")[2]
    conclusion_steps.report_remediation(unit, visit_id, tmp_path, today())
    conclusion_steps.verify_remediation(editor, visit, today())
    conclusion_steps.publish(editor, approver, visit + "khac-phuc/dang/", "Đã xác minh")
    reader.open("/khac-phuc-sau-kiem-tra/")
    reader.must_see(conclusion_steps.FIXED)
    reader.open("/khac-phuc-sau-kiem-tra/kien-nghi-cua-don-vi/")
    reader.must_see(conclusion_steps.PETITION)

    site = freeze_steps.freeze(served, tmp_path)
    first_build = site.resolve()
    freeze_steps.read_frozen(
        chromium, site, tmp_path, public, ["199/KH-UBND", visit_steps.MOVED_BECAUSE]
    )
    assert (site / conclusion.strip("/") / "index.html").exists()
    for secret in (SECRET, conclusion_steps.KEPT_INSIDE, "csrf_token", "/lam-viec/"):
        assert not freeze_steps.holds(site, secret), secret
    plan_steps.approve(approver, plan_steps.withdraw_plan(editor, plan), "ngừng đăng")
    served.command("freeze")
    assert site.resolve() != first_build
    assert "Đăng nhầm bản dự thảo" in (site / public.strip("/") / "index.html").read_text()
    served.command("rollback", "--allow-withdrawn", "Bản mới bị lỗi")
    assert site.resolve() == first_build
