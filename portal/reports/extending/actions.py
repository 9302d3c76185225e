"""Named writes of extensions: asked, withdrawn, granted, refused; each side is told."""

from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.reports.actions import locked
from portal.reports.extending.models import ExtensionRequest
from portal.reports.extending.queries import open_request
from portal.reports.models import Duty, DutyHistory
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review import actions as review
from portal.reports.rules import EDITABLE
from portal.reports.telling import tell_office, tell_unit
from portal.vietnamese import show_date


def ask(actor: Actor, duty: Duty, wished_on: date, reason: str, now: datetime) -> ExtensionRequest:
    """The unit asks for time until the end of ``wished_on``; the office is told.

    The same words again are one request; other words take the place of what still waits.
    NotAllowedNow once the report is sent. The day is checked before (``rules.check_wish``).
    """
    with write():
        fresh = locked(duty)
        if fresh.state not in EDITABLE:
            raise NotAllowedNow("Báo cáo đã gửi hoặc được miễn nên không cần gia hạn.")
        before = open_request(fresh)
        if before and (before.wished_on, before.reason) == (wished_on, reason):
            return before
        if before:
            _close(before, "withdrawn", actor, now)
        made = ExtensionRequest.create(
            duty=fresh,
            wished_on=wished_on,
            reason=reason,
            asked_at=now,
            asker=actor.user_id,
            asked_by=actor.typist or actor.name,
        )
        record(actor, "ask-extension", made, after={"wished_on": wished_on}, reason=reason)
        tell_office(
            actor, fresh, "extension", f"extension:{made.id}:asked",
            f"{fresh.unit.name} xin gia hạn đến {show_date(wished_on)}",
            f"{fresh.title}\nLý do: {reason}", now, "extension",
        )  # fmt: skip
        return made


def withdraw(actor: Actor, duty: Duty, now: datetime) -> bool:
    """The unit takes its request back; whether there was one."""
    with write():
        waiting = open_request(locked(duty))
        if waiting is None:
            return False
        _close(waiting, "withdrawn", actor, now)
        record(actor, "withdraw-extension", waiting, before="asked", after="withdrawn")
        return True


def grant(actor: Actor, duty: Duty, day: date, reason: str, now: datetime) -> Duty:
    """Give the unit time until ``day``, asked for or not; a request that waits is answered by it.

    Errors as ``review.extend``; the day is checked before (``office_rules.check_new_due``). The
    unit is told once of each change of its deadline, so a second click tells nothing.
    """
    with write():
        extended = review.extend(actor, duty, day, reason, now)
        waiting = open_request(extended)
        if waiting:
            _close(waiting, "granted", actor, now, granted_on=day, answer=reason)
            record(actor, "grant-extension", waiting, before="asked", after={"until": day})
        whole = locked(extended)
        moved = whole.history.order_by(DutyHistory.id.desc()).first()
        tell_unit(
            actor, whole, "extension", f"extended:{moved.id}",
            f"Được gia hạn đến hết ngày {show_date(day)}", f"{whole.title}\nLý do: {reason}", now,
        )  # fmt: skip
        return extended


def refuse(actor: Actor, duty: Duty, answer: str, now: datetime) -> bool:
    """Leave the deadline as it is and tell the unit why; whether a request waited."""
    with write():
        whole = locked(duty)
        waiting = open_request(whole)
        if waiting is None:
            return False
        _close(waiting, "refused", actor, now, answer=answer)
        record(actor, "refuse-extension", waiting, before="asked", after="refused", reason=answer)
        tell_unit(
            actor, whole, "extension", f"extension:{waiting.id}:refused", "Không được gia hạn",
            f"{whole.title}\nLý do: {answer}\nHạn vẫn là {show_date(whole.due_on)}.", now,
        )  # fmt: skip
        return True


def _close(
    row: ExtensionRequest,
    state: str,
    actor: Actor,
    now: datetime,
    granted_on: date | None = None,
    answer: str = "",
) -> None:
    ExtensionRequest.update(
        state=state, granted_on=granted_on, answer=answer, decided_at=now, decided_by=actor.name
    ).where(ExtensionRequest.id == row.id).execute()
