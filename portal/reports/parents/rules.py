"""The parent unit approves first (duyệt hai cấp), unless it stays silent. Pure.

The plan says how deep approval goes and how long the parent may take. Its silence never blocks:
after the last day the office decides without it, and the board says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: Reports that the unit itself sent; what the office keyed or received is already in its hands.
PASSES_PARENT = ("signed_pdf", "online")
#: Who answers for the parent unit.
ANSWERERS = ("unit_editor", "unit_head")
DEPTHS = {1: "Sở Nội vụ duyệt ngay", 2: "Đơn vị cấp trên duyệt trước, rồi Sở Nội vụ"}
DECISIONS = {
    "approved": ("Cấp trên đã duyệt", "green"),
    "returned": ("Cấp trên trả lại", "orange"),
}
LONGEST_SILENCE = 30

State = Literal["none", "waiting", "approved", "silent"]


@dataclass(frozen=True)
class ParentStep:
    """Where a submission stands with the parent unit.

    ``none``: it does not pass one; ``waiting`` until the end of ``until``; ``silent``: that day
    is over without an answer. ``parent`` is its name.
    """

    state: State = "none"
    parent: str = ""
    until: date | None = None

    @property
    def blocks(self) -> bool:
        """Whether the office must wait."""
        return self.state == "waiting"


def parent_step(
    *,
    silence_days: int | None,
    parent: str,
    mode: str,
    sent_on: date,
    decision: str,
    today: date,
) -> ParentStep:
    """The step of a submission awaiting review, sent on ``sent_on``; ``decision`` “” if none.

    ``silence_days`` is None where the plan does not ask the parent, ``parent`` is "" where there
    is none or nobody can answer for it.
    """
    if silence_days is None or not parent or mode not in PASSES_PARENT:
        return ParentStep()
    until = sent_on + timedelta(days=silence_days)
    if decision == "approved":
        return ParentStep("approved", parent, until)
    return ParentStep("waiting" if today <= until else "silent", parent, until)
