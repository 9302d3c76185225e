"""Tables of the review: notes that stay in the office, acceptances that can be undone, the
approval of the parent unit, who of a team reads which part."""

from peewee import ForeignKeyField, IntegerField, JSONField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.inspections.models import Team, TeamMember
from portal.plans.models import Plan
from portal.reports.models import Submission
from portal.units.models import Unit


class InternalNote(BaseModel):
    """A note of the office on a field (ghi chú nội bộ). It never leaves the office.

    A table of its own, apart from ``ReviewComment``: no page, letter or file of a unit reads it,
    so no condition that somebody forgets can let one out.
    """

    submission = ForeignKeyField(Submission, backref="notes", on_delete="CASCADE")
    field = TextField(default="")
    text = TextField()
    at = UtcDateTimeField()
    by = TextField()

    privacy = declare(internal="submission field text at", personal="by")


class AcceptanceBatch(BaseModel):
    """Reports that were accepted in one go. It can be undone as a whole for a while."""

    at = UtcDateTimeField()
    by = TextField()
    undone_at = UtcDateTimeField(null=True)
    undone_by = TextField(default="")

    privacy = declare(internal="at undone_at", personal="by undone_by")


class AcceptedReport(BaseModel):
    """One report of a batch; ``petitions`` are the numbers of the rows its acceptance made."""

    batch = ForeignKeyField(AcceptanceBatch, backref="reports", on_delete="CASCADE")
    submission = ForeignKeyField(Submission, backref="acceptances", on_delete="CASCADE")
    petitions = JSONField(default=list)

    privacy = declare(internal="batch submission petitions")

    class Meta:
        indexes = ((("batch", "submission"), True),)


class ApprovalSetting(BaseModel):
    """Whether reports of a plan pass the parent unit first (duyệt hai cấp).

    ``depth``: 1 the office alone, 2 the parent unit and then the office. ``silence_days``: after
    so many days without an answer of the parent the office decides without it.
    """

    plan = ForeignKeyField(Plan, unique=True, backref="approval_settings", on_delete="CASCADE")
    depth = IntegerField(default=1)
    silence_days = IntegerField(default=5)
    version = IntegerField(default=1)

    privacy = declare(internal="plan depth silence_days version")


class ParentDecision(BaseModel):
    """What the parent unit said of a submission: ``decision`` approved or returned."""

    submission = ForeignKeyField(
        Submission, unique=True, backref="parent_decisions", on_delete="CASCADE"
    )
    unit = ForeignKeyField(Unit, on_delete="RESTRICT")
    decision = TextField()
    note = TextField(default="")
    at = UtcDateTimeField()
    by = TextField()

    privacy = declare(internal="submission unit decision note at", personal="by")


class PartReader(BaseModel):
    """Who of a team reads a part of the reports of its units (phân công đọc báo cáo)."""

    team = ForeignKeyField(Team, backref="part_readers", on_delete="CASCADE")
    part = TextField()
    member = ForeignKeyField(TeamMember, backref="parts", on_delete="CASCADE")

    privacy = declare(internal="team part member")

    class Meta:
        indexes = ((("team", "part"), True),)


class UnitReader(BaseModel):
    """Who of a team reads the whole report of a unit, before those who share out its parts."""

    team = ForeignKeyField(Team, backref="unit_readers", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    member = ForeignKeyField(TeamMember, backref="units", on_delete="CASCADE")

    privacy = declare(internal="team unit member")

    class Meta:
        indexes = ((("team", "unit"), True),)


class PartMark(BaseModel):
    """How far the team is with a part of a submission; ``state``: read or question."""

    submission = ForeignKeyField(Submission, backref="part_marks", on_delete="CASCADE")
    part = TextField()
    state = TextField()
    note = TextField(default="")
    at = UtcDateTimeField()
    by = TextField()

    privacy = declare(internal="submission part state note at", personal="by")

    class Meta:
        indexes = ((("submission", "part"), True),)
