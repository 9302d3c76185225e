"""The table of the forms that a plan chose."""

from peewee import ForeignKeyField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.plans.models import Plan
from portal.reports.models import FormVersion


class FormChoice(BaseModel):
    """The form version that reports under ``plan`` are asked on, instead of the usual one.

    ``kind``: a kind of report, "" for every one. ``units``: a group of ``rules.GROUPS``, "" for
    every unit. The narrowest choice counts.
    """

    plan = ForeignKeyField(Plan, backref="form_choices", on_delete="CASCADE")
    kind = TextField(default="")
    units = TextField(default="")
    form = ForeignKeyField(FormVersion, on_delete="RESTRICT")
    chosen_at = UtcDateTimeField()
    chosen_by = TextField()

    privacy = declare(internal="plan kind units form chosen_at", personal="chosen_by")

    class Meta:
        indexes = ((("plan", "kind", "units"), True),)
