"""Tables of activation codes and of delegations."""

from peewee import DateField, ForeignKeyField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.units.models import Unit


class Activation(BaseModel):
    """A code with which one person of a unit makes one account; only its hash is kept.

    ``full_name`` is empty in a letter of the office: whoever the unit names fills it in.
    ``roles`` are separated by blanks.
    """

    unit = ForeignKeyField(Unit, backref="activations", on_delete="CASCADE")
    code_hash = TextField(unique=True)
    roles = TextField()
    full_name = TextField(default="")
    position = TextField(default="")
    created_at = UtcDateTimeField()
    created_by = ForeignKeyField(User, null=True, backref="invitations", on_delete="RESTRICT")
    expires_at = UtcDateTimeField()
    revoked_at = UtcDateTimeField(null=True)
    used_at = UtcDateTimeField(null=True)
    user = ForeignKeyField(User, null=True, backref="activation", on_delete="RESTRICT")

    privacy = declare(
        internal="unit roles created_at created_by expires_at revoked_at used_at user",
        personal="code_hash full_name position",
    )


class Delegation(BaseModel):
    """``deputy`` may sign off for the unit from ``valid_from`` to ``valid_to`` (inclusive)."""

    unit = ForeignKeyField(Unit, backref="delegations", on_delete="CASCADE")
    deputy = ForeignKeyField(User, backref="delegations", on_delete="RESTRICT")
    number = TextField()
    issued_on = DateField()
    valid_from = DateField()
    valid_to = DateField()
    granted_by = ForeignKeyField(User, null=True, backref="delegated", on_delete="RESTRICT")
    created_at = UtcDateTimeField()
    ended_at = UtcDateTimeField(null=True)

    privacy = declare(
        internal="unit number issued_on valid_from valid_to created_at ended_at",
        personal="deputy granted_by",
    )
