"""The check before publishing at work: shown, refused, mended, or kept with a reason."""

import re

import pytest

from portal.accounts.models import AuditEntry
from portal.plans.models import Plan
from portal.publishing import actions, lint
from portal.publishing.lint_models import AcceptedFinding
from portal.publishing.requests import PublicationRequest
from tests import approving, factories
from tests.plans.factories import issued

PLANS, GATE, CHECK = (
    f"/lam-viec/dieu-hanh/{part}/" for part in ("ke-hoach", "dang", "ra-soat")
)  # fmt: skip


@pytest.fixture
def plan(database):
    made = factories.plan(2024, document=issued(), body_html="<p>Văn bản</p>")
    strand = factories.strand(made, (factories.unit("Sở Tài chính"), factories.unit("Sở Y tế")))
    factories.deadline(strand)
    return made


def proposed(client, plan: Plan, text: str) -> PublicationRequest:
    """The plan with that text, on its way to the approver."""
    Plan.update(body_html=f"<p>{text}</p>").where(Plan.id == plan.id).execute()
    client.post(
        f"{PLANS}{plan.id}/trinh-dang/",
        {"change_kind": "first", "change_note": "Đăng", "told": "major"},
    )
    return PublicationRequest.select().order_by(PublicationRequest.id.desc()).get()


def approve(sign_in, request: PublicationRequest) -> None:
    approving.approve(sign_in("office_approver"), f"{GATE}{request.id}/")


def test_a_path_inside_the_office_never_goes_out(sign_in, plan):
    client = sign_in("office_editor")
    assert "Không thấy chỗ nào cần xem" in client.get(f"{PLANS}{plan.id}/trinh-dang/").text
    request = proposed(client, plan, r"Xem I:\Chung\KH 2024.docx")
    page = client.get(f"{GATE}{request.id}/").text
    assert "Chưa duyệt được: 1 chỗ phải sửa trước khi đăng" in page
    assert f'href="{PLANS}{plan.id}/toan-van/' in page
    approve(sign_in, request)
    assert PublicationRequest.get_by_id(request.id).state == "waiting"
    with pytest.raises(lint.FindingsOpen):
        actions.approve(factories.actor("office_approver"), request)
    assert CHECK not in page


def test_the_office_sees_the_check_before_it_proposes(sign_in, plan):
    Plan.update(body_html="<p>Gọi 0912345678</p>").where(Plan.id == plan.id).execute()
    page = sign_in("office_editor").get(f"{PLANS}{plan.id}/trinh-dang/").text
    assert "Số điện thoại di động" in page
    assert "Cần xem: 1" in page


def test_a_number_that_is_no_identity_stays_with_a_reason(sign_in, plan):
    client = sign_in("office_editor")
    request = proposed(client, plan, "Mã hồ sơ 001089001234")
    page = client.get(f"{GATE}{request.id}/").text
    (key,) = re.findall(rf"{CHECK}{request.id}/(\w+)/", page)
    approve(sign_in, request)
    assert PublicationRequest.get_by_id(request.id).state == "waiting"
    address = f"{CHECK}{request.id}/{key}/"
    client.get(address)
    assert "Nhập lý do" in client.post(address, {"reason": " "}, 422).text
    client.post(address, {"reason": "Mã hồ sơ thủ tục hành chính"})
    page = client.get(f"{GATE}{request.id}/").text
    assert "Lý do giữ nguyên: Mã hồ sơ thủ tục hành chính" in page
    assert "Chưa duyệt được" not in page
    approve(sign_in, request)
    assert PublicationRequest.get_by_id(request.id).state == "published"
    entry = AuditEntry.get(AuditEntry.action == "accept-finding")
    assert entry.reason == "Mã hồ sơ thủ tục hành chính"
    client.get(address, 404)


def test_a_reason_holds_when_the_same_words_are_proposed_again(sign_in, plan):
    client = sign_in("office_editor")
    first = proposed(client, plan, "Mã hồ sơ 001089001234")
    page = client.get(f"{GATE}{first.id}/").text
    (key,) = re.findall(rf"{CHECK}{first.id}/(\w+)/", page)
    client.post(f"{CHECK}{first.id}/{key}/", {"reason": "Mã hồ sơ"})
    second = proposed(client, plan, "Mã hồ sơ 001089001234</p><p>Thêm một câu")
    assert second.id != first.id
    lint.check_open(second)
    third = proposed(client, plan, "Mã hồ sơ 001089009999")
    with pytest.raises(lint.FindingsOpen):
        lint.check_open(third)
    assert AcceptedFinding.select().count() == 1


def test_a_second_reason_takes_the_place_of_the_first(sign_in, plan, app):
    request = proposed(sign_in("office_editor"), plan, "Gọi 0912345678")
    with app.test_request_context():
        (key,) = [row.finding.key for row in lint.checked(request) if row.finding.kind == "phone"]
        clerk = factories.actor("office_editor")
        lint.accept(clerk, request, key, "Số trực ban")
        lint.accept(clerk, request, key, "Số trực ban của cơ quan")
        with pytest.raises(lint.NoSuchFinding):
            lint.accept(clerk, request, "0" * 20, "Không có")
    assert [row.reason for row in AcceptedFinding.select()] == ["Số trực ban của cơ quan"]


def test_leaders_read_the_check_and_accept_nothing(sign_in, plan):
    request = proposed(sign_in("office_editor"), plan, "Gọi 0912345678")
    page = sign_in("supervisor").get(f"{GATE}{request.id}/").text
    assert "Số điện thoại di động" in page
    assert CHECK not in page


def test_the_approver_is_told_that_the_plan_was_edited_after_it_was_put_forward(sign_in, plan):
    client = sign_in("office_editor")
    request = proposed(client, plan, "Nội dung kiểm tra.")
    said = "Kế hoạch đang soạn khác bản trình đăng, sửa lần cuối lúc"
    assert said not in sign_in("office_approver").get(f"{GATE}{request.id}/").text
    Plan.update(summary="Thêm sau khi trình").where(Plan.id == plan.id).execute()
    page = sign_in("office_approver").get(f"{GATE}{request.id}/").text
    assert said in page
    # what is approved is what was put forward
    approve(sign_in, request)
    assert "Thêm sau khi trình" not in client.get(f"/ke-hoach/{plan.slug}/").text
