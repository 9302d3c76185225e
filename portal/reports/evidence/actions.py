"""Attaching evidence (tài liệu minh chứng) to a draft, and taking it off."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob
from portal.reports.actions import check_open, locked
from portal.reports.attached_models import EvidenceUse
from portal.reports.evidence.queries import places_of, same_document
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

    ``field`` is a field code of the form, or "" for the whole report. A file (or, without one, a
    số and day) that is attached already serves one more place: no second piece. NotOpen once
    submitted.
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
        present = same_document(duty, blob.sha256 if blob else None, number, issued_on)
        present = present or Evidence.get_or_none(duty=duty, **values)
        if present:
            _use(actor, present, field)
            return present
        added = Evidence.create(
            duty=duty, added_at=now(), added_by=actor.typist or actor.name, **values
        )
        record(actor, "add-evidence", added, after={"duty": duty.id, "subject": subject})
        return added


def use_evidence(actor: Actor, evidence: Evidence, field: str) -> None:
    """Let a piece of evidence serve one more place of its report. NotOpen as above."""
    with write():
        check_open(locked(evidence.duty), "signed_pdf")
        _use(actor, evidence, field)


def _use(actor: Actor, evidence: Evidence, field: str) -> None:
    if field in places_of(evidence.duty)[evidence.id]:
        return
    EvidenceUse.create(evidence=evidence, field=field)
    record(actor, "use-evidence", evidence, after={"field": field})


def leave_place(actor: Actor, evidence: Evidence, field: str) -> None:
    """Let a piece of evidence no longer serve a place; its last place stays. NotOpen as above."""
    with write():
        check_open(locked(evidence.duty), "signed_pdf")
        places = places_of(evidence.duty).get(evidence.id, [])
        if field not in places or len(places) == 1:
            return
        left = [place for place in places if place != field]
        Evidence.update(field=left[0]).where(Evidence.id == evidence.id).execute()
        EvidenceUse.delete().where(
            EvidenceUse.evidence == evidence, EvidenceUse.field.in_((field, left[0]))
        ).execute()
        record(actor, "leave-place", evidence, before={"field": field})


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
