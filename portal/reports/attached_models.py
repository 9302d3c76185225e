"""Tables of what goes with a draft: where evidence is used, access given to software, the signed
copy awaiting its submission, text of a Word file that found no section yet."""

from peewee import DateField, ForeignKeyField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob
from portal.reports.models import Duty, Evidence


class EvidenceUse(BaseModel):
    """A further place of the report (``field``, a code) that a piece of evidence serves.

    Its first place is ``Evidence.field``; the file is stored once, however often it is used.
    """

    evidence = ForeignKeyField(Evidence, backref="uses", on_delete="CASCADE")
    field = TextField()

    privacy = declare(internal="evidence field")

    class Meta:
        indexes = ((("evidence", "field"), True),)


class SystemAccess(BaseModel):
    """Access to a software system given for an inspection: to whom, from when, until when.

    Never a password: ``access_rules.password_like`` refuses what looks like one.
    """

    duty = ForeignKeyField(Duty, backref="accesses", on_delete="CASCADE")
    system = TextField()
    holder = TextField()
    granted_on = DateField()
    revoked_on = DateField(null=True)
    added_at = UtcDateTimeField()
    added_by = TextField(default="")

    privacy = declare(
        internal="duty system granted_on revoked_on added_at", personal="holder added_by"
    )


class SignedCopy(BaseModel):
    """The signed PDF that a unit uploaded to have it checked before it sends the report."""

    duty = ForeignKeyField(Duty, unique=True, on_delete="CASCADE")
    file = ForeignKeyField(Blob, on_delete="RESTRICT")
    file_name = TextField(default="")
    added_at = UtcDateTimeField()
    added_by = TextField(default="")

    privacy = declare(internal="duty file file_name added_at", personal="added_by")


class UnplacedText(BaseModel):
    """Text of an uploaded Word file that stood outside every section (phần chưa ghép).

    It stays until somebody puts it into a section (``placed_in``) or sets it aside ("-").
    """

    duty = ForeignKeyField(Duty, backref="unplaced", on_delete="CASCADE")
    text = TextField()
    near = TextField(default="")
    file_name = TextField(default="")
    added_at = UtcDateTimeField()
    added_by = TextField(default="")
    placed_in = TextField(default="")
    placed_at = UtcDateTimeField(null=True)

    privacy = declare(
        internal="duty text near file_name added_at placed_in placed_at", personal="added_by"
    )
