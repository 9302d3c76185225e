"""Decisions about the inbox and its e-mail copies: when to try again, what a letter says. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

#: Where an item leads: its page → (endpoint, name of the number in the address, "" for none;
#: “#kn-” is a place on the page that the number ends).
PAGES = {
    "unit_duty": ("reports_unit.report", "duty_id"),
    "office_duty": ("reports_office.duty", "duty_id"),
    "keyed": ("reports_unit.keyed", "duty_id"),
    "extension": ("reports_office.extend", "duty_id"),
    "week": ("reports_office.week", ""),
    "unit_petition": ("inspections_unit.petitions", "#kn-"),
}
KINDS = {
    "reminder": "Nhắc hạn",
    "returned": "Trả lại",
    "accepted": "Chấp nhận",
    "extension": "Gia hạn",
    "moved": "Đổi hạn",
    "dropped": "Thôi nộp",
    "restored": "Nộp trở lại",
    "keyed": "Nhập thay",
    "recalled": "Thu hồi",
    "answered": "Trả lời kiến nghị",
    "below": "Chờ cấp trên duyệt",
    "weekly": "Tổng hợp tuần",
}
#: Between one try and the next; after the last the letter is given up. Two days in all.
_WAITS = tuple(timedelta(minutes=n) for n in (5, 15, 60, 180, 360, 720, 1440))
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def address_of(page: str, target: int | None) -> tuple[str, dict[str, Any]] | None:
    """(endpoint, values) of the page an item is about; None for one that leads nowhere."""
    if page not in PAGES:
        return None
    endpoint, name = PAGES[page]
    if not name:
        return endpoint, {}
    if target is None:
        return None
    if name.startswith("#"):
        return endpoint, {"_anchor": f"{name[1:]}{target}"}
    return endpoint, {name: target}


@dataclass(frozen=True)
class QuietHours:
    """No e-mail from ``begins`` o'clock to ``ends`` o'clock, nor on rest days.

    What is written meanwhile goes out in the first run after it.
    """

    begins: int
    ends: int

    def hold(self, at: datetime, rest_day: bool) -> bool:
        """Whether e-mail waits at ``at`` (on the clock of the province)."""
        over_midnight = self.begins > self.ends
        night = (at.hour >= self.begins, at.hour < self.ends)
        return rest_day or (any(night) if over_midnight else all(night))


#: When the letter of the day goes out where no quiet hours are set.
MORNING = 7


def quiet_hours(text: str) -> QuietHours | None:
    """The quiet hours of a setting, “20-7”; None for an empty one. ValueError for any other."""
    if not text.strip():
        return None
    begins, ends = (int(part) for part in text.split("-"))
    if not (0 <= begins <= 24 and 0 <= ends <= 24 and begins != ends):
        raise ValueError(f"QUIET_HOURS: {text}")
    return QuietHours(begins, ends)


def last_morning(at: datetime, hour: int) -> datetime:
    """The newest moment at ``hour`` o'clock that is not after ``at`` (same clock)."""
    today = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today <= at else today - timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """Something a person is told. ``key`` names the event: the same one is told once."""

    kind: str
    key: str
    title: str
    text: str = ""
    page: str = ""
    target: int | None = None


@dataclass(frozen=True)
class Line:
    """An item as a letter shows it; ``link`` is empty where the address is not known."""

    title: str
    text: str
    link: str


def is_address(text: str) -> bool:
    """Whether ``text`` can be an e-mail address; ASCII alone, no display name."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None and ".." not in text


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after ``tries`` failures; None when the letter is given up."""
    return now + _WAITS[tries - 1] if 0 < tries <= len(_WAITS) else None


def is_final(code: int) -> bool:
    """Whether an answer of the mail server (SMTP code) means that no later try can succeed."""
    return 500 <= code < 600


def subject_of(titles: list[str], portal: str) -> str:
    """The subject: the only item's title, or how many there are."""
    said = titles[0] if len(titles) == 1 else f"{len(titles)} tin mới trong hộp tin"
    text = f"[{portal}] {said}" if portal else said
    return " ".join(text.split())[:180]


def letter_text(name: str, lines: Iterable[Line], inbox: str) -> str:
    """The body: every item with its own link. ``inbox`` is the address of the inbox, or ""."""
    parts = [f"Kính gửi {name},", "", "Trong hộp tin của anh/chị có tin mới:", ""]
    for number, line in enumerate(lines, start=1):
        parts.append(f"{number}. {line.title}")
        parts += [f"   {part}" for part in line.text.splitlines() if part.strip()]
        if line.link:
            parts.append(f"   {line.link}")
        parts.append("")
    where = f": {inbox}" if inbox else ""
    parts.append(f"Thư này là bản sao của hộp tin trên cổng{where}. Xin không trả lời thư này.")
    return "\n".join(parts)
