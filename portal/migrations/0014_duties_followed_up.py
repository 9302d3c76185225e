# Generated from a schema diff on 2026-11-21 17:00.
from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = 'user'

    class Duty(Model):
        class Meta:
            database = db
            table_name = 'duty'

    class Submission(Model):
        class Meta:
            database = db
            table_name = 'submission'

    class Mailbox(Model):
        user = ForeignKeyField(User, unique=True, on_delete='CASCADE')
        address = TextField()
        since = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'mailbox'
    db.create_tables([Mailbox])

    class Letter(Model):
        user = ForeignKeyField(User, on_delete='CASCADE')
        address = TextField()
        subject = TextField()
        body = TextField()
        created_at = UtcDateTimeField()
        state = TextField(default='waiting', index=True)
        tries = IntegerField(default=0)
        next_at = UtcDateTimeField()
        sent_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'letter'
    db.create_tables([Letter])

    class LetterTry(Model):
        letter = ForeignKeyField(Letter, on_delete='CASCADE')
        at = UtcDateTimeField()
        taken = BooleanField()
        answer = TextField(default='')
        class Meta:
            database = db
            table_name = 'letter_try'
    db.create_tables([LetterTry])

    class InboxItem(Model):
        user = ForeignKeyField(User, on_delete='CASCADE')
        kind = TextField()
        key = TextField()
        title = TextField()
        text = TextField(default='')
        page = TextField(default='')
        target = IntegerField(null=True)
        at = UtcDateTimeField()
        read_at = UtcDateTimeField(null=True)
        letter = ForeignKeyField(Letter, null=True, on_delete='SET NULL')
        class Meta:
            database = db
            table_name = 'inbox_item'
            indexes = ((('user', 'key'), True),)
    db.create_tables([InboxItem])

    class ExtensionRequest(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        wished_on = DateField()
        reason = TextField()
        asked_at = UtcDateTimeField()
        asker = ForeignKeyField(User, null=True, on_delete='SET NULL')
        asked_by = TextField(default='')
        state = TextField(default='asked', index=True)
        granted_on = DateField(null=True)
        answer = TextField(default='')
        decided_at = UtcDateTimeField(null=True)
        decided_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'extension_request'
    db.create_tables([ExtensionRequest])

    class KeyedConfirmation(Model):
        submission = ForeignKeyField(Submission, unique=True, on_delete='CASCADE')
        state = TextField(default='waiting', index=True)
        note = TextField(default='')
        at = UtcDateTimeField(null=True)
        by = TextField(default='')
        class Meta:
            database = db
            table_name = 'keyed_confirmation'
    db.create_tables([KeyedConfirmation])

    class ReminderStep(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        due_on = DateField()
        step = IntegerField()
        user = ForeignKeyField(User, on_delete='CASCADE')
        state = TextField()
        at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'reminder_step'
            indexes = ((('duty', 'due_on', 'step', 'user'), True),)
    db.create_tables([ReminderStep])

    migrator.migrate(migrator.add_column('duty_history', 'cause', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('duty_history', 'cause'))
    for table in ('reminder_step', 'keyed_confirmation', 'extension_request', 'inbox_item',
                  'letter_try', 'letter', 'mailbox'):
        migrator.migrate(migrator.drop_table(table))
