# Generated from a schema diff on 2026-11-21 10:46.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Visit(Model):
        class Meta:
            database = db
            table_name = 'visit'

    class VisitNotice(Model):
        visit = ForeignKeyField(Visit, unique=True, on_delete='CASCADE')
        sent_on = DateField()
        first_day = DateField(null=True)
        opened_at = UtcDateTimeField(null=True)
        opened_by = TextField(default='')
        acknowledged_at = UtcDateTimeField(null=True)
        acknowledged_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'visit_notice'
    db.create_tables([VisitNotice])
    migrator.migrate(migrator.add_column('team', 'version', IntegerField(default=1)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('team', 'version'))
    migrator.migrate(migrator.drop_table('visit_notice'))
