"""Plans as tests need them."""

import re
from datetime import date
from typing import Any

from portal.documents.models import Blob, IssuedDocument
from portal.plans.models import Plan, PlanDeadline, Strand
from portal.plans.publication import to_payload
from portal.publishing import gate
from portal.publishing.models import Publication
from tests import factories

BASE = "/lam-viec/dieu-hanh/ke-hoach/"


def issued(**values: Any) -> IssuedDocument:
    """A whole issued document with its signed PDF."""
    sha256 = values.pop("sha256", "a" * 64)
    Blob.insert(sha256=sha256, size=10, media_type="application/pdf").on_conflict_ignore().execute()
    defaults = {
        "kind": "quyet-dinh", "number": "352/QĐ-UBND", "issued_on": date(2024, 2, 28),
        "issuer": "Ủy ban nhân dân tỉnh", "subject": "Về việc ban hành Kế hoạch kiểm tra",
        "signed_file": sha256, "filename": "352.pdf",
    }  # fmt: skip
    return IssuedDocument.create(**{**defaults, **values})


def published(plan: Plan) -> Publication:
    """The plan, put before readers as it stands."""
    row = gate.set_up(factories.actor("office_approver"), plan.slug, to_payload(plan), "Đăng")
    assert row is not None
    return row


def address(plan: Plan, part: str = "") -> str:
    """The address of a plan's page; ``part`` may name its {strand} and {deadline}."""
    strand = Strand.get_or_none(Strand.plan == plan)
    deadline = PlanDeadline.get_or_none()
    return f"{BASE}{plan.id}/" + part.format(strand=strand, deadline=deadline)


def bare(text: str) -> str:
    """Text without blanks and tokens, which differ between two answers."""
    return re.sub(r'value="[\w.-]{60,}"', "", re.sub(r"\s+", "", text))
