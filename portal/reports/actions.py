"""Submitting a report, answering comments, sealing the edits of drafts."""

from datetime import date
from typing import Any

from peewee import fn

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import local, now, today
from portal.db import is_postgres, write
from portal.documents.models import Blob
from portal.publishing.payload import canonical, sha256_of
from portal.reports import queries
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import DraftEdit, Duty, ReviewComment, Submission
from portal.reports.rules import EDITABLE, is_late, next_receipt
from portal.reports.seal_queries import SEALING, digest_of, spans_of
from portal.reports.statistics.soft_warnings import broken_rules
from portal.reports.telling import after_sending
from portal.units.queries import name_on

#: Modes of the unit itself; the others are recorded by the office.
UNIT_MODES = ("signed_pdf", "online")


class NotOpen(ValueError):
    """The duty takes no report now (accepted or waived); the message says so in Vietnamese."""


class LateReasonMissing(ValueError):
    """The deadline is over: a late report is accepted, with its reason."""


class RulesBroken(ValueError):
    """The numbers break a hard rule of the form; the message says which."""


class DraftMoved(ValueError):
    """The draft was edited after the page to be confirmed was shown."""


class AnsweredMeanwhile(Exception):
    """A colleague has answered the comment since it was shown; ``comment`` holds that answer."""

    def __init__(self, comment: ReviewComment) -> None:
        super().__init__("answered by a colleague in the meantime")
        self.comment = comment


def submit(
    actor: Actor,
    duty: Duty,
    *,
    mode: str,
    doc_number: str,
    doc_date: date | None,
    signer: str,
    signed_blob: Blob | None,
    signed_name: str = "",
    late_reason: str = "",
    received_on: date | None = None,
    copies: int | None = None,
    arrival_number: str = "",
    missing_reason: str = "",
    expected: str = "",
) -> Submission:
    """Freeze the draft as a submission with its receipt; state of the duty: submitted.

    ``mode``: signed_pdf or online (the unit), keyed or received (the office, with
    ``received_on``, ``copies``, ``arrival_number``). Sending twice gives the same submission
    once. ``expected`` is the digest of the draft that the sender saw; DraftMoved when it has
    changed since. LateReasonMissing, RulesBroken (for the unit itself: the office keys in what
    the paper says) and NotOpen as named. The signed file is stored before.
    """
    instant = now()
    received = received_on or today()
    with write():
        duty = locked(duty)
        last = queries.latest_submission(duty)
        document = {
            "mode": mode,
            "number": doc_number,
            "date": doc_date.isoformat() if doc_date else "",
            "signer": signer,
            "sha256": signed_blob.sha256 if signed_blob else "",
            "arrival_number": arrival_number,
        }
        if last and _is_repeated(duty, last, mode, document, received):
            return last
        check_open(duty, mode)
        late = is_late(received, duty.due_on)
        if late and mode in UNIT_MODES and not late_reason.strip():
            raise LateReasonMissing(
                "Báo cáo gửi sau thời hạn vẫn được nhận; hãy ghi lý do gửi quá hạn."
            )
        snapshot = queries.snapshot_of(duty)
        if mode in UNIT_MODES and duty.form_id:
            broken = broken_rules(queries.definition_of(duty), snapshot["values"])
            if broken:
                raise RulesBroken(f"Số liệu chưa khớp, phải sửa ở Phụ lục II: {broken[0].message}")
        if expected and queries.snapshot_digest(snapshot) != expected:
            raise DraftMoved(
                "Báo cáo vừa có người sửa sau khi anh/chị mở trang này. Hãy xem lại rồi gửi."
            )
        year = local(instant).year
        receipt = next_receipt(_last_receipt(year), year)
        snapshot |= {
            # a report on paper may have come in before the unit took its present name
            "unit": snapshot["unit"] | {"name": name_on(duty.unit, received)},
            "document": document,
            "missing_reason": missing_reason,
            "receipt": receipt,
            "submitted_at": instant.isoformat(),
            "received_on": received.isoformat(),
            "due_on": duty.due_on.isoformat() if duty.due_on else "",
        }
        text = canonical(snapshot)
        submission = Submission.create(
            duty=duty,
            number=last.number + 1 if last else 1,
            receipt=receipt,
            mode=mode,
            snapshot=text,
            sha256=sha256_of(text),
            doc_number=doc_number,
            doc_date=doc_date,
            signer=signer,
            signed_file=signed_blob,
            signed_name=signed_name,
            submitted_at=instant,
            received_on=received,
            late=late,
            late_reason=late_reason if late else "",
            by=actor.typist or actor.name,
            copies=copies,
            arrival_number=arrival_number,
        )
        Duty.update(state="submitted").where(Duty.id == duty.id).execute()
        record(
            actor,
            "submit-report",
            submission,
            before={"state": duty.state},
            after={"receipt": receipt, "sha256": submission.sha256, "late": late, "mode": mode},
            reason=late_reason if late else "",
        )
        after_sending(actor, submission, instant)
    return submission


