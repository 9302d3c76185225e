"""Decisions about what the unit may do with a submission afterwards. Pure."""

from datetime import date

#: Submissions that the unit took back or did not own up to: they neither count nor arrived.
WITHDRAWN = ("recalled", "refused")
#: What became of a submission, as its receipt says it.
SUBMISSION_STATES = {
    "submitted": "Chờ Sở Nội vụ xem",
    "returned": "Bị trả lại",
    "accepted": "Được chấp nhận",
    "recalled": "Đơn vị đã thu hồi",
    "refused": "Đơn vị không xác nhận bản nhập thay",
}
#: What a unit reads of a report that counts once it has said that it is right: words and tone.
WAITS_FOR_WORD = ("Chờ đơn vị xác nhận bản nhập thay", "orange")
KEYED_STATES = {
    "waiting": "Chờ đơn vị xác nhận",
    "confirmed": "Đơn vị đã xác nhận",
    "refused": "Đơn vị không xác nhận",
    "paper": "Đơn vị xác nhận trên giấy",
}


class CannotRecall(ValueError):
    """Why a report is not taken back; the message is for the unit."""


def check_recall(
    duty_state: str, mode: str, submission_state: str, due_on: date | None, today: date
) -> None:
    """CannotRecall unless the unit sent the report itself, nobody decided on it, and the deadline
    is not over: what is taken back later could only come in late."""
    if duty_state != "submitted" or submission_state != "submitted":
        raise CannotRecall("Chỉ thu hồi được báo cáo đã gửi mà Sở Nội vụ chưa xem xét xong.")
    if mode not in ("signed_pdf", "online"):
        raise CannotRecall("Bản này do Sở Nội vụ ghi nhận; đơn vị không thu hồi được.")
    if due_on is not None and today > due_on:
        raise CannotRecall(
            "Đã quá thời hạn nên không thu hồi được nữa. Cần sửa thì đề nghị Sở Nội vụ trả lại."
        )


def may_recall(
    duty_state: str, mode: str, submission_state: str, due_on: date | None, today: date
) -> bool:
    """Whether the button is shown."""
    try:
        check_recall(duty_state, mode, submission_state, due_on, today)
    except CannotRecall:
        return False
    return True
