"""The Word draft of the province's report, and the office's own template for it."""

import io
import re
from datetime import date, timedelta
from typing import Any

import docx
import pytest

from portal.accounts.models import AuditEntry
from portal.plans.models import Plan
from portal.reports.totals.models import TotalsTemplate
from portal.reports.totals.word import (
    SHIPPED,
    BadTemplate,
    check_template,
    provincial_report,
)
from tests import factories
from tests.reports.totals.steps import COUNT, TOTALS, accepted, address, collected, said


def words_of(body: bytes) -> str:
    document = docx.Document(io.BytesIO(body))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_word_draft_is_filled(plan: Plan, sign_in: Any) -> None:
    accepted(
        factories.unit("Sở <Tư> & Pháp"), plan,
        {"outline:p2.i.2": [{"text": "Chậm < 5 ngày & thiếu", "cause": "ít người"}]},
    )  # fmt: skip
    text = words_of(sign_in("office_editor").get(address(plan, "bao-cao.docx")).data)
    assert "1.204" in text
    assert "Sở Chưa nộp" in text
    assert "Chậm < 5 ngày & thiếu (nguyên nhân: ít người) (Sở <Tư> & Pháp)" in text
    assert "31/05/2024" in text
    assert "{{" not in text
    assert "{%" not in text


def test_the_draft_says_why_reports_do_not_count_and_what_nobody_said(database: Any) -> None:
    """It said that accepted reports without numbers had not been accepted."""
    plan = factories.plan(2024)
    accepted(factories.unit("Sở Bản giấy"), plan, {})
    text = words_of(provincial_report(collected(plan), [], date(2024, 7, 1)))
    assert "Đã cộng 0 trên tổng số 1 báo cáo phải nộp; 1 báo cáo không cộng." in text
    assert "Sở Bản giấy (Đã chấp nhận, không có số liệu trên cổng" in text
    assert "chưa được chấp nhận" not in text
    assert "Ngày chốt" not in text
    assert text.count("(Không đơn vị nào nêu.)") == 2
    accepted(factories.unit("Sở Có số"), plan, {f"stat:{COUNT}:current": said("3")})
    text = words_of(provincial_report(collected(plan), [], date(2024, 7, 1)))
    assert "- Không ghi ngày: 1 đơn vị;" in text


def template_with(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_shipped_template_can_be_filled() -> None:
    assert check_template(SHIPPED.read_bytes()) == ["so"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ ten_tinh }}", "ten_tinh"),
        ("{% for dong in so_lieu %}", "có 1 thẻ {% for … %} nhưng 0 thẻ {% endfor %}"),
        ("{{ tinh }} và {{ nam + }}", "thẻ “{{ nam + }}” viết sai"),
        ("{{ tinh } và {{ nam }}", "thẻ “{{ tinh } và {{ nam }}” viết sai"),
        ("{% nam %}", "viết sai"),
        ("{% for d in chua_co %}{{ d.khong_co }}{% endfor %}", "khong_co"),
        ("{{ tinh.__class__.__mro__ }}", "không điền được"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "không điền được"),
        ("{{ so_cong.append(1) }}", "không điền được"),
        ("{{ range(9) }}", "range"),
        ("{{ 1 / 0 }}", "không điền được"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadTemplate, match=re.escape(says)):
        check_template(template_with(text))


def test_a_file_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(BadTemplate):
        check_template(b"PK\x03\x04 nonsense")


def test_the_office_brings_its_own_template_and_goes_back(plan: Plan, sign_in: Any) -> None:
    client = sign_in("office_editor")
    page = f"{TOTALS}mau/"
    client.get(page)
    bad = {"file": (io.BytesIO(template_with("{{ ten_tinh }}")), "mau.docx")}
    assert "ten_tinh" in client.post(page, bad, 422).text
    assert not TotalsTemplate.select().exists()
    good = template_with("MẪU CỦA SỞ {{ so_cong }} / {{ so['i.1-nhiem-vu'].nam_nay }}")
    client.post(page, {"file": (io.BytesIO(good), "mau.docx")})
    text = words_of(client.get(address(plan, "bao-cao.docx")).data)
    assert "MẪU CỦA SỞ 2 / 1.204" in text
    assert client.get(f"{page}tep").data == good
    client.post(f"{page}bo", {})
    assert "MẪU CỦA SỞ" not in words_of(client.get(address(plan, "bao-cao.docx")).data)
    kept = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)][-2:]
    assert kept == ["replace-totals-template", "retire-totals-template"]


def test_a_template_that_fails_later_falls_back_to_the_shipped_one(
    plan: Plan, sign_in: Any, app: Any, caplog: Any
) -> None:
    from portal.documents.actions import keep_file
    from portal.reports.totals.actions import replace_template

    body = io.BytesIO(template_with("{{ khong_con }}"))
    blob = keep_file(app.config["DATA"], body, max_bytes=100_000)
    replace_template(factories.actor(), blob, "cu.docx", factories.now())
    client = sign_in("office_editor")
    text = words_of(client.get(address(plan, "bao-cao.docx")).data)
    assert "1.204" in text
    assert "khong_con" in caplog.text
    assert "lập theo mẫu có sẵn" in client.get(TOTALS).text


def test_the_draft_is_made_without_a_page(plan: Plan) -> None:
    body = provincial_report(collected(plan), [], date(2024, 6, 5) + timedelta(days=1))
    assert "ngày 06 tháng 06 năm 2024" in words_of(body)
