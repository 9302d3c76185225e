"""The ledger of reminder steps."""

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.reports.models import Duty


class ReminderStep(BaseModel):
    """A step towards one deadline that one person has had: sent, or passed over.

    ``step`` counts days from ``due_on`` (−10 … +7). A deadline that moved has steps of its own.
    ``state``: sent; passed (a newer step was due by the time the portal came round to it).
    """

    duty = ForeignKeyField(Duty, backref="reminders", on_delete="CASCADE")
    due_on = DateField()
    step = IntegerField()
    user = ForeignKeyField(User, backref="reminders", on_delete="CASCADE")
    state = TextField()
    at = UtcDateTimeField()

    privacy = declare(internal="duty due_on step state at", personal="user")

    class Meta:
        indexes = ((("duty", "due_on", "step", "user"), True),)
