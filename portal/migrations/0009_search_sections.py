# Generated from a schema diff on 2026-11-21 10:14.
from peewee import *

def up(migrator, db):
    class Publication(Model):
        class Meta:
            database = db
            table_name = 'publication'

    class SearchSection(Model):
        publication = ForeignKeyField(Publication, on_delete='CASCADE')
        position = IntegerField()
        path = TextField()
        heads = TextField()
        on = TextField(default='')
        year = IntegerField(default=0)
        file = TextField(default='')
        label = TextField(default='')
        text = TextField(null=True)
        length = IntegerField(default=0)
        words = TextField(default='')
        folded = TextField(default='')
        head = IntegerField(default=0)
        digest = TextField(default='')
        class Meta:
            database = db
            table_name = 'search_section'
            indexes = (
                (('publication', 'position'), True),
            )
    db.create_tables([SearchSection])

def down(migrator, db):
    migrator.migrate(migrator.drop_table('search_section'))
