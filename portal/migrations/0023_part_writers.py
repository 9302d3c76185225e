# Who in a unit writes which part of a report.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Duty(Model):
        class Meta:
            database = db
            table_name = 'duty'

    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class PartWriter(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        part = TextField()
        user = ForeignKeyField(User, null=True, on_delete='SET NULL')
        note = TextField(default='')
        at = UtcDateTimeField()
        by = TextField(default='')
        class Meta:
            database = db
            table_name = 'part_writer'
            indexes = ((('duty', 'part'), True),)
    db.create_tables([PartWriter])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('part_writer'))
