"""What the office words in a form is what the unit fills, sends and prints."""

import io
from typing import Any

import docx
import pytest

from portal.publishing.payload import canonical
from portal.reports import queries
from portal.reports.form_making.part_rules import row_of
from portal.reports.form_making.row_rules import added
from portal.reports.models import Duty
from tests import factories as base
from tests.reports import factories
from tests.reports.form_making.factories import CHECKS, ROWS, indicator, small, version

SHARE = "stat:2.4-dung-han:current"
SENT = {"doc_number": "12/BC-SCT", "doc_date": "5/6/2024", "signer": "Lê Văn A", "confirm": "1",
        "missing_reason": "Đang thống kê"}  # fmt: skip


@pytest.fixture
def duty(database: Any) -> Duty:
    raw = small()
    raw["cutoff_day"] = "30/09"
    raw["years"][1]["label"] = "9 tháng năm {year}"
    raw["tasks"]["columns"][1]["label"] = "Việc đã làm"
    row_of(raw, ROWS, "2.4-dung-han")["denominator_row"] = "i.1-nhiem-vu"  # type: ignore[index]
    row_of(raw, CHECKS, "ke-hoach-hoan-thanh")["severity"] = "hard"  # type: ignore[index]
    raw = added(raw, ROWS, "ngay", indicator(type="date", unit="", label="Ngày ban hành kế hoạch"))
    raw = added(raw, ROWS, "so", indicator(type="text", unit="", hint="Ghi cả cơ quan ban hành."))
    return factories.duty(base.unit(), version(raw))


def values(duty: Duty) -> dict[str, Any]:
    found = queries.duty_row(duty.id)
    assert found
    return queries.draft_values(found)


def test_words_days_offers_and_headings(duty: Duty, sign_in: Any) -> None:
    editor = sign_in("unit_editor", duty.unit)
    root = f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    page = editor.get(f"{root}phu-luc-2/").text
    for words in ("30/09/2024", "9 tháng năm 2024", "Ghi cả cơ quan ban hành."):
        assert words in page
    typed = {
        "versions": "{}", "cutoff": "30/09/2024", "stat:so:current": "12/KH-SCT, ngày 1.2",
        "stat:ngay:current": "hôm qua", "stat:i.1-nhiem-vu:current": "20",
        "stat:i.1-hoan-thanh:current": "25", SHARE: ["5", ""],
    }  # fmt: skip
    page = editor.post(f"{root}phu-luc-2/", typed, 422).text
    assert "Hãy viết ngày theo dạng" in page
    assert 'value="hôm qua"' in page
    assert "Phải sửa trước khi gửi" in page
    assert ">Lấy 20</button>" in page
    right = {**typed, "stat:ngay:current": "5/3/2024", "lay": SHARE}
    editor.post(f"{root}phu-luc-2/", right | {"versions": _versions(duty)}, 302)
    found = values(duty)
    assert found["stat:ngay:current"]["value"] == "2024-03-05"
    assert found["stat:so:current"]["value"] == "12/KH-SCT, ngày 1.2"
    assert found[SHARE] == {"state": "value", "value": ["5", "25"], "total": "20"}
    assert "Việc đã làm" in editor.get(f"{root}phu-luc-1/chi-dao-dieu-hanh/them/").text
    printed = docx.Document(io.BytesIO(editor.get(f"{root}bao-cao.docx").data))
    cells = {cell.text for table in printed.tables for cell in table._cells}
    assert {"Việc đã làm", "05/03/2024", "12/KH-SCT, ngày 1.2", "9 tháng năm 2024"} <= cells


def test_a_report_that_breaks_a_hard_rule_is_not_sent(duty: Duty, sign_in: Any) -> None:
    editor = sign_in("unit_editor", duty.unit)
    root = f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    numbers = {"stat:i.1-nhiem-vu:current": "20", "stat:i.1-hoan-thanh:current": "25"}
    editor.post(f"{root}phu-luc-2/", {"versions": "{}", **numbers}, 302)
    assert "phải sửa trước khi gửi" in editor.get(f"{root}kiem-tra/").text
    signed = (io.BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), "bao-cao.pdf")
    seen = editor.get(f"{root}gui/").text.partition('name="seen"')[2].split('value="')[1]
    sent = {**SENT, "seen": seen.partition('"')[0], "file": signed}
    assert "nhiều hơn số nhiệm vụ đề ra" in editor.post(f"{root}gui/", sent, 422).text
    assert Duty.get_by_id(duty.id).state == "open"


def _versions(duty: Duty) -> str:
    found = queries.duty_row(duty.id)
    assert found
    fields = queries.draft_fields(found)
    return canonical({code: field.version for code, field in fields.items()})
