"""The table of confirmations of reports that the office keyed in for a unit."""

from peewee import ForeignKeyField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.reports.models import Submission


class KeyedConfirmation(BaseModel):
    """The unit's word on a report keyed for it (nhập thay): it counts once confirmed.

    ``state``: waiting, confirmed, refused (``note`` says what is wrong).
    """

    submission = ForeignKeyField(
        Submission, unique=True, backref="confirmations", on_delete="CASCADE"
    )
    state = TextField(default="waiting", index=True)
    note = TextField(default="")
    at = UtcDateTimeField(null=True)
    by = TextField(default="")

    privacy = declare(internal="submission state note at", personal="by")
