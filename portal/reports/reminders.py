"""The text of a reminder, to be pasted into Zalo, a message or an e-mail. Pure."""

from dataclasses import dataclass
from datetime import date

from portal.deadlines.rules import remaining
from portal.vietnamese import format_date


class NotForUnannounced(ValueError):
    """The visit is unannounced: nobody may write to the unit about it."""


class NothingOwed(ValueError):
    """The report has come in or is waived: there is nothing to remind of."""


@dataclass(frozen=True)
class Reminder:
    """What a reminder says of one report; ``link`` is the address where the unit works on it.

    ``working_days`` counts the working days left, None where the calendar is not known;
    ``first_session`` is the day of the visit, ``missing`` names the parts not filled yet.
    """

    unit: str
    report: str
    plan: str
    state: str
    due_on: date | None
    due_sentence: str
    link: str
    sender: str
    first_session: date | None = None
    working_days: int | None = None
    returned_note: str = ""
    missing: tuple[str, ...] = ()
    unannounced: bool = False


def reminder_text(reminder: Reminder, today: date) -> str:
    """The message, one thing a line, without marks that a chat program would change.

    NotForUnannounced and NothingOwed when there must be no message.
    """
    if reminder.unannounced:
        raise NotForUnannounced("Cuộc kiểm tra đột xuất: không gửi tin nhắc cho đơn vị.")
    if reminder.state not in ("open", "returned"):
        raise NothingOwed("Báo cáo này đã nộp hoặc được miễn nên không cần nhắc.")
    lines = [f"Kính gửi {reminder.unit},", _owed(reminder), _deadline(reminder, today)]
    if reminder.first_session and reminder.first_session >= today:
        lines.append(f"Ngày kiểm tra: {format_date(reminder.first_session)}.")
    if reminder.returned_note:
        lines.append(f"Lý do trả lại: {reminder.returned_note}")
    if reminder.missing:
        lines.append("Phần chưa xong: " + "; ".join(reminder.missing) + ".")
    lines += [f"Nộp tại: {reminder.link}", "Nếu đã gửi, xin bỏ qua tin này. Trân trọng cảm ơn."]
    lines.append(reminder.sender)
    return "\n".join(lines)


def _owed(reminder: Reminder) -> str:
    if reminder.state == "returned":
        return f"{reminder.report} ({reminder.plan}) đã được trả lại để sửa, đề nghị nộp lại."
    return f"Đề nghị quý cơ quan, đơn vị gửi {reminder.report} theo {reminder.plan}."


def _deadline(reminder: Reminder, today: date) -> str:
    if reminder.due_on is None:
        return f"Hạn nộp: {reminder.due_sentence or 'chưa ấn định'}."
    left = remaining(reminder.due_on, today)
    words = left.text
    if left.tone in ("soon", "later") and reminder.working_days is not None:
        words += f", trong đó {reminder.working_days} ngày làm việc"
    sentence = reminder.due_sentence or f"Chậm nhất hết ngày {format_date(reminder.due_on)}"
    return f"Hạn nộp: {sentence} – {words}."
