"""The table of confirmations of reports that the office keyed in for a unit."""

from peewee import DateField, ForeignKeyField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob
from portal.reports.models import Submission


class KeyedConfirmation(BaseModel):
    """The unit's word on a report keyed for it (nhập thay): it counts once confirmed.

    ``state``: waiting, confirmed, refused (``note`` says what is wrong). With a ``scan`` the
    office recorded what ``signer`` of the unit signed on paper on ``signed_on``; ``note`` says
    why it was not said in the portal.
    """

    submission = ForeignKeyField(
        Submission, unique=True, backref="confirmations", on_delete="CASCADE"
    )
    state = TextField(default="waiting", index=True)
    note = TextField(default="")
    at = UtcDateTimeField(null=True)
    by = TextField(default="")
    signer = TextField(default="")
    signed_on = DateField(null=True)
    scan = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    scan_name = TextField(default="")

    privacy = declare(
        internal="submission state note at signed_on scan scan_name", personal="by signer"
    )
