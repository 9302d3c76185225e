"""Another address for a published conclusion: the old one leads on to it.

Both addresses change with one approval: the old becomes a page that leads on (a redirect where a
service answers), the new one shows what readers saw at the old, word for word. How it was put
right goes with it. The working record takes the new address when it is published, not before.

Plans have no such way: visits and conclusions name a plan by its address, and a plan is found
under its number as well (``site.number_addresses``). A unit keeps its code for ever and is found
under each name it bore (``site.name_addresses``).
"""

import json
import re
from dataclasses import replace

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.inspections.actions import NotPossible
from portal.inspections.models import Conclusion
from portal.publishing import gate
from portal.publishing.actions import propose, withdrawal
from portal.publishing.gate import Proposal
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.requests import PublicationRequest
from portal.site.preview import address_of

_ADDRESS = re.compile(r"/ket-luan/(\d{4})/([a-z0-9-]+)/")


def propose_address(
    actor: Actor, conclusion: Conclusion, name: str, reason: str, back_url: str = ""
) -> PublicationRequest:
    """Propose the address ``<year>/<name>`` for a conclusion that readers see.

    NotPossible when readers do not see it, or when the address is, or was, another's.
    """
    current = gate.newest_version("conclusion", conclusion.slug)
    if current is None or current.state != "published" or current.payload is None:
        raise NotPossible("Chỉ đổi được địa chỉ của kết luận đang đăng.")
    slug = f"{conclusion.slug.partition('/')[0]}/{name}"
    if slug == conclusion.slug:
        raise NotPossible("Kết luận đang ở đúng địa chỉ này.")
    if not _free(slug, conclusion):
        raise NotPossible("Địa chỉ này đang hoặc đã dùng cho kết luận khác.")
    offered = _moved(current, slug, reason)
    measures = gate.newest_version("remediation", conclusion.slug)
    if measures is not None and measures.state == "published" and measures.payload is not None:
        offered += _moved(measures, slug, reason)
    return propose(
        actor, f"Đổi địa chỉ: {current.title}", offered, "update", reason,
        back_url=back_url, major=False,
    )  # fmt: skip


def after_publication(actor: Actor, row: Publication) -> None:
    """The working record of a conclusion follows its address, in the same transaction."""
    if row.kind != "conclusion" or row.state != "withdrawn" or row.payload is None:
        return
    told = json.loads(row.payload)
    found = _ADDRESS.fullmatch(told["successor"]) if told["how"] == "moved" else None
    conclusion = Conclusion.get_or_none(Conclusion.slug == row.slug) if found else None
    if found is None or conclusion is None:
        return
    slug = f"{found[1]}/{found[2]}"
    Conclusion.update(slug=slug).where(Conclusion.id == conclusion.id).execute()
    record(
        actor, "change-address", conclusion, before={"slug": row.slug}, after={"slug": slug},
        reason=row.change_note,
    )  # fmt: skip


def _free(slug: str, conclusion: Conclusion) -> bool:
    """Whether nobody has, or had, an address; one's own former address may be taken back."""
    if Conclusion.select().where(Conclusion.slug == slug, Conclusion.id != conclusion.id).exists():
        return False
    newest = gate.newest_version("conclusion", slug)
    if newest is None:
        return True
    told = json.loads(newest.payload) if newest.payload else {}
    own = address_of("conclusion", conclusion.slug)
    return newest.state == "withdrawn" and (told.get("how"), told.get("successor")) == (
        "moved",
        own,
    )


def _moved(row: Publication, slug: str, reason: str) -> list[Proposal]:
    """The old address leading on, and the same content at the new one."""
    payload = json.loads(row.payload or "{}")
    if row.kind == "remediation":
        payload = {**payload, "conclusion_slug": slug}
    refs = PublicationRef.select().where(PublicationRef.publication == row)
    there = Proposal(
        row.kind, slug, row.title, payload,
        tuple(
            {"kind": ref.kind, "unit": ref.unit, "on": ref.on.isoformat() if ref.on else None}
            for ref in refs
        ),
    )  # fmt: skip
    lead = withdrawal(row, "moved", reason, address_of("conclusion", slug))
    return [replace(lead, refs=()), there]
