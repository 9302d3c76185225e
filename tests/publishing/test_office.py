"""The gate on the screen: states, preview, withdrawal, what was forced, who is told."""

from portal.accounts.rules import SYSTEM
from portal.plans.publication_actions import propose_plan
from portal.publishing import actions
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest
from portal.units.models import Unit
from tests import factories
from tests.publishing.request_pages import BASE, address, page, stamp, state


def test_the_page_says_where_the_request_stands_and_what_comes_next(approver, request_row):
    text = approver.get(page(request_row)).text
    assert "Chờ duyệt đăng" in text
    assert "Việc tiếp theo:" in text
    assert "trang sẽ đổi" in text
    assert "Sẽ hiện trong tin mới và báo tới 1 đơn vị" in text
    assert address(request_row) in text


def test_a_stale_page_decides_nothing(approver, request_row):
    old = stamp(approver.get(page(request_row)).text)
    actions.refuse(SYSTEM, request_row, "Thiếu số")
    answer = approver.post(page(request_row, "duyet"), old)
    assert "đã được xử lý hoặc thay đổi trước đó" in approver.follow(answer).text
    assert state(request_row) == "refused"


def test_the_preview_keeps_its_links_inside_and_says_what_it_is(approver, request_row):
    root = page(request_row, "xem-truoc")
    text = approver.get(f"{root}/ke-hoach/").text
    assert "Bản xem trước của phiếu trình số" in text
    assert f'href="{root}{address(request_row)}"' in text
    assert "Kế hoạch kiểm tra &amp; rà soát &lt;1&gt;" in text
    assert approver.get(f"{root}/tin-moi.xml").mimetype == "application/atom+xml"
    approver.get(address(request_row), 404)
    assert approver.http.get(f"{root}/khong-co/").status_code == 404


def test_anything_published_can_be_withdrawn_with_its_kind_and_reason(
    approver, editor, request_row
):
    actions.approve(factories.actor("office_approver"), request_row)
    row = Publication.get(Publication.kind == "plan")
    path = f"{BASE}noi-dung/ban/{row.id}/"
    assert "Đang đăng phiên bản 1" in editor.get(path).text
    assert (
        row.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        in editor.get(f"{BASE}noi-dung/plan/").text
    )
    assert (
        "bảng tình hình nộp báo cáo của kế hoạch ngừng theo"
        in editor.get(f"{path}ngung-dang/").text
    )
    replaced = {"how": "replaced", "reason": "Có bản mới"}
    assert "Chọn nội dung thay thế" in editor.post(f"{path}ngung-dang/", replaced, 422).text
    asked = editor.post(f"{path}ngung-dang/", {"how": "mistake", "reason": "Đăng nhầm"})
    assert asked.headers["Location"]
    taken_off = PublicationRequest.get(PublicationRequest.state == "waiting")
    text = approver.get(page(taken_off)).text
    assert "Duyệt và ngừng đăng ngay" in text
    said = approver.post(page(taken_off, "duyet"), stamp(text))
    assert "Đã ngừng đăng 1 nội dung" in approver.follow(said).text
    assert "Đăng nhầm" in editor.get(address(request_row), 410).text


def test_a_forced_publication_is_shown_to_the_admin_until_somebody_looked(app, approver, database):
    author = factories.actor("office_approver")
    plan = factories.plan(2026, title="Kế hoạch gấp", body_html="<p>A</p>")
    row = propose_plan(author, plan, "first", "Đăng", "Chờ ký", "/lam-viec/")
    actions.approve(author, row, "Phải đăng trong đêm")
    admin = factories.signed_in_client(app, "admin")
    assert "Phải đăng trong đêm" in admin.get("/lam-viec/").text
    assert "Chưa ai xem lại" in admin.get("/lam-viec/quan-tri/ky-duyet/ngoai-quy-trinh/").text
    approver.get(page(row))
    approver.post(page(row, "da-xem-lai"))
    assert "Phải đăng trong đêm" not in admin.get("/lam-viec/").text


def test_a_unit_is_told_of_major_changes_that_name_it(app, database, request_row):
    unit = Unit.get()
    client = factories.signed_in_client(app, "unit_editor", unit)
    assert "Mới đăng có nêu đơn vị" not in client.get("/lam-viec/").text
    actions.approve(factories.actor("office_approver"), request_row)
    assert "Mới đăng có nêu đơn vị" in client.get("/lam-viec/").text
    other = factories.signed_in_client(app, "appraiser", unit)
    assert "Mới đăng có nêu đơn vị" not in other.get("/lam-viec/").text
    Publication.update(change_kind="update", major=False).execute()
    assert "Mới đăng có nêu đơn vị" not in client.get("/lam-viec/").text
