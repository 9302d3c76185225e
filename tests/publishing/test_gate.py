"""The gate: versions, chain, look-ups, withdrawal, erasure."""

import json

import pytest
from peewee import IntegrityError

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.publishing import actions, gate, queries
from portal.publishing.gate import Consent, MissingFile
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.payload import PublicFile, canonical, sha256_of
from portal.publishing.requests import Approval
from portal.publishing.rules import Change
from portal.publishing.shelf import PreviewShelf, Shelf
from tests.publishing.samples import Note

CONSENT = Consent("setup", "Hệ thống", today())


def publish(title: str, slug: str = "a", **values):
    offered = gate.proposal(slug, Note(title, **values))
    return gate.publish(SYSTEM, offered, "first", "Đăng lần đầu", CONSENT)


def test_a_second_version_becomes_current_and_the_first_stays_readable(database):
    publish("Bản một")
    publish("Bản hai")
    shelf = Shelf()
    assert shelf.find("note", "a").title == "Bản hai"
    assert [(e.version, e.title) for e in shelf.history("note", "a")] == [
        (2, "Bản hai"), (1, "Bản một"),
    ]  # fmt: skip


def test_payload_is_canonical_and_hashed(database):
    row = publish("Kế hoạch")
    assert row.payload == canonical(json.loads(row.payload))
    assert row.payload_sha256 == sha256_of(row.payload)


def test_the_chain_holds_and_shows_a_changed_row(database):
    first, second = publish("Một"), publish("Hai", slug="b")
    assert second.previous_hash == first.hash
    assert queries.broken_publications() == []
    Publication.update(payload='{"title":"Khác"}').where(Publication.id == first.id).execute()
    assert queries.broken_publications() == [first.id]


def test_the_chain_cannot_fork(database):
    first = publish("Một")
    with pytest.raises(IntegrityError):
        Publication.create(
            kind="note", slug="x", version=1, title="Nhánh", payload="{}", payload_sha256="0",
            change_kind="first", change_note="", approval_sha256="0",
            published_at=first.published_at, previous_hash=first.previous_hash, hash="khac",
        )  # fmt: skip


def test_look_ups_are_written_with_the_publication(database):
    row = publish("Đề án", text="Thủ tục hành chính")
    assert PublicationRef.get(PublicationRef.publication == row).unit == "so-noi-vu"


def test_a_file_that_is_not_stored_stops_the_publication(database):
    missing = PublicFile("0" * 64, "ke-hoach.pdf", 10, "application/pdf")
    with pytest.raises(MissingFile):
        publish("Có tệp", attached=(missing,))
    assert Publication.select().count() == 0


def test_withdrawal_leaves_a_tombstone(database):
    row = publish("Kế hoạch nhầm")
    offered = actions.withdrawal(row, "mistake", "Đăng nhầm tệp")
    gate.publish(SYSTEM, offered, "withdrawal", "Đăng nhầm tệp", CONSENT)
    shelf = Shelf()
    assert shelf.every("note") == []
    assert shelf.find("note", "a").withdrawn
    assert shelf.find("note", "a").payload["reason"] == "Đăng nhầm tệp"
    assert shelf.of_unit("so-noi-vu") == []


def test_erasure_keeps_hash_and_approval_but_no_words(database):
    row = publish("Chứa dữ liệu cá nhân", text="Nguyễn Văn A")
    actions.erase(SYSTEM, row, "Theo yêu cầu của chủ thể dữ liệu")
    kept = Publication.get_by_id(row.id)
    assert kept.payload is None
    assert kept.hash == row.hash
    assert PublicationRef.select().count() == 0
    assert Approval.select().where(Approval.publication == row).count() == 1
    assert queries.broken_publications() == []
    assert Shelf().find("note", "a").withdrawn


def test_set_up_publishes_only_what_changed(database):
    assert gate.set_up(SYSTEM, "a", Note("Một"), "nạp") is not None
    assert gate.set_up(SYSTEM, "a", Note("Một"), "nạp") is None
    assert gate.set_up(SYSTEM, "a", Note("Hai"), "nạp").version == 2


def test_preview_lays_proposals_over_what_is_public(database):
    publish("Bản một")
    proposed = [gate.proposal("a", Note("Bản hai")), gate.proposal("b", Note("Trang mới"))]
    shelf = PreviewShelf([(one, Change("update", "Sửa")) for one in proposed])
    assert [entry.title for entry in shelf.every("note")] == ["Bản hai", "Trang mới"]
    assert [entry.title for entry in shelf.of_unit("so-noi-vu")] == ["Bản hai", "Trang mới"]
    assert Shelf().find("note", "a").title == "Bản một"
