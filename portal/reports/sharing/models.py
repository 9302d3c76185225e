"""The table of who writes which part of a report."""

from peewee import ForeignKeyField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.reports.models import Duty


class PartWriter(BaseModel):
    """``user`` writes ``part`` of a report (section code, tasks, statistics, evidence).

    ``note`` is for colleagues of the unit alone: it is in no submission, and no page of the
    office or of a team asks for it.
    """

    duty = ForeignKeyField(Duty, backref="writers", on_delete="CASCADE")
    part = TextField()
    user = ForeignKeyField(User, null=True, backref="parts_written", on_delete="SET NULL")
    note = TextField(default="")
    at = UtcDateTimeField()
    by = TextField(default="")

    privacy = declare(internal="duty part note at", personal="user by")

    class Meta:
        indexes = ((("duty", "part"), True),)
