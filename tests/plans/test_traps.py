"""The thirteen traps of the real documents (DOMAIN 1.11), each met by the check before publishing.

First on the provinces' content, which carries the facts; then on the documents themselves, where
they are beside the project.
"""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.documents.word.reading import import_docx
from portal.legal.actions import load_register
from portal.plans.lint import findings_of_plan
from portal.plans.loading import load_plans
from portal.plans.models import Plan, PlanRelation
from portal.publishing.findings import Finding, text_findings
from portal.units.actions import load_units

CONTENT = ROOT / "content"
SEEDS = ROOT.parent / "shared" / "seeds" / "docx"
documents = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the real documents (../shared/seeds) are not beside the project"
)


@pytest.fixture
def found(app: Any, database: Any) -> Any:
    """Loads a province; its findings by the kind of plan."""

    def load(province: str) -> dict[str, list[Finding]]:
        load_register(SYSTEM, CONTENT)
        load_units(SYSTEM, CONTENT / "provinces" / province)
        plans = load_plans(SYSTEM, CONTENT / "provinces" / province, date(2026, 11, 21))
        with app.test_request_context():
            return {plan.kind: findings_of_plan(plan) for plan in plans}

    return load


def kinds(findings: list[Finding]) -> set[str]:
    return {one.kind for one in findings}


def of(findings: list[Finding], kind: str) -> list[Finding]:
    return [one for one in findings if one.kind == kind]


def test_ha_nam(found):
    """Traps 1, 4, 11 and 13; the numbers of units add up."""
    findings = found("ha-nam")["inspection"]
    (late,) = of(findings, "before_visit")
    assert "29/9/2022" in late.title
    assert "quý III/2022" in late.title
    assert late.link.endswith("/thoi-han/4/")
    assert {one.title.partition(" vừa")[0] for one in of(findings, "own_inspection")} == {
        "Sở Tài chính", "Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông",
    }  # fmt: skip
    assert {"number", "date"} <= kinds(findings) or Plan.get().missing_document_reason
    assert not kinds(findings) & {"signature", "unit_count", "basis_ended"}


def test_thai_nguyen(found):
    """Trap 3: one report, chậm nhất and trước the same day. Trap 5: its citations are right."""
    findings = found("thai-nguyen")["inspection"]
    (twice,) = of(findings, "two_boundaries")
    assert "“Chậm nhất ngày 30/10/2024” và “Trước ngày 30/10/2024”" in twice.title
    assert "30/10/2024 và 29/10/2024" in twice.title
    assert "citation" not in kinds(findings)
    # the text says both, and both are deadlines of the plan
    assert "date_conflict" not in kinds(findings)
    assert "basis_ended" not in kinds(findings)


def test_quang_nam(found):
    """Traps 9 and 10 in the index plan; trap 12: each plan goes by the plan of its own year."""
    both = found("quang-nam")
    (ballots,) = of(both["index"], "ballots")
    assert "LĐH-CH" in ballots.quote
    (supervision,) = of(both["index"], "supervision")
    assert "30/10/2023" in supervision.quote
    assert not of(both["index"], "basis_year") + of(both["inspection"], "basis_year")
    bases = {plan.kind: plan.document.legal_bases for plan in Plan.select()}
    assert not set(bases["index"]) & set(bases["inspection"])
    assert of(both["inspection"], "own_inspection")


def test_a_basis_of_another_year_is_pointed_out(found, app):
    """Trap 12 the other way: last year's basis copied into this year's plan."""
    found("quang-nam")
    index, inspection = (Plan.get(Plan.kind == kind) for kind in ("index", "inspection"))
    index.document.legal_bases = inspection.document.legal_bases
    index.document.save()
    with app.test_request_context():
        (wrong,) = of(findings_of_plan(Plan.get_by_id(index.id)), "basis_year")
    assert "năm 2024" in wrong.title


def test_son_la(found):
    """Trap 13: Nội vụ and Tài chính; the 2015 law was in force in 2024."""
    findings = found("son-la")["inspection"]
    assert {one.title.partition(" vừa")[0] for one in of(findings, "own_inspection")} == {
        "Sở Nội vụ", "Sở Tài chính",
    }  # fmt: skip
    (own,) = [one for one in of(findings, "own_inspection") if one.title.startswith("Sở Nội vụ")]
    assert "(chủ trì)" in own.title
    assert own.advice.startswith("Cơ quan chủ trì tự kiểm tra mình")
    assert "basis_ended" not in kinds(findings)


