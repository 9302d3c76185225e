"""The draft of the next version of a report form.

A table apart from ``FormVersion``: whatever looks for a form to use (duties, copied plans,
totals) cannot meet a draft, and an issued version is never written to.
"""

from peewee import ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.reports.models import FormVersion


class FormDraft(BaseModel):
    """What the office is making of ``base``; one for each form, gone when issued or discarded.

    ``definition`` is canonical JSON as in a version, sound in shape but perhaps with faults that
    the lint names. ``revision`` counts the writes. ``uploaded…``: a definition read from Excel
    that was looked at and not yet taken.
    """

    code = TextField(unique=True)
    base = ForeignKeyField(FormVersion, on_delete="RESTRICT")
    definition = TextField()
    revision = IntegerField(default=1)
    begun_at = UtcDateTimeField()
    begun_by = TextField()
    changed_at = UtcDateTimeField()
    changed_by = TextField()
    uploaded = TextField(default="")
    uploaded_name = TextField(default="")
    uploaded_by = TextField(default="")

    privacy = declare(
        internal="code base definition revision begun_at changed_at uploaded uploaded_name",
        personal="begun_by changed_by uploaded_by",
    )
