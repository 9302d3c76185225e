"""Lawful erasure: two people, every copy, files nobody else uses, builds of before."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from portal.accounts.audit import broken_entries
from portal.accounts.models import AuditEntry
from portal.checking import problems
from portal.clock import now
from portal.documents.actions import keep_file
from portal.documents.blobs import path_of
from portal.documents.models import Blob, IssuedDocument
from portal.inspections.address_actions import propose_address
from portal.inspections.conclusion_proposals import conclusion_proposal
from portal.inspections.models import Conclusion
from portal.publishing import actions, erasure_actions, gate, queries
from portal.publishing.former_addresses import other_addresses
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.old_builds import builds_before, prune_before
from portal.publishing.payload import PublicFile
from portal.publishing.requests import Approval, Erasure, PublicationRequest
from portal.publishing.shelf import Shelf
from portal.site.search.table import SearchSection
from tests import factories
from tests.publishing.samples import Note

SECRET = "Nguyễn Văn A, con ông Nguyễn Văn B, tiền án ngày 03/02/2011"
PDF = b"%PDF-1.4\n%mot tep nho\n%%EOF\n"


@pytest.fixture
def data(app, database) -> Path:
    return app.config["DATA"]


@pytest.fixture
def people(database):
    return factories.actor("office_approver"), factories.actor("admin")


def published(editor, title: str = "Kết luận", slug: str = "a", **values) -> Publication:
    offered = gate.proposal(slug, Note(title, SECRET, **values))
    request = actions.propose(editor, title, [offered], "first", "Đăng")
    return actions.approve(factories.actor("office_approver"), request)[0]


def erased(people, row: Publication, data) -> list[erasure_actions.FileFate]:
    asker, admin = people
    asked = erasure_actions.ask_erasure(asker, row, [row.version], "Bản án số 1", "Tòa tuyên")
    return erasure_actions.confirm_erasure(admin, asked, data)


def test_every_copy_of_the_words_goes_and_the_proof_stays(people, data):
    row = published(people[0])
    erased(people, row, data)
    kept = Publication.get_by_id(row.id)
    assert (kept.payload, kept.hash) == (None, row.hash)
    for model in (SearchSection, PublicationRef):
        assert model.select().where(model.publication == row).count() == 0
    assert not [one for one in PublicationRequest.select() if SECRET in one.proposals]
    assert Approval.select().where(Approval.publication == row).exists()
    note = Erasure.get()
    assert (note.state, note.ground, note.decided_by_id) == (
        "done",
        "Bản án số 1",
        people[1].user_id,
    )
    assert problems(data) == broken_entries() == []
    tombstone = Shelf().find("note", "a").payload
    assert "xóa theo quy định của pháp luật" in tombstone["reason"]


def test_nobody_erases_alone_and_one_of_the_two_is_an_admin(people, data):
    approver, admin = people
    row = published(approver)
    asked = erasure_actions.ask_erasure(admin, row, [1], "Luật", "Lý do")
    again = erasure_actions.ask_erasure(admin, row, [1], "Luật", "Lý do")
    assert again.id == asked.id
    for who in (admin, factories.actor("office_editor")):
        with pytest.raises(erasure_actions.SamePerson):
            erasure_actions.confirm_erasure(who, asked, data)
    other = erasure_actions.ask_erasure(approver, published(approver, "B", "b"), [1], "L", "L")
    with pytest.raises(erasure_actions.SamePerson):
        erasure_actions.confirm_erasure(factories.actor("office_approver"), other, data)
    assert Publication.select().where(Publication.payload.is_null()).count() == 0
    erasure_actions.confirm_erasure(approver, asked, data)
    with pytest.raises(erasure_actions.NotOpen):
        erasure_actions.refuse_erasure(approver, asked)


def _file(data, more: bytes) -> PublicFile:
    blob = keep_file(data, BytesIO(PDF + more), max_bytes=10**6)
    return PublicFile(blob.sha256, "ket-luan.pdf", blob.size, blob.media_type)


def test_a_file_goes_with_its_text_unless_something_else_published_uses_it(people, data):
    own, shared = _file(data, b"%1"), _file(data, b"%2")
    document = IssuedDocument.create(kind="thong-bao", signed_file=own.sha256)
    row = published(people[0], attached=(own, shared))
    published(people[0], "Khác", "b", attached=(shared,))
    fates = {one.sha256: one.fate for one in erased(people, row, data)}
    assert fates == {own.sha256: "erased", shared.sha256: "shared"}
    assert not path_of(data, own.sha256).exists()
    assert path_of(data, shared.sha256).exists()
    assert Blob.select().count() == 1
    assert IssuedDocument.get_by_id(document.id).signed_file_id is None
    assert problems(data) == []


def test_a_scan_that_proves_an_approval_keeps_its_file(people, data):
    file = _file(data, b"%3")
    row = published(people[0], attached=(file,))
    Approval.update(scan=file.sha256).where(Approval.publication == row).execute()
    assert [one.fate for one in erased(people, row, data)] == ["held"]
    assert path_of(data, file.sha256).exists()


def test_an_open_request_with_the_same_words_is_taken_back(people, data):
    row = published(people[0])
    waiting = PublicationRequest.create(
        **{**PublicationRequest.get().__data__, "id": None, "state": "approved",
           "publish_at": now() + timedelta(hours=1)}
    )  # fmt: skip
    erased(people, row, data)
    kept = PublicationRequest.get_by_id(waiting.id)
    assert (kept.state, kept.publish_at) == ("recalled", None)
    assert SECRET not in kept.proposals


def test_only_the_versions_named_go(people, data):
    first = published(people[0])
    published(people[0], "Bản hai")
    erased(people, first, data)
    assert Shelf().find("note", "a").title == "Bản hai"
    assert not Shelf().find("note", "a").withdrawn
    assert [one.payload is None for one, _ in queries.versions_of("note", "a")] == [False, True]


def test_builds_of_before_are_named_and_removed_but_for_the_one_shown(data):
    for number, year in ((1, 2024), (2, 2025), (3, 2027)):
        folder = data / "builds" / str(number)
        (folder / "site").mkdir(parents=True)
        (folder / "report.json").write_text(f'{{"frozen_at": "{year}-05-01T00:00:00+00:00"}}')
        (folder / "keys.json").write_text('{"entries": {}, "manifest_sha256": ""}')
    (data / "site").symlink_to("builds/2/site")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert [(one.number, one.shown) for one in builds_before(data, moment)] == [
        (1, False), (2, True),
    ]  # fmt: skip
    assert prune_before(data, moment) == [1]
    assert sorted(one.name for one in (data / "builds").iterdir() if one.name.isdigit()) == [
        "2", "3",
    ]  # fmt: skip


def test_the_page_says_what_stays_and_names_the_other_address_of_what_was_moved(app, data):
    editor, approver = factories.actor("office_editor"), factories.actor("office_approver")
    visit = factories.visit(factories.plan(2026), factories.unit("Sở Tài chính"))
    row = Conclusion.create(
        visit=visit, slug="2026/cu", title="Kết luận", summary=SECRET, created_at=now(),
        missing_document_reason="Chờ",
    )  # fmt: skip
    request = actions.propose(editor, "Đăng", [conclusion_proposal(row)], "first", "Đăng")
    actions.approve(approver, request)
    actions.approve(approver, propose_address(editor, row, "moi", "Sai tên"))
    there = gate.newest_version("conclusion", "2026/moi")
    asked = erasure_actions.ask_erasure(approver, there, [1], "Bản án số 1", "Tòa tuyên")
    client = factories.signed_in_client(app, "admin")
    before = gate.newest_version("conclusion", "2026/cu")
    for path in (f"noi-dung/ban/{there.id}/xoa/", f"xoa/{asked.id}/"):
        page = client.get(f"/lam-viec/dieu-hanh/dang/{path}").text
        assert "Những gì sẽ còn lại" in page
        assert "Nhật ký: ai đăng, ai duyệt" in page
        assert "Nhật ký soạn thảo (nội bộ) giữ chữ đã nhập" in page
        assert f"/noi-dung/ban/{before.id}/xoa/" in page
    assert [one.slug for one in other_addresses("conclusion", "2026/cu")] == ["2026/moi"]
    erasure_actions.confirm_erasure(factories.actor("admin"), asked, data)
    old = erasure_actions.ask_erasure(approver, before, [1], "Bản án số 1", "Tòa tuyên")
    erasure_actions.confirm_erasure(factories.actor("admin"), old, data)
    assert "Những gì còn lại" in client.get(f"/lam-viec/dieu-hanh/dang/xoa/{old.id}/").text
    assert other_addresses("conclusion", "2026/moi") == []
    log = AuditEntry.select().where(AuditEntry.subject_kind.in_(["publication", "erasure"]))
    entries = [f"{one.before}{one.after}{one.reason}" for one in log]
    assert len(entries) > 4
    assert not [text for text in entries if SECRET in text], "who, when and hash, no content"


def test_the_workspace_says_that_what_was_published_is_erased(app, people, data):
    """It looked the same as before to the office: the words of the working copy are still there."""
    editor, approver = factories.actor("office_editor"), people[0]
    visit = factories.visit(factories.plan(2026), factories.unit("Sở Tài chính"))
    row = Conclusion.create(
        visit=visit, slug="2026/a", title="Kết luận", summary=SECRET, created_at=now(),
        missing_document_reason="Chờ",
    )  # fmt: skip
    request = actions.propose(editor, "Đăng", [conclusion_proposal(row)], "first", "Đăng")
    published_row = actions.approve(approver, request)[0]
    client = factories.signed_in_client(app, "office_editor")
    page = f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/"
    assert "Đã xóa theo quy định của pháp luật" not in client.get(page).text
    erased(people, published_row, data)
    assert "Đã xóa theo quy định của pháp luật" in client.get(page).text
