# Generated from a schema diff on 2026-11-21 07:26.
from peewee import *

def up(migrator, db):
    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)
        class Meta:
            database = db
            table_name = 'blob'

    migrator.migrate(migrator.add_column('plan', 'public_original_id', ForeignKeyField(Blob, field=Blob.sha256, null=True, on_delete='RESTRICT')))
    migrator.migrate(migrator.add_column('plan', 'original_removed', JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('plan', 'plan_public_original_id'))
    migrator.migrate(migrator.drop_column('plan', 'original_removed'))
    migrator.migrate(migrator.drop_column('plan', 'public_original_id'))
