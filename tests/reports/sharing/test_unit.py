"""Who in the unit writes which part: given on one page, told to colleagues and to nobody else."""

from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.reports.models import Duty
from portal.reports.sharing.models import PartWriter
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories
from tests.reports.unit_pages.steps import sending


@pytest.fixture
def duty(database: Any) -> Any:
    return factories.duty(base.unit())


@pytest.fixture
def page(duty: Any) -> str:
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/phan-viec/"


@pytest.fixture
def editor(sign_in: Any, duty: Any) -> Any:
    return sign_in("unit_editor", duty.unit)


def shown(client: Any, page: str) -> dict[str, str]:
    form = next(one for one in forms_of(client.get(page).text) if "ghi:tasks" in one.inputs)
    return {name: values[0] for name, values in form.data().items() if name != "csrf_token"}


def test_a_part_is_given_to_a_colleague_who_finds_it(
    editor: Any, sign_in: Any, duty: Any, page: str
) -> None:
    lan = base.user("unit_editor", duty.unit, full_name="Lò Thị Lan")
    given = {"nguoi:p1.i": str(lan.id), "ghi:p1.i": "Lấy số của Văn phòng"}
    text = editor.follow(editor.post(page, shown(editor, page) | given, 302)).text
    assert "Người làm: <strong>Lò Thị Lan</strong>. Lấy số của Văn phòng" in text
    assert "Đã lưu phân công" in text
    start = sign_in("unit_editor", user=lan).get("/lam-viec/").text
    assert "Phần báo cáo giao cho tôi" in start
    assert "1 phần" in start
    assert "giao cho tôi" not in editor.get("/lam-viec/").text
    editor.post(page, shown(editor, page) | {"nguoi:p1.i": "", "ghi:p1.i": ""}, 302)
    assert not PartWriter.select().exists()
    assert AuditEntry.select().where(AuditEntry.action == "share-part").count() == 2


def test_who_gave_the_same_part_meanwhile_is_asked_about_other_parts_stay(
    editor: Any, duty: Any, page: str
) -> None:
    old = shown(editor, page)
    editor.post(page, old | {"ghi:tasks": "Chị Hoa làm", "ghi:evidence": "Quét lại"}, 302)
    answer = editor.post(page, old | {"ghi:tasks": "Anh Minh làm", "ghi:p1.i": "Xong"}, 409)
    assert "Có người vừa phân công phần này: Chị Hoa làm." in answer.text
    notes = {row.part: row.note for row in PartWriter.select()}
    assert notes == {"tasks": "Chị Hoa làm", "evidence": "Quét lại", "p1.i": "Xong"}
    form = next(one for one in forms_of(answer.text) if "ghi:tasks" in one.inputs)
    again = {name: values[0] for name, values in form.data().items() if name != "csrf_token"}
    editor.post(page, again, 302)
    notes = {row.part: row.note for row in PartWriter.select()}
    assert notes == {"tasks": "Anh Minh làm", "evidence": "Quét lại", "p1.i": "Xong"}


def test_a_stranger_is_given_nothing_and_a_long_note_is_kept_on_the_page(
    editor: Any, page: str
) -> None:
    stranger = base.user("unit_editor", base.unit())
    answer = editor.post(page, {"nguoi:tasks": str(stranger.id)}, 422)
    assert "không còn trong danh sách" in answer.text
    text = editor.post(page, {"ghi:tasks": "dài" * 200}, 422).text
    summary = text.partition("govuk-error-summary")[2].partition("</ul>")[0]
    assert 'href="#ghi-tasks"' in summary
    assert "Dài tối đa" in summary
    assert "dài" * 200 in text
    assert not PartWriter.select().exists()


def test_the_office_never_sees_what_colleagues_tell_each_other(
    editor: Any, sign_in: Any, duty: Any, page: str
) -> None:
    editor.post(page, {"ghi:p1.i": "NOI-BO-DON-VI", "ghi:tasks": "NOI-BO-DON-VI"}, 302)
    head = sign_in("unit_head", duty.unit)
    head.post(page.replace("phan-viec/", "gui/"), sending(), 302)
    assert Duty.get().state == "submitted"
    editor.post(page, {"ghi:tasks": "muộn"}, 404)
    assert "NOI-BO-DON-VI" in editor.get(page).text
    office = sign_in("office_editor")
    board = f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/"
    for address in ("", "lan/1/", "dien-bien/"):
        assert "NOI-BO-DON-VI" not in office.get(board + address).text
    office.get(page, 404)
    assert b"NOI-BO-DON-VI" not in office.http.get(f"{board}lan/1/bao-cao.docx").data
