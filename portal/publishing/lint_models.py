"""Reasons for leaving a finding of the check before publishing as it is."""

from peewee import ForeignKeyField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.publishing.requests import PublicationRequest


class AcceptedFinding(BaseModel):
    """A finding that stays, with the reason why, kept with the request it was given for.

    ``subject`` (“kind slug”) and ``key`` name the finding: the same words in a later request of
    the same document need no second reason.
    """

    request = ForeignKeyField(PublicationRequest, on_delete="CASCADE")
    subject = TextField(index=True)
    key = TextField()
    title = TextField()
    quote = TextField(default="")
    reason = TextField()
    accepted_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    accepted_at = UtcDateTimeField()

    privacy = declare(
        internal="request subject key title quote reason accepted_at", personal="accepted_by"
    )

    class Meta:
        indexes = ((("request", "key"), True),)
