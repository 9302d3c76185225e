"""The unit's word on a keyed report that came on paper: for a unit that cannot sign in.

Where somebody of the unit has signed in before, the unit says it itself: the office, which keyed
the report, must not be the one that confirms it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.documents.models import Blob
from portal.reports.actions import locked
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.confirming.queries import confirmation_of, speaks_for_itself, waits_for_word
from portal.reports.models import Duty
from portal.reports.office_rules import NotAllowedNow
from portal.reports.queries import latest_submission
from portal.reports.telling import tell_unit


@dataclass(frozen=True)
class PaperWord:
    """Who signed for the unit and when, the scan, and why it was not said in the portal."""

    signer: str
    signed_on: date
    scan: Blob
    scan_name: str
    reason: str


def confirm_on_paper(actor: Actor, duty: Duty, word: PaperWord, now: datetime) -> KeyedConfirmation:
    """Record that the unit has confirmed its keyed report on paper; the same paper twice is once.

    NotAllowedNow when nothing waits for the unit's word, or when the unit can say it itself.
    Should the unit get an account later, it finds the record with its report.
    """
    with write():
        fresh = locked(duty)
        row = waits_for_word(fresh)
        if row is None or fresh.state != "submitted":
            known = confirmation_of(latest_submission(fresh))
            if known and known.scan_id == word.scan.sha256 and known.state == "confirmed":
                return known
            raise NotAllowedNow("Không có bản nhập thay nào chờ đơn vị xác nhận.")
        if speaks_for_itself(fresh):
            raise NotAllowedNow(
                "Đơn vị có người đã đăng nhập cổng, nên để đơn vị tự xác nhận trên cổng."
            )
        KeyedConfirmation.update(
            state="confirmed", note=word.reason, at=now, by=actor.name, signer=word.signer,
            signed_on=word.signed_on, scan=word.scan, scan_name=word.scan_name,
        ).where(KeyedConfirmation.id == row.id).execute()  # fmt: skip
        after = {"signer": word.signer, "signed_on": word.signed_on, "scan": word.scan.sha256}
        record(
            actor, "confirm-keyed-on-paper", row.submission, before="waiting", after=after,
            reason=word.reason,
        )  # fmt: skip
        tell_unit(
            actor, fresh, "keyed", f"keyed:{row.submission_id}:paper",
            "Sở Nội vụ ghi nhận đơn vị xác nhận bản nhập thay trên giấy",
            f"{fresh.title}\nNgười ký: {word.signer}. Lý do: {word.reason}", now,
        )  # fmt: skip
        return KeyedConfirmation.get_by_id(row.id)
