# Generated from a schema diff on 2026-11-21 10:52.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Feedback(Model):
        year = IntegerField()
        number = IntegerField()
        code_hash = TextField(unique=True)
        page = TextField(default='')
        text = TextField()
        name = TextField(default='')
        contact = TextField(default='')
        sender_mark = TextField(index=True)
        received_at = UtcDateTimeField(index=True)
        state = TextField(index=True, default='new')
        answer = TextField(default='')
        answered_at = UtcDateTimeField(null=True)
        answered_by = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'feedback'
            indexes = ((('year', 'number'), True),)
    db.create_tables([Feedback])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('feedback'))
