# Generated from a schema diff on 2026-11-21 14:17.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class Activation(Model):
        unit = ForeignKeyField(Unit, on_delete='CASCADE')
        code_hash = TextField(unique=True)
        roles = TextField()
        full_name = TextField(default='')
        position = TextField(default='')
        created_at = UtcDateTimeField()
        created_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        expires_at = UtcDateTimeField()
        revoked_at = UtcDateTimeField(null=True)
        used_at = UtcDateTimeField(null=True)
        user = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'activation'
    db.create_tables([Activation])

    class Delegation(Model):
        unit = ForeignKeyField(Unit, on_delete='CASCADE')
        deputy = ForeignKeyField(User, on_delete='RESTRICT')
        number = TextField()
        issued_on = DateField()
        valid_from = DateField()
        valid_to = DateField()
        granted_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        created_at = UtcDateTimeField()
        ended_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'delegation'
    db.create_tables([Delegation])

    migrator.migrate(migrator.add_column('user', 'position', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('user', 'position'))
    migrator.migrate(migrator.drop_table('delegation'))
    migrator.migrate(migrator.drop_table('activation'))
