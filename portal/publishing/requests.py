"""Tables of what waits at the gate: publication requests (phiếu trình) and approvals."""

from peewee import DateField, ForeignKeyField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField
from portal.documents.models import Blob
from portal.publishing.models import Publication


class PublicationRequest(BaseModel):
    """What someone proposes to publish: the exact payloads, the note, and its state.

    ``proposals`` is a canonical JSON list of {kind, slug, title, payload, refs, text}.
    States: waiting (chờ duyệt), published (đã đăng), refused (không duyệt), recalled.
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

    privacy = {
        "id": "internal",
        "title": "internal",
        "proposals": "internal",
        "change_kind": "internal",
        "change_note": "internal",
        "missing_document_reason": "internal",
        "back_url": "internal",
        "state": "internal",
        "author": "personal",
        "created_at": "internal",
        "decided_at": "internal",
        "decided_by": "personal",
        "decision_note": "internal",
    }


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
