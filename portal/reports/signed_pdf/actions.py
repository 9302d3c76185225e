"""Keeping a signed copy until its report is sent."""

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob
from portal.reports.actions import check_open, locked
from portal.reports.attached_models import SignedCopy
from portal.reports.models import Duty


def keep_signed_copy(actor: Actor, duty: Duty, blob: Blob, name: str) -> None:
    """Keep the signed PDF of a report that is not sent yet; the one before it is let go.

    NotOpen once the report is sent.
    """
    with write():
        check_open(locked(duty), "signed_pdf")
        present = SignedCopy.get_or_none(SignedCopy.duty == duty)
        if present and (present.file_id, present.file_name) == (blob.sha256, name):
            return
        SignedCopy.delete().where(SignedCopy.duty == duty).execute()
        kept = SignedCopy.create(
            duty=duty, file=blob, file_name=name, added_at=now(),
            added_by=actor.typist or actor.name,
        )  # fmt: skip
        record(actor, "keep-signed-copy", kept, after={"duty": duty.id, "sha256": blob.sha256})


def forget_signed_copy(duty: Duty) -> None:
    """Its submission holds the file now."""
    with write():
        SignedCopy.delete().where(SignedCopy.duty == duty).execute()