def locked(duty: Duty) -> Duty:
    """The duty as it stands now, held until the transaction ends."""
    if is_postgres():
        Duty.select(Duty.id).where(Duty.id == duty.id).for_update().get()
    fresh = queries.duty_row(duty.id)
    if fresh is None:
        raise NotOpen("Báo cáo này không còn trong danh sách.")
    return fresh


def _is_repeated(
    duty: Duty, last: Submission, mode: str, document: dict[str, Any], received: date
) -> bool:
    """Whether this very report has arrived already (a double click, or the same paper)."""
    if last.state in WITHDRAWN:
        return False
    if mode in UNIT_MODES:
        return duty.state in ("submitted", "accepted")
    same = {
        "mode": last.mode,
        "number": last.doc_number,
        "date": last.doc_date.isoformat() if last.doc_date else "",
        "signer": last.signer,
        "sha256": last.signed_file_id or "",
        "arrival_number": last.arrival_number,
    }
    return same == document and last.received_on == received


def check_open(duty: Duty, mode: str) -> None:
    """NotOpen unless the duty takes a report in this mode now."""
    allowed = EDITABLE if mode in UNIT_MODES else (*EDITABLE, "submitted")
    if duty.state not in allowed:
        raise NotOpen("Báo cáo này đã được chấp nhận hoặc được miễn nên không nhận thêm.")


def _last_receipt(year: int) -> str | None:
    return (
        Submission.select(fn.MAX(Submission.receipt))
        .where(Submission.receipt.startswith(f"BN-{year}-"))
        .scalar()
    )


def answer_comment(
    actor: Actor, comment: ReviewComment, answer: str, fixed: bool, seen: str | None = None
) -> None:
    """The unit's answer to a comment of the office, and whether it has been put right.

    ``seen`` is ``answer_digest`` of what the writer was shown; AnsweredMeanwhile when that is
    not what stands now, unless it says the same.
    """
    with write():
        stored = ReviewComment.get_by_id(comment.id)
        before = {"answer": stored.answer, "fixed": stored.fixed}
        after = {"answer": answer, "fixed": fixed}
        if before == after:
            return
        if seen is not None and seen != answer_digest(stored.answer, stored.fixed):
            raise AnsweredMeanwhile(stored)
        ReviewComment.update(**after).where(ReviewComment.id == comment.id).execute()
        record(actor, "answer-comment", comment, before=before, after=after)
        comment.answer, comment.fixed = answer, fixed


def answer_digest(answer: str, fixed: bool) -> str:
    """A hash of an answer as it stands: a page sends it back, to show that it was not stale."""
    return sha256_of(canonical([answer, fixed]))


def seal_draft_edits(actor: Actor, limit: int = 5000) -> int:
    """Seal the edits of drafts that are not in the audit chain yet; how many were sealed.

    One audit entry per batch holds the sha256 over the edits, in order: `portal tick` calls it.
    """
    with write():
        edits = list(
            DraftEdit.select()
            .where(DraftEdit.sealed == False)  # noqa: E712
            .order_by(DraftEdit.id)
            .limit(limit)
        )
        if not edits:
            return 0
        ids = [edit.id for edit in edits]
        DraftEdit.update(sealed=True).where(DraftEdit.id.in_(ids)).execute()
        record(
            actor,
            SEALING,
            ("draft_edit", f"{ids[0]}-{ids[-1]}"),
            after={
                "first": ids[0],
                "last": ids[-1],
                "ids": spans_of(ids),
                "count": len(ids),
                "sha256": digest_of(edits),
            },
        )
        return len(edits)
