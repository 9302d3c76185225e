"""Who is told what about a report: the people of the unit, the people of the office.

Nobody is told anything about an unannounced visit that the unit does not know of.
"""

from collections.abc import Sequence
from datetime import datetime

from portal.accounts.models import User
from portal.accounts.rules import OFFICE_ROLES, Actor
from portal.clock import local
from portal.inbox.actions import mark_done, tell
from portal.inbox.queries import holders_of
from portal.inbox.rules import Notice
from portal.reports.extending.lapsing import lapse
from portal.reports.models import Duty, Review, Submission
from portal.reports.review.queries import parent_step_of
from portal.vietnamese import show_date

#: Who works on a unit's reports; a viewer is not reminded.
WRITERS = ("unit_editor", "unit_head")


def is_hidden(duty: Duty) -> bool:
    """Whether the report belongs to an unannounced visit that the unit must not learn of."""
    visit = duty.visit if duty.visit_id else None
    return bool(visit and visit.unannounced and not visit.released)


def people_of(duty: Duty) -> list[User]:
    """The people who write the unit's reports; none while the visit is a secret."""
    return [] if is_hidden(duty) else holders_of(*WRITERS, unit_id=duty.unit_id)


def tell_unit(
    actor: Actor, duty: Duty, kind: str, key: str, title: str, text: str, now: datetime,
    page: str = "unit_duty",
) -> int:  # fmt: skip
    """Tell the unit's writers; how many were told."""
    return tell(actor, people_of(duty), Notice(kind, key, title, text, page, duty.id), now)


def tell_office(
    actor: Actor, duty: Duty, kind: str, key: str, title: str, text: str, now: datetime,
    page: str = "office_duty",
) -> int:  # fmt: skip
    """Tell everyone of the office."""
    return tell(
        actor, holders_of(*OFFICE_ROLES), Notice(kind, key, title, text, page, duty.id), now
    )


def tell_returned(
    actor: Actor, duty: Duty, review: Review, comments: Sequence[str] = (), by_parent: bool = False
) -> int:
    """The report was returned: why, every comment of the office, and until when it is awaited.

    ``by_parent``: by the parent unit. Notes of the office are not among the comments.
    """
    lines = [duty.title, f"Lý do: {review.note}" if review.note else ""]
    lines += [f"- {text}" for text in comments]
    if review.new_due_on:
        lines.append(f"Hạn nộp lại: hết ngày {show_date(review.new_due_on)}.")
    who = "Đơn vị cấp trên" if by_parent else "Sở Nội vụ"
    return tell_unit(
        actor, duty, "returned", f"review:{review.id}", f"{who} trả lại báo cáo",
        "\n".join(line for line in lines if line), review.at,
    )  # fmt: skip


def after_sending(actor: Actor, submission: Submission, now: datetime) -> None:
    """A report was sent: its return needs no reading any more, the parent unit may be asked."""
    mark_done("returned", "unit_duty", submission.duty_id, now)
    lapse(submission.duty_id, now)
    tell_parent(actor, submission, now)


def tell_parent(actor: Actor, submission: Submission, now: datetime) -> int:
    """The parent unit is asked about a report that was sent; nobody where the plan does not ask."""
    duty = submission.duty
    step = parent_step_of(submission, local(now).date())
    if not step.blocks or is_hidden(duty):
        return 0
    text = (
        f"{duty.title}\nTrả lời đến hết ngày {show_date(step.until)}; sau ngày đó Sở Nội vụ duyệt "
        "mà không chờ. Báo cáo ở trang Việc cần làm."
    )
    people = holders_of(*WRITERS, unit_id=duty.unit.parent_id)
    title = f"{duty.unit.name} gửi báo cáo, chờ cấp trên duyệt"
    return tell(actor, people, Notice("below", f"below:{submission.id}", title, text), now)
