"""Submitting once, late, after an edit, again; evidence; comments; sealing edits."""

import json
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest

from portal import db
from portal.accounts.models import AuditEntry
from portal.documents.models import Blob
from portal.publishing.payload import canonical, sha256_of
from portal.reports import actions, queries
from portal.reports.drafts import save_field
from portal.reports.evidence import actions as evidence_actions
from portal.reports.models import (
    DraftEdit,
    Duty,
    Evidence,
    FormVersion,
    ReviewComment,
    Submission,
)
from tests import factories as base
from tests.reports import factories

TEXT = "outline:p1.i"
SIGNED = {
    "mode": "signed_pdf", "doc_number": "12/BC-SCT", "doc_date": date(2024, 6, 5),
    "signer": "Lê Văn A", "signed_blob": None, "signed_name": "bao-cao.pdf",
}  # fmt: skip


@pytest.fixture
def duty(database):
    return queries.duty_row(factories.duty().id)


@pytest.fixture
def writer(duty):
    actor = base.actor("unit_editor", duty.unit)
    save_field(actor, duty, TEXT, "Lần một", 0)
    return actor


def test_a_submission_freezes_the_draft_under_its_hash(duty, writer):
    sent = actions.submit(writer, duty, **SIGNED)
    snapshot = json.loads(sent.snapshot)
    assert snapshot["values"] == {TEXT: "Lần một"}
    assert (snapshot["unit"]["code"], snapshot["form"]["version"]) == (duty.unit.code, 1)
    assert sent.sha256 == sha256_of(sent.snapshot) == sha256_of(canonical(snapshot))
    assert (Duty.get_by_id(duty.id).state, sent.late, sent.number) == ("submitted", False, 1)
    assert sent.receipt == f"BN-{sent.submitted_at.year}-000001"


def test_a_broken_hard_rule_stops_the_unit_but_not_the_paper(duty, writer):
    raw = json.loads(FormVersion.get().definition)
    raw["statistics"]["checks"][0]["severity"] = "hard"
    text = canonical(raw)
    FormVersion.update(definition=text, sha256=sha256_of(text)).execute()
    for code, number in (("i.1-nhiem-vu", "2"), ("i.1-hoan-thanh", "3")):
        save_field(writer, duty, f"stat:{code}:current", [number], 0)
    with pytest.raises(actions.RulesBroken, match="nhiều hơn"):
        actions.submit(writer, duty, **SIGNED)
    assert actions.submit(base.actor(), duty, **SIGNED | {"mode": "keyed"}).number == 1


def test_a_second_click_gives_the_same_receipt(duty, writer):
    first = actions.submit(writer, duty, **SIGNED)
    assert actions.submit(writer, duty, **SIGNED).receipt == first.receipt
    assert Submission.select().count() == 1
    assert AuditEntry.select().where(AuditEntry.action == "submit-report").count() == 1


def test_two_clicks_at_one_instant_submit_once(app, duty, writer):
    barrier, receipts = Barrier(2), []

    def click():
        with app.app_context(), db.connection(app):
            barrier.wait()
            receipts.append(actions.submit(writer, duty, **SIGNED).receipt)

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(receipts)) == 1
    assert Submission.select().count() == 1


def test_a_late_report_needs_its_reason_and_is_marked(duty, writer):
    Duty.update(due_on=date(2020, 1, 1)).execute()
    with pytest.raises(actions.LateReasonMissing):
        actions.submit(writer, duty, **SIGNED)
    assert Submission.select().count() == 0
    sent = actions.submit(writer, duty, late_reason="Mất điện", **SIGNED)
    assert (sent.late, sent.late_reason) == (True, "Mất điện")


def test_a_draft_edited_since_it_was_seen_is_not_sent(duty, writer):
    seen = queries.snapshot_digest(queries.snapshot_of(duty))
    save_field(writer, duty, TEXT, "Sửa thêm", 1)
    with pytest.raises(actions.DraftMoved):
        actions.submit(writer, duty, expected=seen, **SIGNED)
    assert Submission.select().count() == 0


def test_a_returned_report_is_sent_again_and_both_stay(duty, writer):
    first = actions.submit(writer, duty, **SIGNED)
    Duty.update(state="returned").execute()
    save_field(writer, duty, TEXT, "Lần hai", 1)
    second = actions.submit(writer, duty, **SIGNED)
    assert (second.number, second.receipt != first.receipt) == (2, True)
    values = [json.loads(item.snapshot)["values"][TEXT] for item in queries.submissions_of(duty)]
    assert values == ["Lần hai", "Lần một"]


def test_an_accepted_or_waived_report_takes_no_paper(duty, writer):
    office = base.actor()
    paper = {**SIGNED, "mode": "received", "received_on": date(2024, 6, 1)}
    for state in ("accepted", "waived"):
        Duty.update(state=state).execute()
        with pytest.raises(actions.NotOpen):
            actions.submit(office, duty, **paper)


def test_paper_that_came_before_counts_as_the_earliest_receipt(duty, writer):
    actions.submit(writer, duty, **SIGNED)
    paper = {**SIGNED, "mode": "received", "received_on": date(2024, 6, 1), "copies": 8}
    office = base.actor()
    for _ in range(2):
        actions.submit(office, duty, arrival_number="45/Đ", **paper)
    assert Submission.select().count() == 2
    assert queries.earliest_receipt(duty) == date(2024, 6, 1)


def test_evidence_is_attached_once_and_stays_with_its_submission(duty, writer):
    blob = Blob.create(sha256="a" * 64, size=10, media_type="application/pdf")
    given = {
        "field": TEXT, "number": "5/KH", "issued_on": None, "subject": "Kế hoạch",
        "blob": blob, "file_name": "kh.pdf",
    }  # fmt: skip
    for _ in range(2):
        added = evidence_actions.add_evidence(writer, duty, **given)
    assert Evidence.select().count() == 1
    sent = actions.submit(writer, duty, **SIGNED)
    with pytest.raises(actions.NotOpen):
        evidence_actions.remove_evidence(writer, added)
    Duty.update(state="returned").execute()
    evidence_actions.remove_evidence(writer, Evidence.get())
    assert json.loads(sent.snapshot)["evidence"][0]["sha256"] == "a" * 64


def test_an_answer_to_a_comment_is_recorded_once(duty, writer):
    sent = actions.submit(writer, duty, **SIGNED)
    comment = ReviewComment.create(
        submission=sent, field=TEXT, text="Ghi rõ", sent=True, at=datetime.now(UTC), by="SNV"
    )
    for _ in range(2):
        actions.answer_comment(writer, comment, "Đã ghi", True)
    assert AuditEntry.select().where(AuditEntry.action == "answer-comment").count() == 1


def test_edits_are_sealed_in_batches_and_once(duty, writer):
    save_field(writer, duty, TEXT, "Nữa", 1)
    assert actions.seal_draft_edits(writer) == 2
    assert actions.seal_draft_edits(writer) == 0
    assert DraftEdit.select().where(DraftEdit.sealed == False).count() == 0  # noqa: E712


def test_last_years_accepted_numbers_are_offered(duty, writer):
    from portal.reports.history_queries import previous_year_values

    save_field(writer, duty, "stat:i.1-nhiem-vu:current", "20", 0)
    actions.submit(writer, duty, **SIGNED)
    following = queries.duty_row(factories.duty(duty.unit, year=2025).id)
    assert previous_year_values(following) == {}
    Submission.update(state="accepted").execute()
    assert previous_year_values(following) == {"i.1-nhiem-vu": {"state": "value", "value": "20"}}
