"""Recording that access to a software system was given (đã cấp) or taken back (đã thu hồi)."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.reports.attached_models import SystemAccess
from portal.reports.models import Duty
from portal.reports.system_access.rules import PASSWORD_REFUSED, password_like


class PasswordRefused(ValueError):
    """A text looks like it holds a password; ``field`` names where."""

    def __init__(self, field: str) -> None:
        super().__init__(PASSWORD_REFUSED)
        self.field = field


class RevokedTooEarly(ValueError):
    """Access cannot be taken back before the day on which it was given."""


def grant(actor: Actor, duty: Duty, *, system: str, holder: str, on: date) -> SystemAccess:
    """Record access given on a day; the same one twice is recorded once. PasswordRefused.

    Also after the report was sent: an inspection goes on, and access must end.
    """
    for field, text in (("system", system), ("holder", holder)):
        if password_like(text):
            raise PasswordRefused(field)
    with write():
        same = {"duty": duty, "system": system, "holder": holder, "granted_on": on}
        present = SystemAccess.get_or_none(**same, revoked_on=None)
        if present:
            return present
        added = SystemAccess.create(**same, added_at=now(), added_by=actor.typist or actor.name)
        record(actor, "grant-access", added, after={"duty": duty.id, "system": system})
        return added


def revoke(actor: Actor, access: SystemAccess, on: date) -> None:
    """Record that access was taken back on a day. RevokedTooEarly as named."""
    if on < access.granted_on:
        raise RevokedTooEarly("Ngày thu hồi không thể trước ngày cấp.")
    with write():
        if SystemAccess.get_by_id(access.id).revoked_on == on:
            return
        SystemAccess.update(revoked_on=on).where(SystemAccess.id == access.id).execute()
        record(actor, "revoke-access", access, after={"on": on.isoformat()})


def remove(actor: Actor, access: SystemAccess) -> None:
    """Take out an entry that was made by mistake; the audit keeps it."""
    with write():
        if SystemAccess.delete().where(SystemAccess.id == access.id).execute():
            record(
                actor, "remove-access", access,
                before={"system": access.system, "on": access.granted_on.isoformat()},
            )  # fmt: skip
