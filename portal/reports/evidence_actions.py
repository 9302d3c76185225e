"""Attaching evidence (tài liệu minh chứng) to a draft, and taking it off."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob
from portal.reports.actions import check_open, locked
from portal.reports.models import Duty, Evidence


def add_evidence(
    actor: Actor,
    duty: Duty,
    *,
    field: str,
    number: str,
    issued_on: date | None,
    subject: str,
    blob: Blob | None,
    file_name: str,
) -> Evidence:
    """Attach a piece of evidence to the draft; the same one twice is attached once.

    ``field`` is a field code of the form, or "" for the whole report. NotOpen once submitted.
    """
    with write():
        check_open(locked(duty), "signed_pdf")
        values = {
            "field": field,
            "number": number,
            "issued_on": issued_on,
            "subject": subject,
            "file": blob,
            "file_name": file_name,
        }
        present = Evidence.get_or_none(duty=duty, **values)
        if present:
            return present
        added = Evidence.create(
            duty=duty, added_at=now(), added_by=actor.typist or actor.name, **values
        )
        record(actor, "add-evidence", added, after={"duty": duty.id, "subject": subject})
        return added


def remove_evidence(actor: Actor, evidence: Evidence) -> None:
    """Detach evidence from the draft; submissions that carry it keep it. NotOpen as above.

    Removed by someone else at the same moment: nothing is done twice.
    """
    with write():
        check_open(locked(evidence.duty), "signed_pdf")
        if not Evidence.delete().where(Evidence.id == evidence.id).execute():
            return
        record(
            actor,
            "remove-evidence",
            evidence,
            before={"subject": evidence.subject, "sha256": evidence.file_id or ""},
        )
