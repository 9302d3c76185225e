"""The gate on the screen: states, hours, papers, preview, withdrawal, signers."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.accounts.rules import SYSTEM
from portal.clock import HANOI, local, now
from portal.plans.publication_actions import propose_plan
from portal.publishing import actions, gate
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest, Signer, SubmissionForm
from portal.publishing.scheduling_actions import publish_due
from portal.publishing.signer_actions import SignerFacts, add_signer, load_signers
from portal.units.models import Unit
from tests import factories
from tests.browser_client import Client
from tests.leaks.papers import pdf_with_secrets

BASE = "/lam-viec/dieu-hanh/dang/"


@pytest.fixture
def editor(app, database) -> Client:
    return factories.signed_in_client(app, "office_editor")


@pytest.fixture
def approver(app, database) -> Client:
    return factories.signed_in_client(app, "office_approver")


@pytest.fixture
def request_row(database) -> PublicationRequest:
    unit = factories.unit("Sở Tài chính")
    plan = factories.plan(
        2026, title="Kế hoạch kiểm tra & rà soát <1>", body_html="<p>Nội dung</p>"
    )
    factories.strand(plan, (unit,))
    author = factories.actor("office_editor")
    return propose_plan(author, plan, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")


def page(request: PublicationRequest, rest: str = "") -> str:
    return f"{BASE}{request.id}/{rest}"


def address(request: PublicationRequest) -> str:
    return f"/ke-hoach/{gate.proposals_of(request)[0].slug}/"


def hidden(text: str, name: str) -> str:
    return re.findall(rf'name="{name}"[^>]*value="([^"]*)"', text)[0]


def stamp(text: str) -> dict[str, str]:
    return {"version": hidden(text, "version"), "base": hidden(text, "base")}


def state(request: PublicationRequest) -> str:
    return PublicationRequest.get_by_id(request.id).state


def test_the_page_says_where_the_request_stands_and_what_comes_next(approver, request_row):
    text = approver.get(page(request_row)).text
    assert "Chờ duyệt đăng" in text
    assert "Việc tiếp theo:" in text
    assert "trang sẽ đổi" in text
    assert "Sẽ hiện trong tin mới và báo tới 1 đơn vị" in text
    assert address(request_row) in text


def test_the_hour_on_the_button_is_the_hour_that_is_kept(approver, request_row):
    text = approver.get(page(request_row)).text
    label = re.search(r"Duyệt và hẹn đăng (08:00 \d+/\d+/2\d{3}) \(còn [^)]+\)", text)
    assert label
    at = local(now() + timedelta(days=2)).replace(hour=14, minute=30, second=0, microsecond=0)
    typed = {"publish_on": f"{at:%d/%m/%Y}", "publish_time": "14:30"}
    told = approver.post(
        page(request_row, "hen-dang"), {**stamp(text), **typed, "said": hidden(text, "said")}, 422
    ).text
    assert "Bấm nút lần nữa để xác nhận" in told
    assert f"Duyệt và hẹn đăng 14:30 {at.day}/{at.month}/{at.year}" in told
    assert state(request_row) == "waiting"
    approver.post(
        page(request_row, "hen-dang"), {**stamp(told), **typed, "said": hidden(told, "said")}
    )
    row = PublicationRequest.get_by_id(request_row.id)
    assert (row.state, row.publish_at) == ("approved", at.replace(tzinfo=HANOI))
    assert "Cổng tự đăng lúc 14:30" in approver.get(page(request_row)).text
    assert Publication.select().count() == 0


def test_htmx_asks_for_the_button_alone(approver, request_row):
    path = page(request_row, "nut-hen?publish_on=14/3/2027&publish_time=8h00")
    text = approver.htmx(path).text
    assert "Duyệt và hẹn đăng 08:00 14/03/2027" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"publish_on": "31/02/2027"}, "publish_on"),
        ({"publish_time": "25:00"}, "giờ:phút"),
        ({"publish_on": "01/01/2020"}, "phải ở tương lai"),
        ({"publish_on": "01/01/2090"}, "trong vòng một năm"),
    ],
)
def test_a_bad_hour_is_said_at_the_field(approver, request_row, typed, message):
    text = approver.get(page(request_row)).text
    data = {"publish_on": "14/3/2027", "publish_time": "8h00", "said": "", **stamp(text), **typed}
    assert message in approver.post(page(request_row, "hen-dang"), data, 422).text
    assert state(request_row) == "waiting"


def test_an_editor_plans_only_what_was_approved(editor, request_row):
    text = editor.get(page(request_row)).text
    assert "hen-dang" not in text
    at = datetime(2027, 3, 14, 8, tzinfo=HANOI).isoformat()
    data = {"publish_on": "14/3/2027", "publish_time": "8:00", "said": at, "hour_reason": "x"}
    answer = editor.post(page(request_row, "hen-dang"), data)
    assert "Phiếu chưa được duyệt nên chưa hẹn đăng được" in editor.follow(answer).text
    assert state(request_row) == "waiting"


def test_approved_published_later_by_hand(approver, editor, request_row):
    text = approver.get(page(request_row)).text
    approver.post(page(request_row, "duyet"), {**stamp(text), "when": "later"})
    assert state(request_row) == "approved"
    assert "Đã duyệt, chưa đăng" in editor.get("/lam-viec/").text
    editor.post(page(request_row, "dang-ngay"))
    assert state(request_row) == "published"
    assert "Đã đăng" in editor.get(page(request_row)).text


def test_a_stale_page_decides_nothing(approver, request_row):
    old = stamp(approver.get(page(request_row)).text)
    actions.refuse(SYSTEM, request_row, "Thiếu số")
    answer = approver.post(page(request_row, "duyet"), old)
    assert "đã được xử lý hoặc thay đổi trước đó" in approver.follow(answer).text
    assert state(request_row) == "refused"


def test_a_planned_publication_that_stops_is_on_the_start_page(approver, editor, request_row):
    actions.approve(factories.actor("office_approver"), request_row, at=now())
    PublicationRequest.update(base='{"plan x": "y"}').execute()
    assert list(publish_due(now()))
    for person in (approver, editor):
        text = person.get("/lam-viec/").text
        assert "Đăng công khai gặp lỗi" in text
        assert "xem lại và trình lại" in text


def test_the_preview_keeps_its_links_inside_and_says_what_it_is(approver, request_row):
    root = page(request_row, "xem-truoc")
    text = approver.get(f"{root}/ke-hoach/").text
    assert "Bản xem trước của phiếu trình số" in text
    assert f'href="{root}{address(request_row)}"' in text
    assert "Kế hoạch kiểm tra &amp; rà soát &lt;1&gt;" in text
    assert approver.get(f"{root}/tin-moi.xml").mimetype == "application/atom+xml"
    approver.get(address(request_row), 404)
    assert approver.http.get(f"{root}/khong-co/").status_code == 404


def test_papers_carry_the_order_of_the_office(approver, request_row):
    load_signers(SYSTEM, {
        "numbers": {"submission": "{number}/TTr-SNV", "submission_slip": "{number}/PT-SNV"},
        "approval": {"addressed_to": ["Chủ tịch UBND tỉnh"], "recipients": ["Như trên", "Lưu: VT"],
                     "signers": [{"step": "Người trình", "title": "Chuyên viên"},
                                 {"step": "Duyệt đăng", "title": "Phó Giám đốc",
                                  "capacity": "KT. GIÁM ĐỐC", "name": "Trần Thị B"}]},
    })  # fmt: skip
    slip = approver.get(page(request_row, "phieu-trinh")).text
    assert "KT. GIÁM ĐỐC" in slip
    assert "Trần Thị B" in slip
    submission = approver.get(page(request_row, "to-trinh")).text
    assert "/TTr-SNV" in submission
    reasons = submission.partition("2. Lý do</h2>")[2].partition("Gửi kèm")[0]
    lines = re.findall(r"<p[^>]*>([^<]+)</p>", reasons)
    assert lines
    assert len(lines) == len(set(lines))
    assert all(one.endswith(".") for one in lines)
    for name in ("phieu-trinh.docx", "to-trinh.docx"):
        answer = approver.http.get(page(request_row, name))
        document = Document(BytesIO(answer.data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "\n".join([*(one.text for one in document.paragraphs), *cells])
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
        assert (
            "Kế hoạch kiểm tra & rà soát <1>" in words or "kế hoạch kiểm tra & rà soát <1>" in words
        )
        assert "KT. GIÁM ĐỐC" in words
        assert "Trần Thị B" in words
    assert "Kính gửi: Chủ tịch UBND tỉnh" in words
    assert "- Lưu: VT" in words
    Signer.delete().execute()
    load_signers(SYSTEM, {"approval": {"signers": []}})
    assert SubmissionForm.get().symbol == "TTr-SNV"


def test_an_admin_edits_the_order_and_nothing_typed_is_lost(app, database):
    admin = factories.signed_in_client(app, "admin")
    home = "/lam-viec/quan-tri/ky-duyet/"
    add_signer(SYSTEM, SignerFacts("Người trình", "Chuyên viên"))
    admin.post(f"{home}them/", {"step": "Duyệt đăng", "title": "Giám đốc", "name": "Lê Văn C"})
    second = Signer.get(Signer.title == "Giám đốc")
    text = admin.post(f"{home}{second.id}/", {"step": "Ý kiến", "title": "", "name": "x"}, 422).text
    assert 'value="Ý kiến"' in text
    admin.post(f"{home}{second.id}/len")
    assert [one.title for one in Signer.select().order_by(Signer.position)] == [
        "Giám đốc", "Chuyên viên",
    ]  # fmt: skip
    admin.post(f"{home}{second.id}/bo")
    assert Signer.select().count() == 1
    admin.post(
        f"{home}to-trinh/", {"symbol": "TTr-SNV", "addressed_to": "- A\nB", "recipients": "C"}
    )
    assert SubmissionForm.get().addressed_to == ["A", "B"]


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


def test_paper_approval_may_be_published_later(editor, request_row):
    text = editor.get(page(request_row)).text
    data = {
        **stamp(text), "approved_by": "Lê Văn C, Giám đốc",
        "approved_on": f"{local(now()):%d/%m/%Y}",
        "then": "later", "scan": (BytesIO(pdf_with_secrets("x")), "phieu.pdf"),
    }  # fmt: skip
    editor.post(page(request_row, "duyet-giay"), data, content_type="multipart/form-data")
    row = PublicationRequest.get_by_id(request_row.id)
    assert (row.state, row.approval_mode, row.approved_by) == (
        "approved", "paper", "Lê Văn C, Giám đốc",
    )  # fmt: skip
    assert row.scan_id


def test_all_that_is_wrong_with_a_paper_approval_is_told_in_one_answer(editor, request_row):
    ahead = local(now()) + timedelta(days=2)
    data = {**stamp(editor.get(page(request_row)).text), "approved_on": f"{ahead:%d/%m/%Y}"}
    data |= {"then": "now", "scan": (BytesIO(b"MZ"), "phieu.exe")}
    path = page(request_row, "duyet-giay")
    text = editor.post(path, data, 422, content_type="multipart/form-data").text
    told = text.partition("govuk-error-summary")[2].partition("</ul>")[0]
    for said in ("Nhập người duyệt", "tương lai", "không đúng loại"):
        assert said in told, said


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
