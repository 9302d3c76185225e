"""Tables of accounts, their sessions and the audit log."""

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel, UtcDateTimeField
from portal.units.models import Unit


class User(BaseModel):
    """A person's account, or the shared account of a unit (``is_shared``).

    ``anonymised_at``: when the name was taken off the account of a person who left long ago.
    """

    username = TextField(unique=True)
    full_name = TextField()
    phone = TextField(default="")
    position = TextField(default="")
    password_hash = TextField()
    must_change_password = BooleanField(default=True)
    is_shared = BooleanField(default=False)
    is_demo = BooleanField(default=False)
    active = BooleanField(default=True)
    second_step = BooleanField(default=False)
    unit = ForeignKeyField(Unit, null=True, backref="users", on_delete="RESTRICT")
    created_at = UtcDateTimeField()
    last_sign_in_at = UtcDateTimeField(null=True)
    anonymised_at = UtcDateTimeField(null=True)

    privacy = {
        "id": "internal",
        "username": "personal",
        "full_name": "personal",
        "phone": "personal",
        "position": "personal",
        "password_hash": "personal",
        "must_change_password": "internal",
        "is_shared": "internal",
        "is_demo": "internal",
        "active": "internal",
        "second_step": "internal",
        "unit": "internal",
        "created_at": "internal",
        "last_sign_in_at": "personal",
        "anonymised_at": "internal",
    }


class RoleGrant(BaseModel):
    """A role held by a user; a unit's roles reach only as far as the user's unit."""

    user = ForeignKeyField(User, backref="grants", on_delete="CASCADE")
    role = TextField()

    privacy = {"id": "internal", "user": "personal", "role": "internal"}

    class Meta:
        indexes = ((("user", "role"), True),)


class SignInSession(BaseModel):
    """A signed-in session, kept on the server so that signing out really ends it."""

    token_hash = TextField(unique=True)
    user = ForeignKeyField(User, backref="sessions", on_delete="CASCADE")
    typist_name = TextField(default="")
    typist_phone = TextField(default="")
    started_at = UtcDateTimeField()
    last_seen_at = UtcDateTimeField()
    ended_at = UtcDateTimeField(null=True)
    second_step_due = BooleanField(default=False)
    device = TextField(default="")
    address_part = TextField(default="")

    privacy = {
        "id": "internal",
        "token_hash": "personal",
        "user": "personal",
        "typist_name": "personal",
        "typist_phone": "personal",
        "started_at": "personal",
        "last_seen_at": "personal",
        "ended_at": "personal",
        "second_step_due": "internal",
        "device": "personal",
        "address_part": "personal",
    }


class SecondStep(BaseModel):
    """The secret of a user's authenticator app, encrypted; ``last_counter``: no code twice."""

    user = ForeignKeyField(User, unique=True, backref="step", on_delete="CASCADE")
    secret = TextField()
    last_counter = IntegerField(default=0)

    privacy = {
        "id": "internal",
        "user": "personal",
        "secret": "personal",
        "last_counter": "internal",
    }


class RecoveryCode(BaseModel):
    """A code on paper for who has no phone at hand; used once, only its hash is kept."""

    user = ForeignKeyField(User, backref="recovery_codes", on_delete="CASCADE")
    code_hash = TextField(unique=True)
    used_at = UtcDateTimeField(null=True)

    privacy = {
        "id": "internal",
        "user": "personal",
        "code_hash": "personal",
        "used_at": "personal",
    }


class SignInAttempt(BaseModel):
    """A try to sign in, for throttling; swept after a day."""

    username = TextField()
    address = TextField()
    succeeded = BooleanField()
    at = UtcDateTimeField(index=True)

    privacy = {
        "id": "internal",
        "username": "personal",
        "address": "personal",
        "succeeded": "internal",
        "at": "personal",
    }


class AuditEntry(BaseModel):
    """One write: who, when, what, before, after, why; chained by hash."""

    at = UtcDateTimeField(index=True)
    user_id = IntegerField(null=True)
    actor = TextField()
    typist = TextField(default="")
    action = TextField()
    subject_kind = TextField()
    subject_id = TextField()
    before = TextField(default="")
    after = TextField(default="")
    reason = TextField(default="")
    previous_hash = TextField(unique=True)
    hash = TextField(unique=True)

    privacy = {
        "id": "internal",
        "at": "internal",
        "user_id": "personal",
        "actor": "personal",
        "typist": "personal",
        "action": "internal",
        "subject_kind": "internal",
        "subject_id": "internal",
        "before": "personal",
        "after": "personal",
        "reason": "internal",
        "previous_hash": "internal",
        "hash": "internal",
    }

    class Meta:
        indexes = ((("subject_kind", "subject_id"), False),)
