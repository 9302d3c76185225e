"""Named reads for whoever holds a receipt: whether it is ours, and whether it still stands."""

from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import Submission
from portal.reports.rules import CODE_AT_LEAST


def receipt_with(number: str, code: str) -> Submission | None:
    """The submission whose receipt bears ``number`` and whose code begins with ``code``.

    At least ``CODE_AT_LEAST`` digits of the code are asked for, typed in any case and spacing.
    """
    typed = "".join(code.lower().split())
    row = Submission.get_or_none(Submission.receipt == number.strip().upper())
    if row is None or len(typed) < CODE_AT_LEAST or not row.sha256.startswith(typed):
        return None
    return row


def standing_of(submission: Submission) -> str:
    """Whether a receipt still stands, in words for whoever holds it: replaced, or taken back."""
    later = (
        Submission.select(Submission.receipt)
        .where(
            Submission.duty == submission.duty_id,
            Submission.number > submission.number,
            Submission.state.not_in(WITHDRAWN),
        )
        .order_by(Submission.number)
        .first()
    )
    if later is not None:
        return f"Biên nhận này đã thay thế: lần gửi sau mang số {later.receipt}."
    if submission.state in WITHDRAWN:
        return "Lần gửi này đã được thu hồi, chưa gửi lại."
    return "Biên nhận còn hiệu lực."
