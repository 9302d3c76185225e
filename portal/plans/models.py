"""Tables of plans: of inspection (kế hoạch kiểm tra) and of the index (Chỉ số CCHC)."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob, IssuedDocument
from portal.units.models import Unit


class Plan(BaseModel):
    """A plan of a year. ``slug`` is ``<year>/<name>``; ``version`` guards against overwriting.

    ``kind`` is a code of ``item_rules.PLAN_KINDS``.
    ``contents``: what is inspected, as {code, title}; findings refer to the codes. ``team``:
    names of the agencies that send members. ``original`` is the imported Word file as it
    came, for the office alone. With ``publish_original`` readers get ``public_original``, the
    copy without revisions, comments, names and internal paths; ``original_removed`` says what is
    not in it any more ({kind, sentence, texts}). ``import_flags`` are what stood out in the file
    ({kind, label, excerpt, place}).
    """

    slug = TextField(unique=True)
    kind = TextField(default="inspection")
    year = IntegerField()
    title = TextField()
    summary = TextField(default="")
    body_html = TextField(default="")
    review_period = TextField(default="")
    visit_days = TextField(default="")
    sub_units = TextField(default="")
    contents = JSONField(default=list)
    team = JSONField(default=list)
    document = ForeignKeyField(IssuedDocument, null=True, on_delete="RESTRICT")
    original = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    original_name = TextField(default="")
    publish_original = BooleanField(default=False)
    public_original = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    original_removed = JSONField(null=True)
    import_flags = JSONField(default=list)
    missing_document_reason = TextField(default="")
    demo = BooleanField(default=False)
    version = IntegerField(default=1)
    created_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    updated_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    privacy = declare(
        public="slug kind year title summary body_html review_period visit_days sub_units contents "
        "team document public_original original_name missing_document_reason demo",
        internal="original publish_original original_removed import_flags version created_at "
        "updated_at updated_by",
    )


class Strand(BaseModel):
    """A kind of inspection within a plan (loại kiểm tra), with its own units and rules.

    ``mode`` is a code of ``rules.MODES``; ``version`` guards against overwriting.
    """

    plan = ForeignKeyField(Plan, backref="strands", on_delete="CASCADE")
    code = TextField()
    name = TextField()
    mode = TextField()
    method = TextField(default="")
    text = TextField(default="")
    position = IntegerField(default=0)
    version = IntegerField(default=1)

    privacy = declare(public="plan code name mode method text position", internal="version")

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

    ``duty`` is a code of ``rules.DUTIES``; ``rule`` is ``DeadlineRule.to_dict()``; ``source`` says
    where in the document it stands.
    """

    strand = ForeignKeyField(Strand, backref="deadlines", on_delete="CASCADE")
    code = TextField()
    title = TextField()
    duty = TextField()
    rule = JSONField()
    source = TextField(default="")
    position = IntegerField(default=0)
    version = IntegerField(default=1)

    privacy = declare(public="strand code title duty rule position", internal="source version")

    class Meta:
        indexes = ((("strand", "code"), True),)


class PlanItem(BaseModel):
    """A row of one of the lists of a plan: an amount, a role in the team, a step, a survey
    group, a block of ranked units.

    ``list_name`` is a key of ``item_rules.SHAPES``, which also says what ``value`` holds; units
    stand in it by code with their names at the time. ``strand`` is set where the row is about
    one kind of inspection only. ``source`` says where in the document it stands.
    """

    plan = ForeignKeyField(Plan, backref="rows", on_delete="CASCADE")
    list_name = TextField()
    code = TextField()
    strand = ForeignKeyField(Strand, null=True, backref="rows", on_delete="SET NULL")
    value = JSONField()
    source = TextField(default="")
    position = IntegerField(default=0)
    version = IntegerField(default=1)

    privacy = declare(public="plan list_name code strand value position", internal="source version")

    class Meta:
        indexes = ((("plan", "list_name", "code"), True),)


class PlanRelation(BaseModel):
    """A document that amends, replaces, repeals, corrects or is the basis of ``plan``.

    ``kind`` is a code of ``rules.RELATIONS``; ``other_plan`` is set when that document is a
    plan of the portal, which then shows the relation from its side.
    """

    plan = ForeignKeyField(Plan, backref="relations", on_delete="CASCADE")
    kind = TextField()
    number = TextField(default="")
    issued_on = DateField(null=True)
    subject = TextField(default="")
    other_plan = ForeignKeyField(Plan, null=True, backref="related_from", on_delete="RESTRICT")

    privacy = declare(public="plan kind number issued_on subject other_plan")
