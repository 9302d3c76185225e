# A plan chooses the form version for a kind of report or a group of units.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Plan(Model):
        class Meta:
            database = db
            table_name = 'plan'

    class FormVersion(Model):
        class Meta:
            database = db
            table_name = 'form_version'

    class FormChoice(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        kind = TextField(default='')
        units = TextField(default='')
        form = ForeignKeyField(FormVersion, on_delete='RESTRICT')
        chosen_at = UtcDateTimeField()
        chosen_by = TextField()
        class Meta:
            database = db
            table_name = 'form_choice'
            indexes = (
                (('plan', 'kind', 'units'), True),
            )
    db.create_tables([FormChoice])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('form_choice'))
