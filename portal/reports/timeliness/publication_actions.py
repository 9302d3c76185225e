"""What this feature asks the gate to publish: the grid of a plan on one day."""

from datetime import date

from portal.accounts.rules import Actor
from portal.plans.models import Plan
from portal.publishing.actions import propose
from portal.publishing.gate import newest_version, proposal
from portal.publishing.requests import PublicationRequest
from portal.reports.timeliness.publication import offer_of


class NotPossible(ValueError):
    """There is nothing that readers may see; the message says so in Vietnamese."""


def propose_timeliness(
    actor: Actor,
    plan: Plan,
    today: date,
    change_note: str,
    back_url: str = "",
    major: bool | None = None,
) -> PublicationRequest:
    """Propose the grid of ``plan`` as it stands on ``today``.

    NotPossible while the plan itself is not public, or no report of it may be;
    NothingToPublish (of the gate) when the grid of this very day is public already.
    """
    offer = offer_of(plan, today)
    if offer is None:
        raise NotPossible("Cần đăng kế hoạch trước khi đăng tình hình nộp báo cáo.")
    if not offer.payload.rows:
        raise NotPossible("Chưa có báo cáo nào của kế hoạch này được phép công khai.")
    offered = proposal(plan.slug, offer.payload)
    kind = "update" if newest_version(offered.kind, plan.slug) else "first"
    return propose(
        actor, offered.title, [offered], kind, change_note, back_url=back_url, major=major
    )
