"""A person who left long ago loses the name in the portal; what was done stays done.

The account becomes “Người dùng cũ số …” and every place that shows who did something shows that.
The audit log is a chain of hashes over what was written, so its rows keep the name; its pages
show the new one. Approvals of publications and sealed edits of drafts are evidence: they stay.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import TextField

from portal.accounts.audit import record
from portal.accounts.models import (
    AuditEntry,
    RecoveryCode,
    RoleGrant,
    SecondStep,
    SignInSession,
    User,
)
from portal.accounts.rules import Actor
from portal.clock import local, now
from portal.db import write
from portal.inbox.models import InboxItem, Letter, Mailbox
from portal.people.models import Activation
from portal.people.rules import anonymised_name, anonymous_from

#: What others rely on as evidence, and what a hash was taken over.
_EVIDENCE, _CHAINED = "portal.publishing.", ("AuditEntry", "DraftEdit")


class NotYet(Exception):
    """The account is in use, or was until not long enough ago; ``on`` is the day, if any."""

    def __init__(self, on: date | None) -> None:
        super().__init__(str(on))
        self.on = on


def ended_on(user: User) -> date | None:
    """The day on which a locked account was locked; None while it is open."""
    if user.active:
        return None
    row = (
        AuditEntry.select(AuditEntry.at)
        .where(
            AuditEntry.subject_kind == "user", AuditEntry.subject_id == str(user.id),
            AuditEntry.action == "lock-user",
        )
        .order_by(AuditEntry.id.desc())
        .first()
    )  # fmt: skip
    return local(row.at if row else user.created_at).date()


def anonymise(actor: Actor, user: User, years: int, today: date, reason: str) -> None:
    """Take the name off an account that was locked at least ``years`` years ago. Twice is once.

    NotYet when it is too early. Where another person of the same name stays in the portal, notes
    that only hold the name are left: nobody could say whose they are.
    """
    with write():
        fresh = User.get_by_id(user.id)
        if fresh.anonymised_at is not None:
            return
        day = anonymous_from(ended_on(fresh), years)
        if day is None or today < day:
            raise NotYet(day)
        name = str(fresh.full_name)
        alone = not User.select().where(User.full_name == name, User.id != fresh.id).exists()
        if alone:
            for model, column in _name_columns():
                model.update({column: anonymised_name(fresh.id)}).where(column == name).execute()
        Activation.update(full_name="", position="").where(Activation.user == fresh).execute()
        for model in (
            SecondStep,
            RecoveryCode,
            SignInSession,
            Mailbox,
            InboxItem,
            Letter,
            RoleGrant,
        ):
            model.delete().where(model.user == fresh).execute()
        User.update(
            username=f"nguoi-dung-cu-{fresh.id}", full_name=anonymised_name(fresh.id), phone="",
            position="", password_hash="-", must_change_password=True, second_step=False,
            last_sign_in_at=None, anonymised_at=now(),
        ).where(User.id == fresh.id).execute()  # fmt: skip
        record(actor, "anonymise-user", fresh, after={"notes": alone}, reason=reason)


def _name_columns() -> Iterator[tuple[Any, Any]]:
    """Every column that says by its name alone who did something."""
    from portal import features

    for model in features.models():
        if model.__module__.startswith(_EVIDENCE) or model.__name__ in _CHAINED:
            continue
        for name, kind in model.privacy.items():
            column = model._meta.fields[name]
            if kind == "personal" and isinstance(column, TextField) and _says_who(name):
                yield model, column


def _says_who(name: str) -> bool:
    return name == "by" or name.endswith("_by")


def ended_long_ago(years: int, today: date) -> list[tuple[User, date, date]]:
    """Locked accounts that still bear a name: (account, locked on, may lose it from), the ripest
    first."""
    found = []
    rows = User.select().where(~User.active, User.anonymised_at.is_null(), ~User.is_demo)
    for user in rows.order_by(User.id):
        ended = ended_on(user)
        day = anonymous_from(ended, years)
        if ended and day:
            found.append((user, ended, day))
    return sorted(found, key=lambda row: (row[2], row[0].id))
