"""Tables of files and of the documents issued outside the portal."""

from peewee import (
    BigIntegerField,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    JSONField,
    TextField,
)

from portal.clock import now
from portal.db import BaseModel, UtcDateTimeField, declare


class Blob(BaseModel):
    """A stored file; its bytes lie in the data folder under `sha256` (see `blobs`)."""

    sha256 = CharField(max_length=64, primary_key=True)
    size = BigIntegerField(constraints=[Check("size > 0")])
    media_type = TextField()
    created_at = UtcDateTimeField(default=now)

    privacy = {
        "sha256": "public",
        "size": "public",
        "media_type": "public",
        "created_at": "internal",
    }


class IssuedDocument(BaseModel):
    """A document issued outside the portal (signed, numbered by văn thư), recorded here.

    `kind` is a code of `rules.KINDS`; `number` is số, ký hiệu; `issued_on` and `number` are
    empty while only an unsigned text is known; `sign_capacity` is TM., KT., TL., Q., TUQ. or
    empty; `recipients` and `legal_bases` are lists of lines.
    """

    kind = TextField()
    number = TextField(default="")
    issued_on = DateField(null=True)
    issuer = TextField(default="")
    signer = TextField(default="")
    signer_title = TextField(default="")
    sign_capacity = TextField(default="")
    subject = TextField(default="")
    place = TextField(default="")
    recipients = JSONField(default=list)
    legal_bases = JSONField(default=list)
    signed_file = ForeignKeyField(Blob, null=True, backref="documents", on_delete="RESTRICT")
    filename = TextField(default="")

    # a signer's name is public by purpose: Nghị định 42/2022/NĐ-CP Điều 4 asks for it
    privacy = declare(
        public="kind number issued_on issuer signer signer_title sign_capacity subject place "
        "recipients legal_bases signed_file",
        internal="filename",
    )

    class Meta:
        indexes = ((("kind", "number", "issued_on"), False),)
