"""Tables of the inbox and of the letters (e-mail) that copy it."""

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare


class Mailbox(BaseModel):
    """Where a person wants copies of the inbox sent, and since when; no row, no e-mail.

    ``daily``: one letter each working morning instead of one whenever something is new.
    """

    user = ForeignKeyField(User, unique=True, backref="mailboxes", on_delete="CASCADE")
    address = TextField()
    since = UtcDateTimeField()
    daily = BooleanField(default=False)

    privacy = declare(internal="since daily", personal="user address")


class Letter(BaseModel):
    """An e-mail: what is new in somebody's inbox. It stays here until a server has taken it.

    ``state``: waiting, sent, failed (given up, a task of the office), settled (the office has
    dealt with the failure).
    """

    user = ForeignKeyField(User, backref="letters", on_delete="CASCADE")
    address = TextField()
    subject = TextField()
    body = TextField()
    created_at = UtcDateTimeField()
    state = TextField(default="waiting", index=True)
    tries = IntegerField(default=0)
    next_at = UtcDateTimeField()
    sent_at = UtcDateTimeField(null=True)

    privacy = declare(
        internal="subject body created_at state tries next_at sent_at", personal="user address"
    )


class LetterTry(BaseModel):
    """One try to hand a letter to the mail server, with its answer: the delivery log."""

    letter = ForeignKeyField(Letter, backref="attempts", on_delete="CASCADE")
    at = UtcDateTimeField()
    taken = BooleanField()
    answer = TextField(default="")

    privacy = declare(internal="letter at taken answer")


class InboxItem(BaseModel):
    """One message in the inbox of one person; ``read_at`` empty until it was opened.

    ``page`` and ``target`` say where it leads (``rules.PAGES``); ``letter`` is the e-mail that
    copied it. ``key`` keeps the same event from being told twice; ``kind`` is a code of
    ``rules.KINDS``.
    """

    user = ForeignKeyField(User, backref="inbox", on_delete="CASCADE")
    kind = TextField()
    key = TextField()
    title = TextField()
    text = TextField(default="")
    page = TextField(default="")
    target = IntegerField(null=True)
    at = UtcDateTimeField()
    read_at = UtcDateTimeField(null=True)
    letter = ForeignKeyField(Letter, null=True, backref="items", on_delete="SET NULL")

    privacy = declare(internal="kind key title text page target at read_at letter", personal="user")

    class Meta:
        indexes = ((("user", "key"), True),)
