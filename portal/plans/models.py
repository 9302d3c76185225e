"""Tables of inspection plans (kế hoạch kiểm tra)."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob, IssuedDocument
from portal.units.models import Unit


class Plan(BaseModel):
    """A plan of a year. ``slug`` is ``<year>/<name>``; ``version`` guards against overwriting."""

    slug = TextField(unique=True)
    year = IntegerField()
    title = TextField()
    summary = TextField(default="")
    body_html = TextField(default="")
    review_period = TextField(default="")
    visit_days = TextField(default="")
    sub_units = TextField(default="")
    team = JSONField(default=list)
    document = ForeignKeyField(IssuedDocument, null=True, on_delete="RESTRICT")
    original = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    original_name = TextField(default="")
    import_flags = JSONField(default=list)
    missing_document_reason = TextField(default="")
    demo = BooleanField(default=False)
    version = IntegerField(default=1)
    created_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    updated_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    privacy = declare(
        public="slug year title summary body_html review_period visit_days sub_units team "
        "document original original_name missing_document_reason demo",
        internal="import_flags version created_at updated_at updated_by",
    )


class Strand(BaseModel):
    """A kind of inspection within a plan (loại kiểm tra), with its own units and rules.

    ``mode``: onsite, self_inspection, unannounced, report, online, recheck.
    ``unit_levels``: levels whose every unit belongs (self-inspection: all of them).
    """

    plan = ForeignKeyField(Plan, backref="strands", on_delete="CASCADE")
    code = TextField()
    name = TextField()
    mode = TextField()
    method = TextField(default="")
    text = TextField(default="")
    position = IntegerField(default=0)

    privacy = declare(public="plan code name mode method text position")

    class Meta:
        indexes = ((("plan", "code"), True),)


class StrandUnit(BaseModel):
    """A unit that a strand names, with its name at the time."""

    strand = ForeignKeyField(Strand, backref="members", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, on_delete="RESTRICT")
    name = TextField()
    position = IntegerField(default=0)

    privacy = declare(public="strand unit name position")

    class Meta:
        indexes = ((("strand", "unit"), True),)


class PlanDeadline(BaseModel):
    """A deadline rule of a strand: what is due (``duty``), and the rule as the document says.

    ``duty``: visit_report, schedule_notice, self_inspection_report, remediation_report, other.
    """

    strand = ForeignKeyField(Strand, backref="deadlines", on_delete="CASCADE")
    code = TextField()
    title = TextField()
    duty = TextField()
    rule = JSONField()
    source = TextField(default="")
    position = IntegerField(default=0)

    privacy = declare(public="strand code title duty rule position", internal="source")

    class Meta:
        indexes = ((("strand", "code"), True),)


class PlanRelation(BaseModel):
    """A document that amends, replaces, repeals, corrects or is the basis of a plan."""

    plan = ForeignKeyField(Plan, backref="relations", on_delete="CASCADE")
    kind = TextField()
    number = TextField(default="")
    issued_on = DateField(null=True)
    subject = TextField(default="")
    other_plan = ForeignKeyField(Plan, null=True, backref="related_from", on_delete="RESTRICT")

    privacy = declare(public="plan kind number issued_on subject other_plan")
