# Generated from a schema diff on 2026-11-21 09:58.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)
        class Meta:
            database = db
            table_name = 'blob'

    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class Erasure(Model):
        kind = TextField()
        slug = TextField()
        versions = JSONField(default=list)
        reason = TextField()
        ground = TextField()
        state = TextField(index=True, default='waiting')
        asked_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        asked_at = UtcDateTimeField()
        decided_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        decided_at = UtcDateTimeField(null=True)
        files = JSONField(default=list)
        class Meta:
            database = db
            table_name = 'erasure'
    db.create_tables([Erasure])

    class Signer(Model):
        position = IntegerField()
        step = TextField()
        title = TextField()
        capacity = TextField(default='')
        name = TextField(default='')
        class Meta:
            database = db
            table_name = 'signer'
    db.create_tables([Signer])

    class SiteUpdate(Model):
        upto = IntegerField(default=0)
        as_of = DateField(null=True)
        done_at = UtcDateTimeField(null=True)
        failure = TextField(default='')
        failed_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'site_update'
    db.create_tables([SiteUpdate])

    class SubmissionForm(Model):
        symbol = TextField(default='')
        slip_symbol = TextField(default='')
        addressed_to = JSONField(default=list)
        recipients = JSONField(default=list)
        class Meta:
            database = db
            table_name = 'submission_form'
    db.create_tables([SubmissionForm])

    migrator.migrate(migrator.add_column('publication', 'major', BooleanField(null=True)))
    migrator.migrate(migrator.add_column('publication_request', 'version', IntegerField(default=1)))
    migrator.migrate(migrator.add_column('publication_request', 'major', BooleanField(null=True)))
    migrator.migrate(migrator.add_column('publication_request', 'approval_mode', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'approved_by', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'approved_on', DateField(null=True)))
    migrator.migrate(migrator.add_column('publication_request', 'approval_reason', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'scan_id', ForeignKeyField(Blob, field=Blob.sha256, null=True, on_delete='RESTRICT')))
    migrator.migrate(migrator.add_column('publication_request', 'base', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'publish_at', UtcDateTimeField(null=True)))
    migrator.migrate(migrator.add_column('publication_request', 'failure', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'second_look_by', TextField(default='')))
    migrator.migrate(migrator.add_column('publication_request', 'second_look_at', UtcDateTimeField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('publication_request', 'publication_request_scan_id'))
    migrator.migrate(migrator.drop_column('publication_request', 'second_look_at'))
    migrator.migrate(migrator.drop_column('publication_request', 'second_look_by'))
    migrator.migrate(migrator.drop_column('publication_request', 'failure'))
    migrator.migrate(migrator.drop_column('publication_request', 'publish_at'))
    migrator.migrate(migrator.drop_column('publication_request', 'base'))
    migrator.migrate(migrator.drop_column('publication_request', 'scan_id'))
    migrator.migrate(migrator.drop_column('publication_request', 'approval_reason'))
    migrator.migrate(migrator.drop_column('publication_request', 'approved_on'))
    migrator.migrate(migrator.drop_column('publication_request', 'approved_by'))
    migrator.migrate(migrator.drop_column('publication_request', 'approval_mode'))
    migrator.migrate(migrator.drop_column('publication_request', 'major'))
    migrator.migrate(migrator.drop_column('publication_request', 'version'))
    migrator.migrate(migrator.drop_column('publication', 'major'))
    migrator.migrate(migrator.drop_table('submission_form'))
    migrator.migrate(migrator.drop_table('site_update'))
    migrator.migrate(migrator.drop_table('signer'))
    migrator.migrate(migrator.drop_table('erasure'))
