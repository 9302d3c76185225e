# Generated from a schema diff on 2026-11-21 06:41.
from peewee import *

def up(migrator, db):
    class Plan(Model):
        class Meta:
            database = db
            table_name = 'plan'

    class Strand(Model):
        class Meta:
            database = db
            table_name = 'strand'

    class PlanItem(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        list_name = TextField()
        code = TextField()
        strand = ForeignKeyField(Strand, null=True, on_delete='SET NULL')
        value = JSONField()
        source = TextField(default='')
        position = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'plan_item'
            indexes = ((('plan', 'list_name', 'code'), True),)
    db.create_tables([PlanItem])

    migrator.migrate(migrator.add_column('plan', 'kind', TextField(default='inspection')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('plan', 'kind'))
    migrator.migrate(migrator.drop_table('plan_item'))
