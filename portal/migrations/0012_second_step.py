# Generated from a schema diff on 2026-11-21 14:39.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class RecoveryCode(Model):
        user = ForeignKeyField(User, on_delete='CASCADE')
        code_hash = TextField(unique=True)
        used_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'recovery_code'
    db.create_tables([RecoveryCode])

    class SecondStep(Model):
        user = ForeignKeyField(User, unique=True, on_delete='CASCADE')
        secret = TextField()
        last_counter = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'second_step'
    db.create_tables([SecondStep])

    migrator.migrate(migrator.add_column('user', 'second_step', BooleanField(default=False)))
    migrator.migrate(migrator.add_column('sign_in_session', 'second_step_due', BooleanField(default=False)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('sign_in_session', 'second_step_due'))
    migrator.migrate(migrator.drop_column('user', 'second_step'))
    migrator.migrate(migrator.drop_table('second_step'))
    migrator.migrate(migrator.drop_table('recovery_code'))
