# Notes of the office move out of the comments into a table of their own.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)
        class Meta:
            database = db
            table_name = 'blob'

    class Plan(Model):
        class Meta:
            database = db
            table_name = 'plan'

    class Submission(Model):
        class Meta:
            database = db
            table_name = 'submission'

    class Team(Model):
        class Meta:
            database = db
            table_name = 'team'

    class TeamMember(Model):
        class Meta:
            database = db
            table_name = 'team_member'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class AcceptanceBatch(Model):
        at = UtcDateTimeField()
        by = TextField()
        undone_at = UtcDateTimeField(null=True)
        undone_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'acceptance_batch'
    db.create_tables([AcceptanceBatch])

    class AcceptedReport(Model):
        batch = ForeignKeyField(AcceptanceBatch, on_delete='CASCADE')
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        petitions = JSONField(default=list)
        class Meta:
            database = db
            table_name = 'accepted_report'
            indexes = ((('batch', 'submission'), True),)
    db.create_tables([AcceptedReport])

    class ApprovalSetting(Model):
        plan = ForeignKeyField(Plan, unique=True, on_delete='CASCADE')
        depth = IntegerField(default=1)
        silence_days = IntegerField(default=5)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'approval_setting'
    db.create_tables([ApprovalSetting])

    class InternalNote(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        field = TextField(default='')
        text = TextField()
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'internal_note'
    db.create_tables([InternalNote])

    class ParentDecision(Model):
        submission = ForeignKeyField(Submission, unique=True, on_delete='CASCADE')
        unit = ForeignKeyField(Unit, on_delete='RESTRICT')
        decision = TextField()
        note = TextField(default='')
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'parent_decision'
    db.create_tables([ParentDecision])

    class PartMark(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        part = TextField()
        state = TextField()
        note = TextField(default='')
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'part_mark'
            indexes = ((('submission', 'part'), True),)
    db.create_tables([PartMark])

    class PartReader(Model):
        team = ForeignKeyField(Team, on_delete='CASCADE')
        part = TextField()
        member = ForeignKeyField(TeamMember, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'part_reader'
            indexes = ((('team', 'part'), True),)
    db.create_tables([PartReader])

    class TotalsTemplate(Model):
        file = ForeignKeyField(Blob, on_delete='RESTRICT')
        name = TextField()
        at = UtcDateTimeField()
        by = TextField()
        retired_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'totals_template'
    db.create_tables([TotalsTemplate])

    migrator.migrate(migrator.add_column('review_comment', 'verdict', TextField(default='')))
    migrator.migrate(migrator.add_column('review_comment', 'verdict_at', UtcDateTimeField(null=True)))
    migrator.migrate(migrator.add_column('review_comment', 'verdict_by', TextField(default='')))
    class ReviewComment(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        field = TextField(default='')
        text = TextField()
        internal = BooleanField(default=False)
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'review_comment'

    kept = ('submission', 'field', 'text', 'at', 'by')
    inside = ReviewComment.internal == True  # noqa: E712
    notes = ReviewComment.select(*(getattr(ReviewComment, name) for name in kept)).where(inside)
    InternalNote.insert_from(
        notes.order_by(ReviewComment.id), [getattr(InternalNote, name) for name in kept]
    ).execute()
    ReviewComment.delete().where(inside).execute()
    migrator.migrate(migrator.drop_column('review_comment', 'internal'))


def down(migrator, db):
    class Submission(Model):
        class Meta:
            database = db
            table_name = 'submission'

    class InternalNote(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        field = TextField(default='')
        text = TextField()
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'internal_note'

    class ReviewComment(InternalNote):
        internal = BooleanField(default=False)
        sent = BooleanField(default=False)
        answer = TextField(default='')
        fixed = BooleanField(default=False)
        verdict = TextField(default='')
        verdict_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'review_comment'

    migrator.migrate(migrator.add_column('review_comment', 'internal', BooleanField(default=False)))
    for note in InternalNote.select().order_by(InternalNote.id).dicts():
        ReviewComment.create(internal=True, **{**note, 'id': None})
    migrator.migrate(migrator.drop_column('review_comment', 'verdict_by'))
    migrator.migrate(migrator.drop_column('review_comment', 'verdict_at'))
    migrator.migrate(migrator.drop_column('review_comment', 'verdict'))
    migrator.migrate(migrator.drop_table('totals_template'))
    migrator.migrate(migrator.drop_table('part_reader'))
    migrator.migrate(migrator.drop_table('part_mark'))
    migrator.migrate(migrator.drop_table('parent_decision'))
    migrator.migrate(migrator.drop_table('internal_note'))
    migrator.migrate(migrator.drop_table('approval_setting'))
    migrator.migrate(migrator.drop_table('accepted_report'))
    migrator.migrate(migrator.drop_table('acceptance_batch'))
