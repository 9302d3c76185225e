# Generated from a schema diff.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Duty(Model):
        class Meta:
            database = db
            table_name = 'duty'

    class Blob(Model):
        sha256 = CharField(max_length=64, primary_key=True)
        class Meta:
            database = db
            table_name = 'blob'

    class Evidence(Model):
        class Meta:
            database = db
            table_name = 'evidence'

    class EvidenceUse(Model):
        evidence = ForeignKeyField(Evidence, on_delete='CASCADE')
        field = TextField()
        class Meta:
            database = db
            table_name = 'evidence_use'
            indexes = ((('evidence', 'field'), True),)
    db.create_tables([EvidenceUse])

    class SystemAccess(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        system = TextField()
        holder = TextField()
        granted_on = DateField()
        revoked_on = DateField(null=True)
        added_at = UtcDateTimeField()
        added_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'system_access'
    db.create_tables([SystemAccess])

    class SignedCopy(Model):
        duty = ForeignKeyField(Duty, unique=True, on_delete='CASCADE')
        file = ForeignKeyField(Blob, on_delete='RESTRICT')
        file_name = TextField(default='')
        added_at = UtcDateTimeField()
        added_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'signed_copy'
    db.create_tables([SignedCopy])

    class UnplacedText(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        text = TextField()
        near = TextField(default='')
        file_name = TextField(default='')
        added_at = UtcDateTimeField()
        added_by = TextField(default='')
        placed_in = TextField(default='')
        placed_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'unplaced_text'
    db.create_tables([UnplacedText])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('unplaced_text'))
    migrator.migrate(migrator.drop_table('signed_copy'))
    migrator.migrate(migrator.drop_table('system_access'))
    migrator.migrate(migrator.drop_table('evidence_use'))
