# When a unit first reported a finding as put right: a later report had overwritten the day.
import json

from peewee import *

def up(migrator, db):
    class Remediation(Model):
        reported_on = DateField(null=True)
        first_reported_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'remediation'

    class AuditEntry(Model):
        action = TextField()
        subject_id = TextField()
        before = TextField()
        class Meta:
            database = db
            table_name = 'audit_entry'

    migrator.migrate(migrator.add_column('remediation', 'first_reported_on', DateField(null=True)))
    Remediation.update(first_reported_on=Remediation.reported_on).execute()
    # what each report overwrote stands in the log
    entries = AuditEntry.select(AuditEntry.subject_id, AuditEntry.before).where(
        AuditEntry.action == 'report-remediation'
    )
    for key, before in list(entries.order_by(AuditEntry.id).tuples()):
        day = json.loads(before or '{}').get('reported_on')
        if day:
            Remediation.update(first_reported_on=day).where(
                Remediation.id == int(key), Remediation.first_reported_on > day
            ).execute()


def down(migrator, db):
    migrator.migrate(migrator.drop_column('remediation', 'first_reported_on'))
