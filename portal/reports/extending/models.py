"""The table of extension requests."""

from peewee import DateField, ForeignKeyField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.reports.models import Duty


class ExtensionRequest(BaseModel):
    """A unit's wish for more time. ``state``: asked, granted, refused, withdrawn, or lapsed
    when the report was sent before anybody answered.

    ``granted_on`` is the day the office gave, which may be another than the one wished for.
    """

    duty = ForeignKeyField(Duty, backref="extensions", on_delete="CASCADE")
    wished_on = DateField()
    reason = TextField()
    asked_at = UtcDateTimeField()
    asker = ForeignKeyField(User, null=True, backref="extensions", on_delete="SET NULL")
    asked_by = TextField(default="")
    state = TextField(default="asked", index=True)
    granted_on = DateField(null=True)
    answer = TextField(default="")
    decided_at = UtcDateTimeField(null=True)
    decided_by = TextField(default="")

    privacy = declare(
        internal="duty wished_on reason asked_at state granted_on answer decided_at",
        personal="asker asked_by decided_by",
    )
