"""Records of 2024 keep the names of 2024 after a unit is renamed or merged, wherever they show."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from portal.accounts.rules import SYSTEM
from portal.inspections import conclusion_actions as conclusions
from portal.inspections.conclusion_proposals import conclusion_proposal
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.visit_state_actions import finish_visit
from portal.plans.publication import to_payload as plan_payload
from portal.publishing import gate
from portal.publishing.gate import Consent
from portal.reports.models import Submission
from portal.reports.receiving import UnitDocument, record_received
from portal.site.freezing.run import freeze
from portal.units.actions import publish_units
from portal.units.change_rules import Change
from portal.units.continuity_actions import record_change
from tests import factories
from tests.reports import factories as reports

OLD, NEW = "Sở Kế hoạch và Đầu tư", "Sở Đầu tư và Phát triển"
TODAY = date(2026, 11, 21)
CONSENT = Consent("setup", "Cài đặt", TODAY)


@pytest.fixture
def world(database):
    """A plan, visit, conclusion and report of 2024, all public that may be."""
    parent = factories.unit("Ủy ban nhân dân tỉnh", code="ubnd-tinh", type="authority")
    unit = factories.unit(OLD, code="so-khdt", short_name="Sở KH&ĐT", parent=parent)
    heir = factories.unit("Sở Tài chính", code="so-tai-chinh", parent=parent)
    plan = factories.plan(2024, slug="2024/ke-hoach")
    strand = factories.strand(plan, (unit,))
    visit = factories.visit(plan, unit, date(2024, 6, 12), strand)
    duty = reports.duty(unit, plan=plan, visit=visit, due_on=date(2024, 6, 7))
    record_received(
        SYSTEM, duty, arrival_number="15", received_on=date(2024, 6, 5), copies=1,
        document=UnitDocument("12/BC-SKHĐT", date(2024, 6, 4), "Lê Văn A"),
    )  # fmt: skip
    finish_visit(SYSTEM, visit, visit.version, TODAY)
    draft = conclusions.DraftFacts(f"Kết luận kiểm tra tại {OLD}", "Đạt yêu cầu.")
    row = conclusions.save_draft(SYSTEM, visit, 0, draft)
    facts = conclusions.IssueFacts("12/TB-ĐKT", date(2024, 7, 1), "Đoàn", "Lê Văn B")
    conclusions.record_issued(SYSTEM, row, row.version, facts)
    publish_units(SYSTEM, TODAY)
    gate.set_up(SYSTEM, plan.slug, plan_payload(plan), "Nạp")
    for offered in (visit_proposal(visit), conclusion_proposal(row)):
        gate.publish(SYSTEM, offered, "first", "Đăng lần đầu", CONSENT)
    return {"unit": unit, "heir": heir, "plan": plan, "duty": duty, "visit": visit}


def visit_proposal(visit):
    return gate.proposal(visit.slug, visit_payload(visit, facts_of([visit])))


RENAME = Change("rename", date(2025, 3, 1), "NQ số 5/NQ-HĐND", new_name=NEW)
MERGE = Change("merge", date(2025, 9, 1), "NQ số 9/NQ-HĐND", ("so-tai-chinh",))


def change(unit, *changes):
    for one in changes:
        record_change(SYSTEM, unit, one, TODAY)
    publish_units(SYSTEM, TODAY)


def words_of(file):
    """Every word of a Word file: paragraphs, tables, headers."""
    read = docx.Document(io.BytesIO(file))
    return " ".join(node.text or "" for node in read.element.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize("changes", [(RENAME,), (RENAME, MERGE)], ids=["renamed", "then-merged"])
def test_records_of_2024_keep_the_name_of_2024(world, changes, sign_in, visitor, settings):
    unit, duty = world["unit"], world["duty"]
    before = Submission.get().sha256
    change(unit, *changes)
    assert Submission.get().sha256 == before

    office = sign_in("office_editor")
    board = "/lam-viec/dieu-hanh/nop-bao-cao"
    report = f"{board}/{duty.id}/lan/1/"
    clerk = sign_in("unit_editor", unit)
    receipt = clerk.get(f"/lam-viec/don-vi/bao-cao/{duty.id}/bien-nhan/1/")
    of_the_time = {
        "board": office.get(f"{board}/").text,
        "board.csv": office.get(f"{board}/bang.csv").data.decode("utf-8-sig"),
        "duty": office.get(f"{board}/{duty.id}/").text,
        "report": office.get(report).text,
        "word": words_of(office.get(f"{report}bao-cao.docx").data),
        "receipt": own_part(receipt.text),
        "visit": office.get(f"/lam-viec/dieu-hanh/lich-kiem-tra/{world['visit'].id}/").text,
        "plan page": visitor.get("/ke-hoach/2024/ke-hoach/").text,
        "schedule": visitor.get("/lich-kiem-tra/2024/06/").text,
        "conclusion": visitor.get(f"/ket-luan/{world['visit'].slug}/").text,
        "open data": visitor.get("/du-lieu/ke-hoach.csv").data.decode("utf-8-sig"),
    }
    for place, text in of_the_time.items():
        assert OLD in text, place
        assert NEW not in text, place
    own = visitor.get("/don-vi/so-khdt/").text
    assert f"{NEW}</h1>" in own
    assert OLD in own, "the page of the unit forgot its old name"
    assert f"Tên tại thời điểm kiểm tra: {OLD}" in own
    freeze(settings, TODAY, datetime(2026, 11, 21, 3, tzinfo=UTC))
    frozen = frozen_pages(settings)
    assert OLD in frozen["ket-luan/" + world["visit"].slug]
    assert NEW not in frozen["ket-luan/" + world["visit"].slug]
    assert f"{NEW}</h1>" in frozen["don-vi/so-khdt"]
    if MERGE in changes:
        assert "sáp nhập vào" in own
        heir = visitor.get("/don-vi/so-tai-chinh/").text
        assert f"Kiểm tra trực tiếp tại {OLD}, năm 2024" in heir


def own_part(page):
    """A page without its frame: the header names the unit of the account as it is today."""
    return re.sub(r"<header.*?</header>", "", page, flags=re.S)


def frozen_pages(settings):
    site = (Path(settings["DATA"]) / "site").resolve()
    return {
        str(path.parent.relative_to(site)): path.read_text("utf-8")
        for path in site.glob("**/index.html")
    }


def test_a_report_received_late_is_filed_under_the_name_of_its_day(world, sign_in):
    unit = world["unit"]
    later = reports.duty(unit, plan=world["plan"], kind="self_inspection_report")
    change(unit, RENAME)
    for number, day in ((1, date(2025, 2, 28)), (2, date(2025, 3, 1))):
        record_received(
            SYSTEM, later, arrival_number=str(number), received_on=day, copies=1,
            document=UnitDocument(f"{number}/BC", day, "Lê Văn A"),
        )  # fmt: skip
    names = [f'"name":"{OLD}"' in s.snapshot for s in later.submissions.order_by(Submission.number)]
    assert names == [True, False]
