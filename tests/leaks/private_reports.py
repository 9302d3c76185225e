"""What the office keeps of a report under review: notes, marks, who reads what, batches."""

from datetime import datetime
from typing import Any

from portal.inspections.models import TeamMember
from portal.reports.models import ReviewComment, Submission
from portal.reports.review.models import (
    AcceptanceBatch,
    AcceptedReport,
    ApprovalSetting,
    InternalNote,
    ParentDecision,
    PartMark,
    PartReader,
    UnitReader,
)


def make_rows(sent: Submission, said: str, at: datetime) -> None:
    """One row of each table about a submission, with what was said in it."""
    pinned: dict[str, Any] = {"submission": sent, "at": at, "by": said}
    ReviewComment.create(**pinned, text=said, verdict_at=at)
    InternalNote.create(**pinned, text=said)
    batch = AcceptanceBatch.create(at=at, by=said, undone_at=at, undone_by=said)
    AcceptedReport.create(batch=batch, submission=sent, petitions=[said])
    ParentDecision.create(**pinned, unit=sent.duty.unit, decision=said, note=said)
    PartMark.create(**pinned, part="tasks", state=said, note=said)
    ApprovalSetting.get_or_create(plan=sent.duty.plan)
    member = TeamMember.select().order_by(TeamMember.id).first()
    PartReader.get_or_create(team=member.team, part="tasks", defaults={"member": member})
    UnitReader.get_or_create(team=member.team, unit=sent.duty.unit, defaults={"member": member})
