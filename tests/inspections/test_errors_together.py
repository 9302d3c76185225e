"""What is wrong with a form is told in one answer: what it asks for, days, files."""

import io
from datetime import timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Visit
from portal.inspections.pages import NOT_ACCEPTED
from tests import factories
from tests.inspections.factories import draft, finding, issued, planned, strand_with_rules
from tests.inspections.visit_forms import coming_workday, form_of, shown_mark

OFFICE, UNIT = "/lam-viec/dieu-hanh/lich-kiem-tra/", "/lam-viec/don-vi/kiem-tra/"
AHEAD = f"{today() + timedelta(days=2):%d/%m/%Y}"

pytestmark = pytest.mark.usefixtures("database")


def _errors(client: Any, path: str, form: dict[str, Any]) -> str:
    text = client.post(path, form, status=422).text
    return str(text.partition("govuk-error-summary")[2].partition("</ul>")[0])


def test_a_report_of_a_unit_without_text_of_a_day_ahead_with_a_wrong_file(sign_in: Any) -> None:
    visit = planned()
    finding(visit)
    issued(visit)
    form = {"text": "", "on": AHEAD, "version": "1", "evidence": (io.BytesIO(b"x"), "a.svg")}
    client = sign_in("unit_editor", visit.unit)
    told = _errors(client, f"{UNIT}{visit.id}/khac-phuc/f1/", form)
    for said in ("Nhập kết quả khắc phục.", "tương lai", "không đúng loại"):
        assert said in told, said


def test_a_verification_without_remarks_of_a_day_ahead(sign_in: Any) -> None:
    visit = planned()
    finding(visit)
    issued(visit)
    path = f"{OFFICE}{visit.id}/khac-phuc/f1/"
    form = {"outcome": "verified", "text": "", "on": AHEAD, "version": "1"}
    told = _errors(sign_in("office_editor"), path, form)
    for said in ("Nhập nhận xét.", "tương lai"):
        assert said in told, said


@pytest.mark.parametrize(
    ("day", "said"), [("01/01/2024", "sớm hơn buổi làm việc"), ("01/07/2024", "hạn khắc phục")]
)
def test_an_issued_conclusion_without_number_of_a_day_too_early_or_late(
    sign_in: Any, day: str, said: str
) -> None:
    visit = planned()
    finding(visit, due_rule={"kind": "by_date", "day": "2024-06-20"})
    draft(visit)
    form = {
        "number": "", "issued_on": day, "issuer": "Đoàn kiểm tra", "signer": "Trần Văn Minh",
        "version": "1", "signed": (io.BytesIO(b"MZ"), "x.exe"),
    }  # fmt: skip
    told = _errors(sign_in("office_editor"), f"{OFFICE}{visit.id}/ket-luan/ban-hanh/", form)
    for one in ("Nhập số, ký hiệu.", said, "không đúng loại"):
        assert one in told, one


def test_why_a_visit_with_known_warnings_was_not_saved_is_said_at_the_tick(sign_in: Any) -> None:
    office = sign_in("office_editor")
    plan, unit = factories.plan(), factories.unit("Sở Y tế")
    strand = strand_with_rules(plan, factories.unit())
    path = f"{OFFICE}them/{plan.id}/"
    wanted = form_of(strand, unit, coming_workday())
    office.get(path)
    text = office.post(path, wanted, status=422).text
    assert NOT_ACCEPTED not in text
    again = {**wanted, "seen": shown_mark(text), "why": "Lãnh đạo giao"}
    checked = office.post(path, {**again, "action": "check"}, status=200).text
    assert NOT_ACCEPTED not in checked
    text = office.post(path, again, status=422).text
    assert 'href="#accept' in text
    assert text.count(NOT_ACCEPTED) == 2
    assert "Lãnh đạo giao" in text
    assert not Visit.select().exists()