def test_the_same_bases_in_a_later_year_have_ended(found, app):
    """A plan cloned into 2026 keeps the law of 2015: the office is told, with what replaced it."""
    found("son-la")
    plan = Plan.get()
    plan.document.issued_on, plan.document.number = date(2026, 3, 2), "12/QĐ-UBND"
    plan.document.save()
    with app.test_request_context():
        ended = of(findings_of_plan(Plan.get_by_id(plan.id)), "basis_ended")
    assert [one.quote[:40] for one in ended] == [
        "Luật Tổ chức chính quyền địa phương ngày",
        "Luật sửa đổi, bổ sung một số điều của Lu",
    ]
    assert "72/2025/QH15" in ended[0].advice


def test_signatures_of_every_province_are_in_order(found):
    """Trap 11: TM. + Chủ tịch, Chủ tịch alone, a decision of the Chủ tịch."""
    for province in ("ha-nam", "thai-nguyen"):
        assert "signature" not in kinds(found(province)["inspection"])
    assert not PlanRelation.select().exists()


@cache
def document(number: int) -> list[Finding]:
    """What the text of document ``S<number>`` alone shows, as imported from Word."""
    (path,) = SEEDS.glob(f"00{number}_*.docx")
    with path.open("rb") as file:
        return text_findings({"body_html": import_docx(file).html})


@documents
def test_quang_nam_itself():
    """Traps 1, 2 and 7: blank number, an internal path, an officer's mailbox, absent annexes."""
    assert Counter(one.kind for one in document(0)) == {
        "path": 1, "number": 1, "date": 1, "email": 1, "annex": 2,
    }  # fmt: skip
    (path,) = of(document(0), "path")
    assert (path.severity, path.acceptable) == ("block", False)
    assert [one.title[:22] for one in of(document(0), "annex")] == [
        "Nhắc đến Phụ lục I như", "Nhắc đến Phụ lục II nh",
    ]  # fmt: skip
    (mailbox,) = of(document(0), "email")
    assert "@quangnam.gov.vn" in mailbox.advice


@documents
def test_ha_nam_itself():
    """Traps 1, 6 and 7: “Mục IV, Điều 1” without articles, outline and annex not enclosed."""
    assert Counter(one.kind for one in document(1)) == {
        "number": 1, "date": 1, "reference": 1, "annex": 1,
    }  # fmt: skip


@documents
def test_thai_nguyen_itself():
    """Traps 2, 6 and 8: the typist's mark, 2.3 after 2, 4 after 5.2, a sentence cut off."""
    assert Counter(one.kind for one in document(2)) == {"numbering": 2, "cut": 1, "mark": 1}
    assert [one.quote[:4] for one in of(document(2), "numbering")] == ["2.3.", "4. C"]


@documents
def test_son_la_itself():
    """Traps 1, 5 and 6: blanks, “Nghị quyết 01/NĐ-CP”, row 6.1 twice; both annexes are there."""
    assert set(kinds(document(3))) == {"number", "date", "citation", "numbering"}
    (row,) = of(document(3), "numbering")
    assert row.title == "Dòng số “6.1” ghi hai lần"
    assert [one.quote for one in of(document(3), "citation")] == ["Nghị quyết 01/NĐ-CP"]


@documents
def test_son_la_cites_a_directive_by_a_wrong_number(database):
    """Trap 5: the directive of 05/9/2016 is number 26; the register knows."""
    from portal.documents.blocks import blocks_of
    from portal.legal.queries import register
    from portal.legal.rules import misquoted

    load_register(SYSTEM, CONTENT)
    (path,) = SEEDS.glob("003_*.docx")
    with path.open("rb") as file:
        lines = blocks_of(import_docx(file).html).lines
    known = register()
    wrong = [fault for line in lines for fault in misquoted(line, known)]
    assert [fault.sentence for fault in wrong] == ["Văn bản ngày 05/9/2016 mang số 26/CT-TTg"]


@documents
def test_the_index_plan_itself_needs_nothing():
    """No false alarm: the text of S4 is in order, its traps (9, 10) are in its figures."""
    assert document(4) == []


def test_tables_cut_by_pages_and_tags_in_cells():
    """Trap 8 as it came: headers repeated at each page, tags and escapes in cells."""
    header = "<tr><td>TT</td><td>Nội dung</td><td>Đơn vị tính</td></tr>"
    row = "<tr><td>{}</td><td>{}</td><td>TTHC</td></tr>"
    rows = [row.format(n, "Số TTHC &lt;b&gt;đã công bố&lt;/b&gt;\\n") for n in range(3)]
    body = f"<table>{header}{rows[0]}{header}{rows[1]}{header}{rows[2]}</table>"
    found = text_findings({"body_html": body})
    assert "Dòng tiêu đề bảng lặp lại 2 lần" in {one.title for one in found}
    assert {one.quote for one in of(found, "markup")} == {"<b>", "</b>", "\\n"}
