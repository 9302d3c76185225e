"""A plan's way to the gate: proposals to publish it, or to take it off the site."""

from portal.accounts.rules import Actor
from portal.db import write
from portal.plans.models import Plan
from portal.plans.queries import public_versions
from portal.plans.rules import offer_problems
from portal.plans.states import offer_of, proposals_for
from portal.publishing.actions import propose, withdrawal
from portal.publishing.payload import canonical, sha256_of
from portal.publishing.requests import PublicationRequest


class NotPublic(Exception):
    """What is not public cannot be withdrawn."""


class ChangedSince(Exception):
    """Somebody changed the plan after the person looked at it."""


class CannotPropose(Exception):
    """The offer breaks a rule; ``problems`` maps fields of the form to messages."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def propose_plan(
    actor: Actor,
    plan: Plan,
    change_kind: str,
    note: str,
    reason: str,
    back_url: str,
    major: bool | None = None,
    seen: str = "",
) -> PublicationRequest:
    """Ask for approval to publish the plan as it stands. CannotPropose says what is against it;
    NothingToPublish (of the gate) if readers would see no difference. The same proposal again,
    as by a double click, is the same request. ``seen``: the mark of what the person read
    (``mark_of``); ChangedSince if the plan is another by now."""
    with write():
        if seen and seen != mark_of(plan):
            raise ChangedSince
        Plan.update(missing_document_reason=reason).where(Plan.id == plan.id).execute()
        plan.missing_document_reason = reason
        problems = offer_problems(offer_of(plan, change_kind, reason))
        if problems:
            raise CannotPropose(problems)
        offered = proposals_for(plan)
        return propose(actor, plan.title, offered, change_kind, note, reason, back_url, major)


def mark_of(plan: Plan) -> str:
    """Changes exactly when what would become public of the plan does, its stated reason for a
    missing document left out (the form itself sets it)."""
    plan = Plan.get_by_id(plan.id)
    plan.missing_document_reason = ""
    return sha256_of(canonical([one.payload for one in proposals_for(plan)]))


def propose_withdrawal(
    actor: Actor, plan: Plan, how: str, reason: str, successor: str, back_url: str
) -> PublicationRequest:
    """Ask for approval to take the plan off the site; ``successor``: slug of the plan that
    takes its place, or empty. NotPublic if it is not there."""
    newest = next(iter(public_versions(plan.slug)), None)
    if newest is None or newest.state == "withdrawn":
        raise NotPublic
    path = f"/ke-hoach/{successor}/" if successor else ""
    offered = withdrawal(newest, how, reason, path)
    title = f"Ngừng đăng: {plan.title}"
    return propose(actor, title, [offered], "withdrawal", reason, "", back_url)
