"""The office keeps the register; content files fill it and do not overwrite people."""

from datetime import date
from pathlib import Path

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.legal import actions
from portal.legal.models import LegalDocument
from tests import factories

BASE = "/lam-viec/dieu-hanh/can-cu/"
GOOD = {
    "kind": "Nghị định", "number": "61/2018/NĐ-CP", "title": "Về cơ chế một cửa",
    "issuer": "Chính phủ", "issued_on": "23/4/2018", "in_force_from": "21/6/2018",
    "ended_on": "01/7/2025", "replaced_by": "118/2025/NĐ-CP", "note": "",
}  # fmt: skip


def test_the_content_of_the_portal_fills_the_register(database):
    assert actions.load_register(SYSTEM, ROOT / "content") == LegalDocument.select().count() > 15
    assert actions.load_register(SYSTEM, ROOT / "content") == 0
    law = LegalDocument.get(LegalDocument.number == "77/2015/QH13")
    assert (law.ended_on, law.replaced_by) == (date(2025, 3, 1), "65/2025/QH15")
    numbers = {row.number for row in LegalDocument.select()}
    heirs = {row.replaced_by for row in LegalDocument.select() if row.replaced_by}
    assert heirs <= numbers


def test_a_load_leaves_what_a_person_changed(database):
    actions.load_register(SYSTEM, ROOT / "content")
    row = LegalDocument.get(LegalDocument.number == "76/NQ-CP")
    clerk = factories.actor("office_editor")
    fields = {name: getattr(row, name) for name in actions.FIELDS} | {"note": "Đã đối chiếu"}
    actions.edit_document(clerk, row, row.version, fields)
    assert actions.load_register(SYSTEM, ROOT / "content") == 0
    assert LegalDocument.get_by_id(row.id).note == "Đã đối chiếu"
    with pytest.raises(actions.Conflict):
        actions.edit_document(clerk, row, 1, fields)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[document]]\nnumber = "1/QĐ"\n', "thiếu kind"),
        ('[[document]]\nnumber = "1/QĐ"\nbogus = 1\n', "không có mục bogus"),
        ("[[document]\n", "a.toml"),
    ],
)
def test_a_faulty_file_changes_nothing(database, tmp_path: Path, text, fault):
    (tmp_path / "legal").mkdir()
    (tmp_path / "legal" / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(actions.InvalidRegister, match=fault):
        actions.load_register(SYSTEM, tmp_path)
    assert not LegalDocument.select().exists()


def test_add_and_edit_in_the_workspace(sign_in):
    client = sign_in("office_editor")
    assert "Sổ chưa có văn bản nào" in client.get(BASE).text
    client.post(f"{BASE}them/", GOOD)
    row = LegalDocument.get()
    assert "Hết hiệu lực" in client.get(BASE).text
    assert client.post(f"{BASE}them/", GOOD, status=422).text.count("đã có văn bản") >= 1
    changed = {**GOOD, "title": "Về cơ chế một cửa liên thông", "version": "1"}
    client.post(f"{BASE}{row.id}/", changed)
    assert LegalDocument.get().title == "Về cơ chế một cửa liên thông"
    late = client.post(f"{BASE}{row.id}/", {**changed, "title": "Khác"}, status=409)
    assert "Người khác vừa lưu" in late.text
    assert 'value="2"' in late.text
    assert AuditEntry.select().where(AuditEntry.action == "edit-legal-document").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "61"}, "số và ký hiệu"),
        ({"in_force_from": "01/01/2018"}, "trước ngày ban hành"),
        ({"ended_on": "21/6/2018"}, "sau ngày có hiệu lực"),
        ({"issued_on": "31/2/2018"}, "Ngày ban hành"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(sign_in, wrong, said):
    answer = sign_in("office_editor").post(f"{BASE}them/", {**GOOD, **wrong}, status=422)
    assert said in answer.text
    assert "Về cơ chế một cửa" in answer.text
    assert not LegalDocument.select().exists()


def test_leaders_read_and_do_not_write(sign_in):
    assert "Thêm văn bản" not in sign_in("supervisor").get(BASE).text
