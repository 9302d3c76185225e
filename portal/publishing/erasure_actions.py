"""Lawful erasure of what was published: asked by one person, confirmed by another.

Erased are the bytes: payload, search text, look-up rows, copies in requests, and files that no
other publication uses. The chain keeps hash and approval; ``Erasure`` keeps reason, ground and
both people. Builds made before may still hold the text: ``old_builds``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import ForeignKeyField

from portal import features
from portal.accounts.audit import record
from portal.accounts.models import RoleGrant
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.blobs import path_of
from portal.documents.models import Blob
from portal.publishing import gate
from portal.publishing.actions import erase, moved
from portal.publishing.models import Publication
from portal.publishing.payload import files_in
from portal.publishing.requests import Erasure, PublicationRequest
from portal.publishing.rules import OPEN


class SamePerson(Exception):
    """Who asked may not confirm; and one of the two is an administrator."""


class NotOpen(Exception):
    """The erasure was decided already, or nothing is left to erase."""


@dataclass(frozen=True)
class FileFate:
    """What became of a file: “erased”, “shared” (another publication), “held” (a record)."""

    name: str
    sha256: str
    fate: str


def ask_erasure(
    actor: Actor, row: Publication, versions: list[int], ground: str, reason: str
) -> Erasure:
    """Ask for the erasure of some versions of a slug; the same question again is the same
    erasure. NotOpen if none of them holds text."""
    with write():
        standing = [one.version for one in _rows(row.kind, row.slug, versions) if one.payload]
        if not standing:
            raise NotOpen
        for known in Erasure.select().where(Erasure.state == "waiting", Erasure.slug == row.slug):
            if known.kind == row.kind and known.versions == standing:
                return known
        made = Erasure.create(
            kind=row.kind, slug=row.slug, versions=standing, ground=ground, reason=reason,
            asked_by=actor.user_id, asked_at=now(),
        )  # fmt: skip
        after = {"kind": row.kind, "slug": row.slug, "versions": standing, "ground": ground}
        record(actor, "ask-erasure", made, after=after, reason=reason)
    return made


def may_confirm(actor: Actor, erasure: Erasure) -> bool:
    """Whether ``actor`` is the second person, and one of the two an administrator."""
    if erasure.asked_by_id is None or actor.user_id in (None, erasure.asked_by_id):
        return False
    asker_is_admin = (
        RoleGrant.select()
        .where(RoleGrant.user == erasure.asked_by_id, RoleGrant.role == "admin")
        .exists()
    )
    return actor.has("admin") or (asker_is_admin and actor.has("office_approver"))


def confirm_erasure(actor: Actor, erasure: Erasure, data: Path) -> list[FileFate]:
    """Erase; what became of each file. Files leave the disk after everything else is written."""
    if not may_confirm(actor, erasure):
        raise SamePerson
    with write():
        _close(actor, erasure, "done")
        rows = [one for one in _rows(erasure.kind, erasure.slug, erasure.versions) if one.payload]
        files = [file for one in rows for file in files_in(json.loads(one.payload or "{}"))]
        reason = f"{erasure.ground}: {erasure.reason}"
        for row in rows:
            erase(actor, row, reason)
        _clear_requests(actor, {one.payload_sha256 for one in rows}, erasure)
        names = {file["sha256"]: file["name"] for file in files}
        fates = [FileFate(name, sha256, _let_go(sha256)) for sha256, name in names.items()]
        Erasure.update(files=[vars(one) for one in fates]).where(Erasure.id == erasure.id).execute()
        record(actor, "confirm-erasure", erasure, after=[vars(one) for one in fates])
    for one in fates:
        if one.fate == "erased":
            path_of(data, one.sha256).unlink(missing_ok=True)
    return fates


def refuse_erasure(actor: Actor, erasure: Erasure) -> None:
    """Leave everything as it is; whoever asked may take it back this way too."""
    with write():
        _close(actor, erasure, "refused")
        record(actor, "refuse-erasure", erasure)


def note_pruned(actor: Actor, erasure: Erasure, builds: list[int]) -> None:
    """Log which frozen builds were removed because they may have held what was erased."""
    with write():
        record(actor, "prune-builds", erasure, after={"builds": builds})


def _close(actor: Actor, erasure: Erasure, state: str) -> None:
    changed = (
        Erasure.update(state=state, decided_by=actor.user_id, decided_at=now())
        .where(Erasure.id == erasure.id, Erasure.state == "waiting")
        .execute()
    )
    if not changed:
        raise NotOpen


def _rows(kind: str, slug: str, versions: list[int]) -> list[Publication]:
    return list(
        Publication.select().where(
            Publication.kind == kind, Publication.slug == slug, Publication.version.in_(versions)
        )
    )


def _clear_requests(actor: Actor, erased: set[str], erasure: Erasure) -> None:
    """Take the erased payloads out of every request; one still open is taken back."""
    for request in PublicationRequest.select():
        proposals = json.loads(request.proposals)
        hit = [
            one
            for one in proposals
            if (one["kind"], one["slug"]) == (erasure.kind, erasure.slug)
            and gate.sha256_of(gate.canonical(one["payload"])) in erased
        ]
        if not hit:
            continue
        if request.state in OPEN:
            note = "Nội dung của phiếu đã được xóa theo quy định của pháp luật."
            moved(request, OPEN, "recalled", actor.name, note, publish_at=None)
        for one in hit:
            one.update(payload={}, refs=[])
            one.pop("text", None)
        PublicationRequest.update(proposals=gate.canonical(proposals)).where(
            PublicationRequest.id == request.id
        ).execute()


def _let_go(sha256: str) -> str:
    """Drop a file unless another publication or an inner record holds it; its fate.

    Columns declared public exist to be published and are emptied; others are records of their
    own (a receipt, a scan) and keep the file.
    """
    if Publication.select().where(Publication.payload.contains(sha256)).exists():
        return "shared"
    holders = list(_columns_of_files())
    if any(_held(model, field, sha256) for model, field, public in holders if not public):
        return "held"
    for model, field, _ in holders:
        model.update({field: None}).where(field == sha256).execute()
    Blob.delete().where(Blob.sha256 == sha256).execute()
    return "erased"


def _held(model: Any, field: Any, sha256: str) -> bool:
    return bool(model.select().where(field == sha256).exists())


def _columns_of_files() -> Iterator[tuple[Any, Any, bool]]:
    """Every column that names a stored file: (table, column, may be emptied)."""
    for model in features.models():
        for name, field in model._meta.fields.items():  # type: ignore[attr-defined]
            if isinstance(field, ForeignKeyField) and field.rel_model is Blob:
                public = model.privacy.get(name) == "public"  # type: ignore[attr-defined]
                yield model, field, public and field.null
