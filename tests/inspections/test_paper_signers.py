"""The papers of a visit are signed by who takes part in it."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from portal.inspections.models import Visit
from portal.inspections.paper_signers import team_signature
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.queries import with_names
from tests import factories
from tests.inspections.factories import draft, finding, planned, team

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"
PAPERS = ("thong-bao-lich.docx", "bien-ban.docx", "ket-luan/du-thao.docx")


def words_of(content: bytes) -> str:
    """Every text of a Word file, those of its tables as well."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))
    )


def papers(office: Any, *members: tuple[str, str, bool]) -> list[str]:
    """The three papers of a visit; members are (name, role, whether of the unit itself)."""
    unit, plan = factories.unit("Sở Nội vụ"), factories.plan()
    people = [(name, role, unit if own else None, None) for name, role, own in members]
    visit = planned(
        unit=unit, plan=plan, team=team(plan, *people),
        days=(date(2024, 6, 12), date(2024, 6, 13), date(2024, 6, 14)),
    )  # fmt: skip
    finding(visit, "Chậm trả kết quả", recommendation="Trả đúng hạn")
    draft(visit)
    return [words_of(office.get(f"{ROOT}{visit.id}/{one}").data) for one in PAPERS]


@pytest.fixture
def office(sign_in) -> Any:
    return sign_in("office_editor")


def test_a_deputy_signs_for_a_head_who_is_left_out(office: Any) -> None:
    for text in papers(
        office, ("Lê Văn Trưởng", "head", True), ("Hà Thị Phó", "deputy", False)
    ):  # fmt: skip
        assert "Lê Văn Trưởng" not in text
        assert "KT. TRƯỞNG ĐOÀN" in text
        assert text.index("PHÓ TRƯỞNG ĐOÀN") < text.rindex("Hà Thị Phó")


def test_nobody_signs_where_nobody_who_may_is_known(office: Any) -> None:
    for text in papers(office, ("Lê Văn Trưởng", "head", True)):
        assert "Lê Văn Trưởng" not in text
        assert "TRƯỞNG ĐOÀN" in text
        assert "KT." not in text


def test_a_head_of_another_agency_signs(office: Any) -> None:
    notice, minutes, conclusion = papers(
        office, ("Hà Thị Phó", "deputy", False), ("Lê Văn Trưởng", "head", False)
    )
    for text in (notice, minutes, conclusion):
        assert "KT." not in text
        assert text.index("TRƯỞNG ĐOÀN") < text.rindex("Lê Văn Trưởng")
    assert "trong các ngày 12/6/2024, 13/6/2024 và 14/6/2024, Đoàn" in conclusion
    assert "- Chậm trả kết quả.\n" in conclusion


@pytest.mark.parametrize(("own", "named"), [(True, ""), (False, "Lê Văn Trưởng")])
def test_a_head_who_is_left_out_heads_no_public_visit(database, own: bool, named: str) -> None:
    unit, plan = factories.unit("Sở Nội vụ"), factories.plan()
    head = ("Lê Văn Trưởng", "head", unit if own else None, None)
    visit = planned(unit=unit, plan=plan, team=team(plan, head))
    row = with_names(Visit.select().where(Visit.id == visit.id)).get()
    assert visit_payload(row, facts_of([row])).team_head == named


def test_the_lines_of_a_signature() -> None:
    assert team_signature([]) == (("Trưởng đoàn",), "")
    assert team_signature([("A", "member")]) == (("Trưởng đoàn",), "")
