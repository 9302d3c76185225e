"""The table of legal documents that plans and conclusions go by."""

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, declare


class LegalDocument(BaseModel):
    """A legal document with its force.

    ``number`` is số/ký hiệu (“61/2018/NĐ-CP”), ``key`` the same for matching; ``ended_on`` is
    the first day on which it is no longer in force (None: still, or not known), ``replaced_by``
    the number of what took its place. ``source`` says where the dates were read. A row that a
    person changed (``updated_by``) is left alone by the next load.
    """

    key = TextField(unique=True)
    number = TextField()
    kind = TextField()
    title = TextField()
    issuer = TextField()
    issued_on = DateField()
    in_force_from = DateField()
    ended_on = DateField(null=True)
    replaced_by = TextField(default="")
    note = TextField(default="")
    source = TextField(default="")
    version = IntegerField(default=1)
    updated_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    privacy = declare(
        public="key number kind title issuer issued_on in_force_from ended_on replaced_by",
        internal="note source version updated_by",
    )
