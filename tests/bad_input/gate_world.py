"""Requests, erasures, feedback and a build for the world."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from portal.clock import now, today
from portal.feedback.actions import Message, send
from portal.publishing.models import Publication
from portal.publishing.requests import Erasure, PublicationRequest, Signer
from tests import factories


def fill_gate(ids: dict[str, Any], root: Path, asked: PublicationRequest) -> None:
    """Requests on their further way, an erasure asked for, one done, a build from before it."""
    at = now()
    approved = {
        "state": "approved", "approval_mode": "portal", "approved_by": "Lê Văn C",
        "approved_on": today(),
    }  # fmt: skip
    for name, values in (
        ("approved_request", approved),
        ("scheduled_request", {**approved, "publish_at": at + timedelta(days=3)}),
        ("forced_request", {**approved, "state": "published", "approval_mode": "forced"}),
    ):
        copied = {**PublicationRequest.get_by_id(asked.id).__data__, "id": None, **values}
        ids[name] = PublicationRequest.create(**copied).id
    row = Publication.get(Publication.kind == "page")
    asker = factories.user("admin")
    other = Publication.get(Publication.kind == "unit")
    asking = {
        "kind": "unit", "slug": other.slug, "versions": [other.version], "reason": "Yêu cầu",
        "ground": "Quyết định", "asked_by": asker, "asked_at": at,
    }  # fmt: skip
    done = {"state": "done", "decided_by": asker, "decided_at": at}
    ids |= {
        "publication_id": row.id,
        "erasure_id": Erasure.create(**asking).id,
        "erased": Erasure.create(**asking, **done).id,
        "signer_id": Signer.get(Signer.position == 2).id,
    }
    sent, code = send(Message("Trang lịch kiểm tra ghi sai ngày"), "10.0.0.1", "test")
    ids |= {"feedback_id": sent.id, "feedback_code": code}
    build = root / "builds" / "1"
    build.mkdir(parents=True)
    (build / "report.json").write_text('{"frozen_at": "2020-01-01T00:00:00+00:00"}')
