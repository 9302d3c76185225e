"""Decisions about more time: what may be asked for. Pure; ``today`` is an argument."""

from datetime import date

from portal.vietnamese import format_date

STATES = {
    "asked": ("Chờ Sở Nội vụ xem xét", "blue"),
    "granted": ("Được gia hạn", "green"),
    "refused": ("Không được gia hạn", "orange"),
    "withdrawn": ("Đơn vị đã rút", "grey"),
    "lapsed": ("Không còn cần trả lời", "grey"),
}
#: No deadline of a year's plan lies further off.
_LONGEST = 366


class BadWish(ValueError):
    """A day that cannot be asked for; the message is for the person who typed it."""


def check_wish(wished_on: date, due_on: date | None, today: date) -> None:
    """Refuse a day that is over, that gives no more time, or that lies more than a year off."""
    if wished_on < today:
        raise BadWish("Ngày đề nghị không được ở trước ngày hôm nay.")
    if due_on and wished_on <= due_on:
        raise BadWish(f"Ngày đề nghị phải sau hạn hiện nay ({format_date(due_on)}).")
    if (wished_on - max(today, due_on or today)).days > _LONGEST:
        raise BadWish("Ngày đề nghị xa quá một năm; hãy xem lại năm.")


def needs_consent(wished_on: date, first_session: date | None) -> bool:
    """Whether the day is the visit's or later, so that its head has to agree."""
    return first_session is not None and wished_on >= first_session
