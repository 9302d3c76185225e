"""How a target of a plan is measured, and counts that units report or the office types."""

from peewee import Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.plans.models import PlanItem, Strand
from portal.units.models import Unit


class CoverageMeasure(BaseModel):
    """How a row of the list of targets is measured; the numbers to reach stay in that row.

    ``method`` is a code of ``rules.METHODS``. ``strand`` names the units and counts the visits
    of one kind of inspection; without it, ``level`` and ``block`` choose units of the register
    and every visit of the plan counts.
    """

    item = ForeignKeyField(PlanItem, unique=True, backref="measures", on_delete="CASCADE")
    method = TextField(
        constraints=[Check("method IN ('visited', 'delegated', 'sub_units', 'days')")]
    )
    strand = ForeignKeyField(Strand, null=True, on_delete="CASCADE")
    level = TextField(default="")
    block = TextField(default="")
    version = IntegerField(default=1)

    privacy = declare(internal="item method strand level block version")


class CoverageCount(BaseModel):
    """What a unit checked itself, typed by the office from a document (``source``).

    Counts that a report in the portal holds are read from the report, not stored here.
    """

    measure = ForeignKeyField(CoverageMeasure, backref="counts", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, on_delete="RESTRICT")
    total = IntegerField()
    planned = IntegerField(null=True)
    checked = IntegerField()
    source = TextField()
    as_of = DateField()
    updated_at = UtcDateTimeField()
    updated_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    version = IntegerField(default=1)

    privacy = declare(
        internal="measure unit total planned checked source as_of updated_at updated_by version"
    )

    class Meta:
        indexes = ((("measure", "unit"), True),)
