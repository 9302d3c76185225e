# The folded text of a publication: the search reads search_section since 0009.
from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.drop_table('publication_text'))


def down(migrator, db):
    class Publication(Model):
        class Meta:
            database = db
            table_name = 'publication'

    class PublicationText(Model):
        publication = ForeignKeyField(Publication, unique=True, on_delete='CASCADE')
        folded = TextField()
        class Meta:
            database = db
            table_name = 'publication_text'
    db.create_tables([PublicationText])
