"""Reports that reach the office by another way than the unit's own button.

Received (đã nhận): on paper or through the document system, with its số đến; the portal keeps
what is known, and the earliest receipt decides whether the report was on time. Keyed (nhập
thay): the office sends the report in for the unit, with the report the unit signed.
"""

from dataclasses import dataclass
from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob
from portal.reports.actions import submit
from portal.reports.confirming.actions import ask_for_word
from portal.reports.models import Duty, ReviewComment, Submission
from portal.reports.office_rules import next_state
from portal.reports.review.models import InternalNote


@dataclass(frozen=True)
class UnitDocument:
    """The unit's own report as a document: số/ký hiệu, date, signer."""

    number: str
    on: date
    signer: str


def record_received(
    actor: Actor,
    duty: Duty,
    *,
    arrival_number: str,
    received_on: date,
    copies: int | None,
    document: UnitDocument,
    scan: Blob | None = None,
    scan_name: str = "",
) -> Submission:
    """Record a report that arrived outside the portal, on the day ``received_on``.

    What the unit has filled in so far is frozen with it. The same document twice is recorded
    once. NotAllowedNow when the duty is accepted or waived. ``scan`` is stored before.
    """
    next_state(duty.state, "receive")
    with write():
        sent = submit(
            actor,
            duty,
            mode="received",
            doc_number=document.number,
            doc_date=document.on,
            signer=document.signer,
            signed_blob=scan,
            signed_name=scan_name,
            received_on=received_on,
            copies=copies,
            arrival_number=arrival_number,
        )
        _carry_comments(sent)
    return sent


def submit_for_unit(
    actor: Actor,
    duty: Duty,
    *,
    received_on: date,
    document: UnitDocument,
    signed: Blob,
    signed_name: str,
    reason: str,
    missing_reason: str = "",
) -> Submission:
    """Send the report in for the unit (nhập thay), with its signed file and why.

    ``received_on`` is the day the unit gave the report to the office; ``missing_reason`` says
    why parts are blank. Errors and repetition as ``record_received``; the reason stands in the
    audit log.
    """
    next_state(duty.state, "receive")
    with write():
        before = duty.submissions.count()
        sent = submit(
            actor,
            duty,
            mode="keyed",
            doc_number=document.number,
            doc_date=document.on,
            signer=document.signer,
            signed_blob=signed,
            signed_name=signed_name,
            received_on=received_on,
            missing_reason=missing_reason,
        )
        if sent.number > before:
            record(actor, "key-report-for-unit", sent, reason=reason)
            ask_for_word(actor, sent, now())
        _carry_comments(sent)
    return sent


def _carry_comments(sent: Submission) -> None:
    """What was noted on a submission still under review goes on with the newest one.

    The paper copy of a report often follows the report; only the newest is decided on.
    """
    undecided = Submission.select(Submission.id).where(
        (Submission.duty == sent.duty_id)
        & (Submission.number < sent.number)
        & (Submission.state == "submitted")
    )
    ReviewComment.update(submission=sent).where(
        ReviewComment.submission.in_(undecided) & (ReviewComment.sent == False)  # noqa: E712
    ).execute()
    InternalNote.update(submission=sent).where(InternalNote.submission.in_(undecided)).execute()
