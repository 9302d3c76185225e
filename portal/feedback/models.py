"""The messages. Who sent one may stay unknown; a name is kept no longer than it is needed."""

from peewee import IntegerField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare


class Feedback(BaseModel):
    """One message and what became of it.

    ``code_hash`` finds it for who holds the code; ``sender_mark`` counts messages from one
    place within a day and says nothing about it afterwards.
    """

    year = IntegerField()
    number = IntegerField()
    code_hash = TextField(unique=True)
    page = TextField(default="")
    text = TextField()
    name = TextField(default="")
    contact = TextField(default="")
    sender_mark = TextField(index=True)
    received_at = UtcDateTimeField(index=True)
    state = TextField(default="new", index=True)
    answer = TextField(default="")
    answered_at = UtcDateTimeField(null=True)
    answered_by = TextField(default="")
    version = IntegerField(default=1)

    privacy = declare(
        internal="year number code_hash page text sender_mark received_at state answer "
        "answered_at version",
        personal="name contact answered_by",
    )

    class Meta:
        indexes = ((("year", "number"), True),)

    @property
    def label(self) -> str:
        """How people name it: GY-2026-0012."""
        return f"GY-{self.year}-{self.number:04}"
