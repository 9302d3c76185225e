# The office makes form versions: the draft of the next one, the note and the issuer of each.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class FormVersion(Model):
        class Meta:
            database = db
            table_name = 'form_version'

    class FormDraft(Model):
        code = TextField(unique=True)
        base = ForeignKeyField(FormVersion, on_delete='RESTRICT')
        definition = TextField()
        revision = IntegerField(default=1)
        begun_at = UtcDateTimeField()
        begun_by = TextField()
        changed_at = UtcDateTimeField()
        changed_by = TextField()
        uploaded = TextField(default='')
        uploaded_name = TextField(default='')
        uploaded_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'form_draft'
    db.create_tables([FormDraft])

    migrator.migrate(migrator.add_column('form_version', 'note', TextField(default='')))
    migrator.migrate(migrator.add_column('form_version', 'issued_by', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('form_version', 'issued_by'))
    migrator.migrate(migrator.drop_column('form_version', 'note'))
    migrator.migrate(migrator.drop_table('form_draft'))
