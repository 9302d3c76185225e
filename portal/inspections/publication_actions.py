"""What this feature asks the gate to publish: the schedule, a conclusion, its remediation."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.inspections.actions import NotPossible
from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.inspections.models import Conclusion, Visit
from portal.inspections.proposals import facts_of, newest_by_slug, visit_proposals
from portal.inspections.queries import findings_of, with_names
from portal.inspections.rules import leaked
from portal.plans.models import Plan
from portal.publishing.actions import propose
from portal.publishing.requests import PublicationRequest


def propose_schedule(
    actor: Actor,
    plan: Plan,
    change_note: str,
    back_url: str = "",
    change_kind: str = "",
    major: bool | None = None,
) -> PublicationRequest:
    """Propose all new, changed and cancelled visits of a plan in one request.

    Unannounced visits that were not released are never among them. ``NothingToPublish``
    (of the gate) when all is public already.
    """
    visits = list(with_names(Visit.select()).where(Visit.plan == plan).order_by(Visit.id))
    facts = facts_of(visits)
    proposals = visit_proposals(visits, facts)
    first = not any(one.slug in facts.newest for one in proposals)
    kind = change_kind or ("first" if first else "update")
    title = f"Lịch kiểm tra: {plan.title}"
    return propose(actor, title, proposals, kind, change_note, back_url=back_url, major=major)


def propose_conclusion(
    actor: Actor,
    conclusion: Conclusion,
    change_note: str,
    missing_document_reason: str = "",
    back_url: str = "",
    change_kind: str = "",
    major: bool | None = None,
) -> PublicationRequest:
    """Propose the public part of a conclusion.

    NotPossible when the visit may not be public yet, when no document is recorded and no
    reason is given, or when the summary repeats a finding that is left out.
    """
    visit = conclusion.visit
    if visit.unannounced and not visit.released:
        raise NotPossible("Cuộc kiểm tra đột xuất chưa được cho phép công khai.")
    if conclusion.document_id is None and not missing_document_reason:
        raise NotPossible("Cần ghi lý do vì chưa ghi nhận thông báo kết luận đã ban hành.")
    hidden = [row.text for row in findings_of(visit) if not row.public]
    if found := leaked(conclusion.summary, hidden):
        raise NotPossible(
            f"Phần tóm tắt nhắc lại nội dung không công khai: “{found[:80]}”. Hãy sửa tóm tắt."
        )
    if conclusion.document_id is None:
        with write():
            conclusion.missing_document_reason = missing_document_reason
            conclusion.save(only=[Conclusion.missing_document_reason])
            record(actor, "give-missing-reason", conclusion, reason=missing_document_reason)
    offered = conclusion_proposal(conclusion)
    known = newest_by_slug(offered.kind, [offered.slug])
    return propose(
        actor,
        conclusion.title,
        [offered],
        change_kind or ("update" if known else "first"),
        change_note,
        missing_document_reason if conclusion.document_id is None else "",
        back_url,
        major,
    )


def propose_remediation(
    actor: Actor,
    conclusion: Conclusion,
    today: date,
    change_note: str,
    back_url: str = "",
    major: bool | None = None,
) -> PublicationRequest:
    """Propose how remediation stands on ``today``; only once the conclusion itself is public."""
    published = newest_by_slug("conclusion", [conclusion.slug]).get(conclusion.slug)
    if published is None or published.state == "withdrawn":
        raise NotPossible("Cần đăng kết luận trước khi đăng tình hình khắc phục.")
    offered = remediation_proposal(conclusion, today)
    known = newest_by_slug(offered.kind, [offered.slug])
    kind = "update" if known else "first"
    return propose(
        actor, offered.title, [offered], kind, change_note, back_url=back_url, major=major
    )
