"""All proposals of units: who must answer, what is overdue, the answer, the tờ trình."""

import io
from datetime import date, timedelta

import docx
import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.inspections.models import Petition
from portal.inspections.petitions.queries import state_of
from portal.inspections.remediation_actions import create_petitions
from tests import factories as base

LIST = "/lam-viec/dieu-hanh/kien-nghi/"
OWN = "/lam-viec/don-vi/kiem-tra/kien-nghi/"
FORM = {
    "text": "Bổ sung biên chế", "agency": "Sở Nội vụ", "due_on": "1/6/2099", "answer": "",
    "answered_on": "", "version": "1",
}  # fmt: skip


@pytest.fixture
def unit(database):
    return base.unit()


@pytest.fixture
def asked(unit):
    texts = ["Bổ sung biên chế", "Nâng cấp phần mềm", "Chưa rõ gửi ai"]
    agencies = {texts[0]: "Sở Nội vụ", texts[1]: "Sở Khoa học và Công nghệ"}
    return create_petitions(SYSTEM, unit, None, texts, "Báo cáo BN-1", agencies)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"agency": ""}, "unassigned"), ({}, "open"), ({"due_on": date(2026, 1, 1)}, "open"),
        ({"due_on": date(2025, 12, 31)}, "overdue"),
        ({"due_on": date(2025, 12, 31), "answer": "Đã cấp"}, "answered"),
    ],
)  # fmt: skip
def test_the_state_of_a_proposal(values, state):
    row = Petition(**{"agency": "Sở Nội vụ", "text": "x", **values})
    assert state_of(row, date(2026, 1, 1)) == state


def test_the_list_is_filtered_by_agency_and_state(sign_in, asked):
    office = sign_in("office_editor")
    Petition.update(due_on=today() - timedelta(days=1)).where(Petition.id == asked[1]).execute()
    page = office.get(LIST).text
    assert page.index("Nâng cấp phần mềm") < page.index("Bổ sung biên chế"), "overdue first"
    page = office.get(LIST + "?co-quan=so noi vu").text
    assert "Bổ sung biên chế" in page
    assert "Nâng cấp phần mềm" not in page
    page = office.get(LIST + "?tinh-trang=overdue").text
    assert "Nâng cấp phần mềm" in page
    assert "Bổ sung biên chế" not in page
    assert "Chưa rõ gửi ai" in office.get(LIST + "?tinh-trang=unassigned").text
    assert "Chưa rõ gửi ai" in office.get(LIST + "?tinh-trang=linh-tinh").text


def test_an_answer_reaches_the_unit_and_nobody_else(sign_in, unit, asked):
    office, editor = sign_in("office_editor"), sign_in("unit_editor", unit)
    other = sign_in("unit_editor", base.unit())
    page = f"{LIST}{asked[0].id}/"
    office.post(page, FORM, 302)
    assert InboxItem.select().count() == 0
    office.post(page, {**FORM, "version": "2", "answer": "Đã giao 02 biên chế"}, 422)
    answered = {"answer": "Đã giao 02 biên chế", "answered_on": "5/3/2026"}
    office.post(page, {**FORM, **answered, "version": "2"}, 302)
    shown = editor.get(OWN).text
    assert "Đã giao 02 biên chế" in shown
    assert "Cơ quan trả lời: Sở Nội vụ" in shown
    told = InboxItem.get()
    assert (told.user.unit_id, "Đã giao 02 biên chế" in told.text) == (unit.id, True)
    opened = editor.post("/lam-viec/hop-tin/mo", {"tin": told.id}, 302)
    assert opened.headers["Location"].endswith(f"{OWN}#kn-{asked[0].id}")
    assert f'id="kn-{asked[0].id}"' in shown
    assert "biên chế" not in other.get(OWN).text
    kept = office.post(page, {**FORM, "version": "1", "answer": "Khác", "answered_on": "5/3/2026"},
                       409)  # fmt: skip
    assert "Đã giao 02 biên chế" in kept.text
    assert "Khác" in kept.text


def test_the_submission_to_the_chairman_lists_them_by_agency(sign_in, asked):
    Petition.update(answer="Đã giao", answered_on=date(2026, 3, 5)).where(
        Petition.id == asked[0]
    ).execute()
    data = sign_in("supervisor").http.get(LIST + "to-trinh.docx").data
    file = docx.Document(io.BytesIO(data))
    text = "\n".join(line.text for line in file.paragraphs)
    assert "03 đề xuất, kiến nghị của 01 đơn vị, trong đó 01 đã được trả lời" in text
    assert text.index("chưa được trả lời (02)") < text.index("1. Sở Khoa học và Công nghệ (01)")
    assert text.index("2. Chưa xác định") < text.index("II. Đề xuất, kiến nghị đã được trả lời")
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert "Đã giao (trả lời ngày 05/3/2026)" in cells
    assert "Chưa rõ gửi ai" in cells
    few = sign_in("office_editor").http.get(LIST + "to-trinh.docx?tinh-trang=answered").data
    assert "1 đề xuất" in "\n".join(one.text for one in docx.Document(io.BytesIO(few)).paragraphs)


def test_strangers_find_nothing(sign_in, visitor, asked):
    sign_in("unit_editor", base.unit()).get(LIST, 404)
    sign_in("team_member").get(f"{LIST}{asked[0].id}/", 404)
    assert "dang-nhap" in visitor.http.get(LIST).headers["Location"]
    sign_in("office_editor").get(f"{LIST}9999/", 404)
    supervisor = sign_in("supervisor")
    supervisor.get(f"{LIST}{asked[0].id}/")
    supervisor.post(f"{LIST}{asked[0].id}/", FORM, 404)
    assert Petition.get_by_id(asked[0].id).created_at <= now()
