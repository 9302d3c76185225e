# Generated from a schema diff on 2026-11-21 14:47.
from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('sign_in_session', 'device', TextField(default='')))
    migrator.migrate(migrator.add_column('sign_in_session', 'address_part', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('sign_in_session', 'address_part'))
    migrator.migrate(migrator.drop_column('sign_in_session', 'device'))
