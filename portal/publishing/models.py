"""The publication tables: all that the public site may read."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel, UtcDateTimeField


class Publication(BaseModel):
    """One version of something public; immutable, chained by hash to the one before.

    ``payload`` may be erased by law: hash, reason and approval remain. ``current`` is
    derived (the newest version of a slug) and stands outside the hash. ``major``: whether
    readers who follow the site are told; None where the kind of change alone decides, and
    outside the hash then (publications from before it was asked).
    """

    kind = TextField()
    slug = TextField()
    version = IntegerField()
    state = TextField(default="published")
    title = TextField()
    payload = TextField(null=True)
    payload_sha256 = TextField()
    change_kind = TextField()
    change_note = TextField()
    major = BooleanField(null=True)
    approval_sha256 = TextField()
    published_at = UtcDateTimeField()
    previous_hash = TextField(unique=True)
    hash = TextField(unique=True)
    current = BooleanField(default=True)

    privacy = dict.fromkeys(
        (
            "id", "kind", "slug", "version", "state", "title", "payload", "payload_sha256",
            "change_kind", "change_note", "major", "approval_sha256", "published_at",
            "previous_hash", "hash", "current",
        ),
        "public",
    )  # fmt: skip

    class Meta:
        indexes = (
            (("kind", "slug", "version"), True),
            (("kind", "current"), False),
        )


class PublicationRef(BaseModel):
    """What a publication is looked up by; rebuilt from the payload."""

    publication = ForeignKeyField(Publication, backref="refs", on_delete="CASCADE")
    kind = TextField()
    unit = TextField(default="", index=True)
    on = DateField(null=True)

    privacy = dict.fromkeys(("id", "publication", "kind", "unit", "on"), "public")
