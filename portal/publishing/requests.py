"""Tables of what waits at the gate: requests (phiếu trình), approvals, who signs, erasures."""

from peewee import (
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob
from portal.publishing.models import Publication


class PublicationRequest(BaseModel):
    """What someone proposes to publish: the exact payloads, the note, and its state.

    ``proposals`` is a canonical JSON list of {kind, slug, title, payload, refs, text}.
    ``state`` is a code of ``rules.STATES``. ``version`` guards against two people deciding at
    once. ``major``: whether followers are told. ``approval_mode``, ``approved_…`` and
    ``scan`` hold the consent from approval to publication; ``publish_at`` the hour it is
    planned for; ``base`` what was public of the same slugs at approval ({"kind slug": hash});
    ``failure`` why the planned publication stopped. ``second_look_…``: who looked at a
    forced publication afterwards.
    """

    title = TextField()
    proposals = TextField()
    change_kind = TextField()
    change_note = TextField()
    missing_document_reason = TextField(default="")
    back_url = TextField(default="")
    state = TextField(default="waiting", index=True)
    author = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    created_at = UtcDateTimeField()
    decided_at = UtcDateTimeField(null=True)
    decided_by = TextField(default="")
    decision_note = TextField(default="")
    version = IntegerField(default=1)
    major = BooleanField(null=True)
    approval_mode = TextField(default="")
    approved_by = TextField(default="")
    approved_on = DateField(null=True)
    approval_reason = TextField(default="")
    scan = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    base = TextField(default="")
    publish_at = UtcDateTimeField(null=True)
    failure = TextField(default="")
    second_look_by = TextField(default="")
    second_look_at = UtcDateTimeField(null=True)

    privacy = declare(
        internal="title proposals change_kind change_note missing_document_reason back_url state "
        "created_at decided_at decision_note version major approval_mode approved_on "
        "approval_reason scan base publish_at failure second_look_at",
        personal="author decided_by approved_by second_look_by",
    )


class Approval(BaseModel):
    """Who approved a publication: in the portal, on paper (with its scan), or by set-up."""

    publication = ForeignKeyField(Publication, unique=True, on_delete="RESTRICT")
    request = ForeignKeyField(PublicationRequest, null=True, on_delete="RESTRICT")
    mode = TextField()
    approved_by = TextField()
    approved_on = DateField()
    scan = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    nonce = TextField()

    privacy = {
        "id": "internal",
        "publication": "internal",
        "request": "internal",
        "mode": "internal",
        "approved_by": "personal",
        "approved_on": "internal",
        "scan": "internal",
        "nonce": "internal",
    }


class Signer(BaseModel):
    """One step of the office's signing order, as slips and submissions print it.

    ``step`` is what the person does (“Người trình”), ``title`` the office held (“Trưởng
    phòng”), ``capacity`` the lines above it when signing for another (“KT. GIÁM ĐỐC”);
    ``name`` is left empty where whoever holds the office signs.
    """

    position = IntegerField()
    step = TextField()
    title = TextField()
    capacity = TextField(default="")
    name = TextField(default="")

    privacy = declare(internal="position step title capacity", personal="name")


class SubmissionForm(BaseModel):
    """How the office's submission (tờ trình) and slip are headed: one row.

    ``symbol`` follows the number (“TTr-SNV”), ``slip_symbol`` that of the slip;
    ``addressed_to`` and ``recipients`` are lists of lines.
    """

    symbol = TextField(default="")
    slip_symbol = TextField(default="")
    addressed_to = JSONField(default=list)
    recipients = JSONField(default=list)

    privacy = declare(internal="symbol slip_symbol addressed_to recipients")


class Erasure(BaseModel):
    """A lawful erasure of published text: asked by one person, confirmed by another.

    ``versions`` lists the numbers erased; ``files`` what became of each file. The rows of the
    publications keep hash and approval; here stand reason, ground and both people.
    """

    kind = TextField()
    slug = TextField()
    versions = JSONField(default=list)
    reason = TextField()
    ground = TextField()
    state = TextField(default="waiting", index=True)
    asked_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    asked_at = UtcDateTimeField()
    decided_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    decided_at = UtcDateTimeField(null=True)
    files = JSONField(default=list)

    privacy = declare(
        internal="kind slug versions reason ground state asked_at decided_at files",
        personal="asked_by decided_by",
    )


class SiteUpdate(BaseModel):
    """How far the frozen site has followed what is published: one row, kept by the timer.

    ``upto`` is the last publication it holds, ``as_of`` the day it was made for; ``failure``
    says why the last try did not work, empty after one that did.
    """

    upto = IntegerField(default=0)
    as_of = DateField(null=True)
    done_at = UtcDateTimeField(null=True)
    failure = TextField(default="")
    failed_at = UtcDateTimeField(null=True)

    privacy = declare(internal="upto as_of done_at failure failed_at")
