"""Tables of visits, sessions, teams, findings, conclusions and remediation."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob, IssuedDocument
from portal.plans.models import Plan, Strand
from portal.units.models import Unit


class Team(BaseModel):
    """An inspection team (Đoàn kiểm tra) of a plan."""

    plan = ForeignKeyField(Plan, backref="teams", on_delete="CASCADE")
    name = TextField()
    decision = ForeignKeyField(IssuedDocument, null=True, on_delete="RESTRICT")
    version = IntegerField(default=1)

    privacy = declare(public="name", internal="plan decision version")


class TeamMember(BaseModel):
    """A member of a team; ``role``: head, deputy, secretary or member."""

    team = ForeignKeyField(Team, backref="members", on_delete="CASCADE")
    name = TextField()
    agency = ForeignKeyField(Unit, null=True, on_delete="RESTRICT")
    role = TextField(default="member")
    field = TextField(default="")
    user = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    privacy = declare(internal="team agency role field user", personal="name")


class Visit(BaseModel):
    """A visit (cuộc kiểm tra). An unannounced one is unseen outside until ``released``.

    ``state``: planned, under_way, visited, concluded, cancelled. ``noticed_on``: the day the
    written notice of the schedule went out. ``excluded_agencies``: codes of agencies whose
    members of the team stay away, because their own unit is inspected.
    """

    slug = TextField(unique=True)
    plan = ForeignKeyField(Plan, backref="visits", on_delete="RESTRICT")
    strand = ForeignKeyField(Strand, null=True, backref="visits", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, backref="visits", on_delete="RESTRICT")
    unit_name = TextField()
    team = ForeignKeyField(Team, null=True, on_delete="RESTRICT")
    method = TextField(default="")
    noticed_on = DateField(null=True)
    excluded_agencies = JSONField(default=list)
    unannounced = BooleanField(default=False)
    released = BooleanField(default=False)
    state = TextField(default="planned")
    internal_note = TextField(default="")
    demo = BooleanField(default=False)
    version = IntegerField(default=1)
    created_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()

    privacy = declare(
        public="slug plan strand unit unit_name team method noticed_on state demo",
        internal="excluded_agencies unannounced released internal_note version created_at "
        "updated_at",
    )


class Session(BaseModel):
    """A working session (buổi làm việc). ``part``: morning, afternoon or day.

    ``state``: planned, moved (``moved_to`` took its place), cancelled, done.
    """

    visit = ForeignKeyField(Visit, backref="sessions", on_delete="CASCADE")
    code = TextField()
    on = DateField(index=True)
    part = TextField(default="day")
    time = TextField(default="")
    place = TextField(default="")
    sub_unit = TextField(default="")
    public_note = TextField(default="")
    internal_note = TextField(default="")
    state = TextField(default="planned")
    reason = TextField(default="")
    moved_to = TextField(default="")

    privacy = declare(
        public="visit code on part time place sub_unit public_note state reason moved_to",
        internal="internal_note",
    )

    class Meta:
        indexes = ((("visit", "code"), True),)


class VisitNotice(BaseModel):
    """The schedule notice of a visit: when it went out, and what the unit did with it.

    ``first_day``: the first day it told of; a visit moved since needs another notice. A notice
    sent anew starts again: ``opened_at`` (the unit's page first shown) and ``acknowledged_at``
    are of the last one sent.
    """

    visit = ForeignKeyField(Visit, unique=True, backref="notices", on_delete="CASCADE")
    sent_on = DateField()
    first_day = DateField(null=True)
    opened_at = UtcDateTimeField(null=True)
    opened_by = TextField(default="")
    acknowledged_at = UtcDateTimeField(null=True)
    acknowledged_by = TextField(default="")

    privacy = declare(
        internal="visit sent_on first_day opened_at acknowledged_at",
        personal="opened_by acknowledged_by",
    )


class Finding(BaseModel):
    """A finding of a visit. ``kind``: strength, shortcoming, violation.

    ``public`` false: left out of the public extract. ``cause`` and ``recommendation`` go
    with it. ``internal_note`` never leaves the workspace.
    """

    visit = ForeignKeyField(Visit, backref="findings", on_delete="CASCADE")
    code = TextField()
    position = IntegerField(default=0)
    domain = TextField()
    kind = TextField()
    text = TextField()
    cause = TextField(default="")
    recommendation = TextField(default="")
    due_rule = JSONField(null=True)
    public = BooleanField(default=True)
    internal_note = TextField(default="")
    version = IntegerField(default=1)

    privacy = declare(
        public="visit code position domain kind text cause recommendation due_rule",
        internal="public internal_note version",
    )

    class Meta:
        indexes = ((("visit", "code"), True),)


class Conclusion(BaseModel):
    """The conclusion notice of a visit (thông báo kết luận), issued outside the portal.

    ``state``: draft, issued. ``extract_note`` says what the public extract leaves out.
    ``publish_signed``: the signed PDF itself becomes public, if nothing is left out.
    """

    visit = ForeignKeyField(Visit, unique=True, backref="conclusions", on_delete="RESTRICT")
    slug = TextField(unique=True)
    title = TextField()
    summary = TextField(default="")
    document = ForeignKeyField(IssuedDocument, null=True, on_delete="RESTRICT")
    public_file = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    public_file_name = TextField(default="")
    missing_document_reason = TextField(default="")
    extract_note = TextField(default="")
    publish_signed = BooleanField(default=False)
    state = TextField(default="draft")
    version = IntegerField(default=1)
    created_at = UtcDateTimeField()

    privacy = declare(
        public="visit slug title summary document public_file public_file_name "
        "missing_document_reason extract_note",
        internal="publish_signed state version created_at",
    )


class Remediation(BaseModel):
    """What the unit reports and the office verifies of one finding: two separate facts.

    ``reported_on`` and ``reported_text`` are of the latest report, ``first_reported_on`` is the
    earliest day of any: a unit that was in time stays so when it reports again after “chưa đạt”.
    """

    finding = ForeignKeyField(Finding, unique=True, backref="remediations", on_delete="CASCADE")
    due_on = DateField(null=True)
    due_sentence = TextField(default="")
    first_reported_on = DateField(null=True)
    reported_on = DateField(null=True)
    reported_text = TextField(default="")
    reported_by = TextField(default="")
    evidence = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    evidence_name = TextField(default="")
    verified_on = DateField(null=True)
    verified_text = TextField(default="")
    verified_by = TextField(default="")
    outcome = TextField(default="")
    version = IntegerField(default=1)

    privacy = declare(
        public="finding due_on due_sentence first_reported_on reported_on reported_text "
        "verified_on verified_text outcome",
        internal="evidence evidence_name version",
        personal="reported_by verified_by",
    )


class Petition(BaseModel):
    """A proposal of the unit (kiến nghị) that an agency must answer."""

    unit = ForeignKeyField(Unit, backref="petitions", on_delete="RESTRICT")
    visit = ForeignKeyField(Visit, null=True, backref="petitions", on_delete="RESTRICT")
    source = TextField(default="")
    text = TextField()
    agency = TextField(default="")
    due_on = DateField(null=True)
    answered_on = DateField(null=True)
    answer = TextField(default="")
    public = BooleanField(default=False)
    version = IntegerField(default=1)
    created_at = UtcDateTimeField()

    privacy = declare(
        public="unit visit text agency due_on answered_on answer",
        internal="source public version created_at",
    )
