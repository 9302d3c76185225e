"""The plan asks the parent unit first, and what the parent unit says."""

from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import local
from portal.db import write
from portal.plans.models import Plan
from portal.reports.models import Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review.actions import return_submission
from portal.reports.review.models import ApprovalSetting, ParentDecision
from portal.reports.review.queries import parent_step_of


class SettingMoved(ValueError):
    """Somebody changed the setting since it was shown."""


def set_approval(actor: Actor, plan: Plan, depth: int, silence_days: int, seen: int) -> None:
    """How deep reports of ``plan`` are approved; reports under review follow it at once.

    ``seen`` is the version that was shown (0: none yet); SettingMoved if it is another now.
    """
    with write():
        row = ApprovalSetting.get_or_none(plan=plan)
        before = {"depth": row.depth, "silence_days": row.silence_days} if row else {}
        after = {"depth": depth, "silence_days": silence_days}
        if before == after:
            return
        if (row.version if row else 0) != seen:
            raise SettingMoved("Có người vừa sửa cấp duyệt của kế hoạch này. Hãy xem lại.")
        if row is None and depth == 1:
            return
        if row is None:
            ApprovalSetting.create(plan=plan, **after)
        else:
            ApprovalSetting.update(version=seen + 1, **after).where(
                ApprovalSetting.id == row.id
            ).execute()
        record(actor, "set-approval", plan, before=before, after=after)


def approve(actor: Actor, submission: Submission, note: str, now: datetime) -> ParentDecision:
    """The parent unit approves; the office decides next. Errors as ``give_back``."""
    with write():
        if said := _said(submission, "approved"):
            return said
        return _record(actor, submission, "approved", note, now)


def give_back(
    actor: Actor, submission: Submission, note: str, new_due_on: date, now: datetime
) -> ParentDecision:
    """The parent unit gives the report back to the unit with a reason and a new date.

    The same decision twice: once. NotAllowedNow when the report is decided, or its plan does
    not ask the parent unit. The comments of the office are not sent with it.
    """
    with write():
        if said := _said(submission, "returned"):
            return said
        made = _record(actor, submission, "returned", note, now)
        return_submission(actor, submission, note, new_due_on, now, with_comments=False)
        return made


def _said(submission: Submission, wanted: str) -> ParentDecision | None:
    said = ParentDecision.get_or_none(submission=submission)
    if said and said.decision != wanted:
        raise NotAllowedNow(f"{said.by} đã quyết định về báo cáo này rồi.")
    return said


def _record(
    actor: Actor, submission: Submission, decision: str, note: str, now: datetime
) -> ParentDecision:
    if Submission.get_by_id(submission.id).state != "submitted":
        raise NotAllowedNow("Báo cáo này đã được quyết định nên không duyệt được nữa.")
    if parent_step_of(submission, local(now).date()).state not in ("waiting", "silent"):
        raise NotAllowedNow("Kế hoạch này không giao đơn vị cấp trên duyệt báo cáo.")
    made = ParentDecision.create(
        submission=submission,
        unit=submission.duty.unit.parent_id,
        decision=decision,
        note=note,
        at=now,
        by=actor.name,
    )
    action = "parent-approve-report" if decision == "approved" else "parent-return-report"
    record(actor, action, submission, after={"decision": decision}, reason=note)
    return made
