"""The review of an import: nothing before it, everything in one action after it."""

import io
from urllib.parse import urlsplit

import pytest

from portal.accounts.models import AuditEntry
from portal.inspections.models import Session, Team, TeamMember, Visit
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from tests import factories
from tests.page_forms import forms_of
from tests.plans.import_documents import OWN

NEW = "/lam-viec/dieu-hanh/ke-hoach/nhap-ke-hoach/"


@pytest.fixture
def register(database):
    """Some units of the register that the documents name, one of them later renamed."""
    for code, name, kind, level in (
        ("so-y-te", "Sở Y tế", "department", "province"),
        ("so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư", "department", "province"),
        ("ubnd-thi-xa-dien-ban", "Ủy ban nhân dân thị xã Điện Bàn", "district", "district"),
        ("ubnd-huyen-dai-loc", "Ủy ban nhân dân huyện Đại Lộc", "district", "district"),
    ):
        factories.unit(code=code, name=name, short_name=name, type=kind, level=level)


def form_of(page: str) -> dict:
    """The form of the review as a browser would send it untouched."""
    forms = [form for form in forms_of(page) if "take_text" in form.inputs]
    sent = forms[0].data()
    return {name: one[0] if len(one) == 1 else one for name, one in sent.items()}


def upload(client, content: bytes, base: str = NEW) -> str:
    data = {"file": (io.BytesIO(content), "ke hoach.docx")}
    answer = client.post(base, data, 302, content_type="multipart/form-data")
    target = urlsplit(answer.headers["Location"])
    return f"{target.path}?{target.query}"


def test_nothing_is_saved_before_the_review(client, register):
    path = upload(client, OWN["merged"]()[0])
    text = client.get(path).text
    assert "77/QĐ-SNV" in text
    assert "Sở Kế hoạch và Đầu tư" in text
    assert not Plan.select().exists()


def test_all_that_was_ticked_comes_in_one_action_with_one_entry(client, register):
    path = upload(client, OWN["merged"]()[0])
    client.post(path, form_of(client.get(path).text))
    plan = Plan.get()
    assert (plan.year, plan.title) == (
        2024,
        "Kế hoạch kiểm tra chuyên đề cải cách hành chính năm 2024",
    )
    assert (plan.document.number, plan.document.signer) == ("77/QĐ-SNV", "Trần Thị Minh Họa")
    assert len(plan.document.legal_bases) == 1
    strand = Strand.get()
    assert strand.name == "Kiểm tra chuyên đề"
    assert StrandUnit.select().where(StrandUnit.strand == strand).count() == 4
    assert PlanDeadline.get().rule == {"kind": "days_before_visit", "n": 5}
    assert (Visit.select().count(), Session.select().count()) == (4, 4)
    assert {row.name for row in Team.select()} == {"Đoàn số 1", "Đoàn số 2"}
    assert {row.name for row in TeamMember.select()} == {"Lê Văn Minh Họa", "Phạm Thị Ví Dụ"}
    entries = AuditEntry.select().where(AuditEntry.action == "import-plan")
    assert "so-ke-hoach-va-dau-tu" in entries.get().after


def test_what_is_left_out_or_changed_is_so_in_the_plan(client, register):
    path = upload(client, OWN["merged"]()[0])
    form = form_of(client.get(path).text)
    form["number"] = "78/QĐ-SNV"
    form.pop("take_signer")
    for name in [one for one in form if one.startswith("take_p")]:
        if f"on_{name.removeprefix('take_')}" in form:
            form.pop(name)
    client.post(path, form)
    document = Plan.get().document
    assert (document.number, document.signer) == ("78/QĐ-SNV", "")
    assert not Visit.select().exists()
    assert "Số, ký hiệu" in AuditEntry.get(AuditEntry.action == "import-plan").after


def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(client, register):
    path = upload(client, OWN["merged"]()[0])
    form = form_of(client.get(path).text)
    form |= {"number": "bảy bảy", "subject": "Trích yếu tôi sửa", "title": "Tên tôi đặt"}
    text = client.post(path, form, 422).text
    assert "Hãy ghi cả số và ký hiệu" in text
    assert "Trích yếu tôi sửa" in text
    assert "Tên tôi đặt" in text
    assert not Plan.select().exists()
    pasted = next(name for name in form if name.startswith("more_"))
    form |= {"number": "77/QĐ-SNV", pasted: "Sở Y tế\nSở Không Có"}
    assert "Chưa nhận ra: Sở Không Có" in client.post(path, form, 422).text
    assert not Plan.select().exists()


def test_a_session_without_its_unit_is_not_taken_silently(client, database):
    factories.unit(code="so-y-te", name="Sở Y tế", short_name="Sở Y tế")
    path = upload(client, OWN["merged"]()[0])
    page = client.get(path).text
    assert "Tên chưa đối chiếu được" in page
    form = form_of(page)
    on = [name for name in form if name.startswith("on_")]
    form |= {f"take_{name.removeprefix('on_')}": "1" for name in on}
    assert "Chưa biết đơn vị của buổi này" in client.post(path, form, 422).text
    assert not Visit.select().exists()


def test_a_second_plan_of_the_same_name_is_refused_with_the_form_kept(client, register):
    content = OWN["merged"]()[0]
    path = upload(client, content)
    form = form_of(client.get(path).text)
    client.post(path, form)
    assert "Đã có kế hoạch tên này" in client.post(path, form, 422).text
    assert Plan.select().count() == 1


def test_a_plan_saved_by_someone_else_meanwhile_is_not_overwritten(client, register):
    plan = factories.plan()
    path = upload(client, OWN["merged"]()[0], f"/lam-viec/dieu-hanh/ke-hoach/{plan.id}/nhap-word/")
    form = form_of(client.get(path).text)
    Plan.update(version=Plan.version + 1, body_html="<p>Của người kia</p>").execute()
    assert "Của người kia" in client.post(path, form, 409).text
    assert not Strand.select().where(Strand.name == "Kiểm tra chuyên đề").exists()
    assert not Visit.select().exists()
