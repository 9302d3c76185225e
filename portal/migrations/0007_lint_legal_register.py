# Generated from a schema diff on 2026-11-21 10:20.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class PublicationRequest(Model):
        class Meta:
            database = db
            table_name = 'publication_request'

    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class AcceptedFinding(Model):
        request = ForeignKeyField(PublicationRequest, on_delete='CASCADE')
        subject = TextField(index=True)
        key = TextField()
        title = TextField()
        quote = TextField(default='')
        reason = TextField()
        accepted_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        accepted_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'accepted_finding'
            indexes = [(('request', 'key'), True)]
    db.create_tables([AcceptedFinding])

    class LegalDocument(Model):
        key = TextField(unique=True)
        number = TextField()
        kind = TextField()
        title = TextField()
        issuer = TextField()
        issued_on = DateField()
        in_force_from = DateField()
        ended_on = DateField(null=True)
        replaced_by = TextField(default='')
        note = TextField(default='')
        source = TextField(default='')
        version = IntegerField(default=1)
        updated_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'legal_document'
    db.create_tables([LegalDocument])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('legal_document'))
    migrator.migrate(migrator.drop_table('accepted_finding'))
