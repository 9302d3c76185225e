"""The office sees what a draft or a request changes, by word and by cell; the public does not."""

import pytest

from portal.inspections.models import Conclusion
from portal.plans.models import Plan, PlanDeadline
from portal.plans.publication_actions import propose_plan
from portal.publishing import actions, gate
from portal.publishing.actions import withdrawal
from portal.publishing.comparing_office import SHORT, beside
from portal.publishing.models import Publication
from tests import factories
from tests.browser_client import Client
from tests.plans.factories import published
from tests.publishing.samples import Note

PLANS = "/lam-viec/dieu-hanh/ke-hoach/"
GATE = "/lam-viec/dieu-hanh/dang/"


@pytest.fixture
def editor(app, database) -> Client:
    return factories.signed_in_client(app, "office_editor")


@pytest.fixture
def plan(database) -> Plan:
    made = factories.plan(
        2026, title="Kế hoạch kiểm tra", missing_document_reason="Chờ văn thư",
        body_html="<h2>I. Mục đích</h2><p>Kiểm tra việc công khai thủ tục hành chính.</p>"
        "<table><tr><td>Sở Tài chính</td><td>12/6</td></tr></table>",
    )  # fmt: skip
    strand = factories.strand(made, (factories.unit("Sở Tài chính"),))
    PlanDeadline.create(
        strand=strand, code="a", title="Nộp báo cáo", duty="other",
        rule={"kind": "by_date", "day": "2026-06-05"},
    )  # fmt: skip
    published(made)
    return made


def changed(plan: Plan) -> None:
    body = plan.body_html.replace("công khai thủ tục", "giải quyết thủ tục")
    Plan.update(body_html=body.replace("12/6", "19/6")).where(Plan.id == plan.id).execute()
    PlanDeadline.update(rule={"kind": "by_date", "day": "2026-06-08"}).execute()


def test_the_draft_shows_words_and_cells_that_changed_and_nothing_else(editor, plan):
    page = f"{PLANS}{plan.id}/so-sanh/"
    assert "Nội dung không khác gì so với phiên bản 1 đang đăng" in editor.get(page).text
    changed(plan)
    assert "so-sanh/" in editor.get(f"{PLANS}{plan.id}/").text
    text = editor.get(page).text
    assert "bỏ: </span>công khai</del>" in text
    assert "thêm: </span>giải quyết</ins>" in text
    assert ">12/6<" not in text, "within the cell by its words"
    assert "08/06/2026" in text
    assert "Sở Tài chính</td>" not in text, "cells that stayed are not repeated"


def test_the_request_shows_the_same_and_the_public_neither(app, editor, plan):
    changed(plan)
    plan = Plan.get_by_id(plan.id)
    made = propose_plan(
        factories.actor("office_editor"), plan, "correction", "Sửa lỗi gõ", "Chờ văn thư", ""
    )
    for path in (f"{GATE}{made.id}/", f"{GATE}{made.id}/so-sanh/"):
        assert "thêm: </span>giải quyết</ins>" in editor.get(path).text
    stranger, unit = (
        Client(app),
        factories.signed_in_client(app, "unit_editor", unit=factories.unit("Sở Xây dựng")),
    )
    for path in (f"{GATE}{made.id}/so-sanh/", f"{PLANS}{plan.id}/so-sanh/"):
        assert stranger.http.get(path).status_code == 302
        unit.get(path, status=404)
    assert "giải quyết thủ tục" not in stranger.get(f"/ke-hoach/{plan.slug}/").text


def test_a_long_comparison_stands_on_its_own_page(editor, plan):
    many = "".join(f"<p>Đoạn số {number} mới thêm.</p>" for number in range(SHORT + 1))
    Plan.update(body_html=many).where(Plan.id == plan.id).execute()
    made = propose_plan(
        factories.actor("office_editor"), Plan.get_by_id(plan.id), "correction", "Thay", "Chờ", ""
    )
    text = editor.get(f"{GATE}{made.id}/").text
    assert "Đoạn số 7 mới" not in text
    assert f"{GATE}{made.id}/so-sanh/" in text
    assert "Đoạn số 7 mới" in editor.get(f"{GATE}{made.id}/so-sanh/").text


def test_a_draft_of_what_was_withdrawn_is_compared_with_what_was_read(database):
    editor, approver = factories.actor("office_editor"), factories.actor("office_approver")

    def out(proposal, kind):
        made = actions.propose(editor, "Việc", [proposal], kind, "Ghi chú")
        actions.approve(approver, made)

    out(gate.proposal("a", Note("Thông báo", text="Bản cũ")), "first")
    out(withdrawal(Publication.get(), "stopped", "Hết hiệu lực", ""), "withdrawal")
    [found] = beside([gate.proposal("a", Note("Thông báo", text="Bản mới"))])
    assert (found.withdrawn, found.against.version, found.places) == (True, 1, 1)
    assert found.compared["facts"][0]["before"] == "Bản cũ"
    [new] = beside([gate.proposal("b", Note("Khác"))])
    assert (new.against, new.places) == (None, 0)


def test_the_schedule_and_a_conclusion_are_compared_as_well(editor, plan):
    visit = factories.visit(plan, factories.unit("Sở Y tế"))
    row = Conclusion.create(
        visit=visit, slug=visit.slug, title="Kết luận tại Sở Y tế", created_at=visit.created_at
    )
    page = f"/lam-viec/dieu-hanh/lich-kiem-tra/dang/{plan.id}/so-sanh/"
    assert "Đăng lần đầu" in editor.get(page).text
    page = f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/ket-luan/so-sanh/"
    assert row.title in editor.get(page).text
