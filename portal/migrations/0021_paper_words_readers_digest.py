# The unit's word on paper, readers of whole reports, a daily letter, accounts without a name.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)
        class Meta:
            database = db
            table_name = 'blob'

    class Team(Model):
        class Meta:
            database = db
            table_name = 'team'

    class TeamMember(Model):
        class Meta:
            database = db
            table_name = 'team_member'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class UnitReader(Model):
        team = ForeignKeyField(Team, on_delete='CASCADE')
        unit = ForeignKeyField(Unit, on_delete='CASCADE')
        member = ForeignKeyField(TeamMember, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'unit_reader'
            indexes = ((('team', 'unit'), True),)
    db.create_tables([UnitReader])

    migrator.migrate(
        migrator.add_column(
            'keyed_confirmation', 'scan_id',
            ForeignKeyField(Blob, field=Blob.sha256, null=True, on_delete='RESTRICT'),
        ),
        migrator.add_column('keyed_confirmation', 'scan_name', TextField(default='')),
        migrator.add_column('keyed_confirmation', 'signer', TextField(default='')),
        migrator.add_column('keyed_confirmation', 'signed_on', DateField(null=True)),
        migrator.add_column('mailbox', 'daily', BooleanField(default=False)),
        migrator.add_column('user', 'anonymised_at', UtcDateTimeField(null=True)),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column('user', 'anonymised_at'),
        migrator.drop_column('mailbox', 'daily'),
        migrator.drop_column('keyed_confirmation', 'signed_on'),
        migrator.drop_column('keyed_confirmation', 'signer'),
        migrator.drop_column('keyed_confirmation', 'scan_name'),
        migrator.drop_column('keyed_confirmation', 'scan_id'),
    )
    migrator.migrate(migrator.drop_table('unit_reader'))
