"""The office's own template of the provincial report."""

from peewee import ForeignKeyField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob


class TotalsTemplate(BaseModel):
    """A Word template that the office put in place of the shipped one.

    The newest row that is not retired is used; without one, the shipped template.
    """

    file = ForeignKeyField(Blob, on_delete="RESTRICT")
    name = TextField()
    at = UtcDateTimeField()
    by = TextField()
    retired_at = UtcDateTimeField(null=True)

    privacy = declare(internal="file name at retired_at", personal="by")
