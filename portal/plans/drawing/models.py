"""Draws of units, kept for ever with what was agreed before and what came out."""

from peewee import Check, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.plans.models import Plan, Strand


class Draw(BaseModel):
    """One draw of units for a strand of a plan.

    ``prepared``: the pool, the number and where the seed will come from are fixed, the seed is
    not known. ``drawn``: the seed was typed and the result is what follows from it; from then on
    nothing changes but ``voided`` with its reason. ``pool`` and ``result`` are lists of {code,
    name}, ``excluded`` of {code, name, reason}, ``witnesses`` of {name, role}; ``commitment`` is
    the mã xác thực of what was agreed (``rules.commitment``).
    """

    plan = ForeignKeyField(Plan, backref="draws", on_delete="RESTRICT")
    strand = ForeignKeyField(Strand, backref="draws", on_delete="RESTRICT")
    number = IntegerField()
    day = DateField()
    scope = TextField()
    pool = JSONField(default=list)
    excluded = JSONField(default=list)
    wanted = IntegerField()
    wanted_words = TextField()
    seed_source = TextField()
    commitment = TextField()
    state = TextField(
        default="prepared", constraints=[Check("state IN ('prepared', 'drawn', 'voided')")]
    )
    prepared_at = UtcDateTimeField()
    prepared_by = TextField()
    seed = TextField(default="")
    seed_reference = TextField(default="")
    witnesses = JSONField(default=list)
    result = JSONField(default=list)
    drawn_at = UtcDateTimeField(null=True)
    drawn_by = TextField(default="")
    added_at = UtcDateTimeField(null=True)
    voided_at = UtcDateTimeField(null=True)
    void_reason = TextField(default="")

    privacy = declare(
        internal="plan strand number day scope pool excluded wanted wanted_words seed_source "
        "commitment state prepared_at seed seed_reference result drawn_at added_at voided_at "
        "void_reason",
        personal="prepared_by witnesses drawn_by",
    )

    class Meta:
        indexes = ((("plan", "number"), True),)
