"""The unit is told when its proposal has an answer."""

from portal.accounts.rules import Actor
from portal.clock import now
from portal.inbox.actions import tell
from portal.inbox.queries import holders_of
from portal.inbox.rules import Notice
from portal.inspections.models import Petition

_TOLD = ("unit_editor", "unit_head")


def tell_answer(actor: Actor, row: Petition, answer: str) -> int:
    """Put the answer into the inbox of the unit's people; how many were told.

    Nobody is told while the visit is one that the unit must not know of.
    """
    visit = row.visit if row.visit_id else None
    if visit and visit.unannounced and not visit.released:
        return 0
    notice = Notice(
        "answered", f"petition:{row.id}:{row.version}", "Kiến nghị của đơn vị đã có trả lời",
        f"Kiến nghị: {row.text}\nTrả lời: {answer}", "unit_petition", row.id,
    )  # fmt: skip
    return tell(actor, holders_of(*_TOLD, unit_id=row.unit_id), notice, now())
