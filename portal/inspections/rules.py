"""Decisions about visits, findings and remediation, without a database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.vietnamese import fold, format_date

_HOUR = re.compile(r"([0-9]+)\s*(?::|[hg](?=\s*[0-9]|\b)|giờ)\s*([0-9]+)?")
PARTS = {"morning": "Buổi sáng", "afternoon": "Buổi chiều", "day": "Cả ngày"}
METHODS = {
    "Trực tiếp tại đơn vị": "Trực tiếp tại đơn vị",
    "Qua báo cáo, hồ sơ": "Qua báo cáo, hồ sơ",
    "Trực tuyến": "Trực tuyến",
    "Phúc tra, tái kiểm tra": "Phúc tra, tái kiểm tra",
}
VISIT_STATES = {
    "planned": "Theo lịch",
    "under_way": "Đang kiểm tra",
    "visited": "Đã kiểm tra",
    "concluded": "Đã kết luận",
    "cancelled": "Đã hủy",
}
SESSION_STATES = {
    "planned": "Theo lịch",
    "moved": "Đã dời",
    "cancelled": "Đã hủy",
    "done": "Đã làm việc",
}
FINDING_KINDS = {
    "strength": "Ưu điểm",
    "shortcoming": "Tồn tại, hạn chế",
    "violation": "Vi phạm",
}
#: Kinds that the unit has to put right.
TO_REMEDY = frozenset({"shortcoming", "violation"})
#: The direction of the reform and its six tasks; DOMAIN 1.5, Q8.
DOMAINS = {
    "chi-dao-dieu-hanh": "Công tác chỉ đạo, điều hành",
    "the-che": "Cải cách thể chế",
    "thu-tuc-hanh-chinh": "Cải cách thủ tục hành chính",
    "to-chuc-bo-may": "Cải cách tổ chức bộ máy",
    "cong-vu": "Cải cách chế độ công vụ",
    "tai-chinh-cong": "Cải cách tài chính công",
    "chinh-quyen-so": "Xây dựng chính quyền điện tử, chính quyền số",
}
MEMBER_ROLES = {
    "head": "Trưởng đoàn",
    "deputy": "Phó Trưởng đoàn",
    "secretary": "Thư ký",
    "member": "Thành viên",
}
REMEDIATION_STATES = {
    "open": "Chưa báo cáo",
    "overdue": "Quá hạn báo cáo",
    "reported": "Đã báo cáo",
    "insufficient": "Chưa đạt, cần khắc phục tiếp",
    "verified": "Đã xác minh",
}
OUTCOMES = {"verified": "Đã xác minh: đã khắc phục", "insufficient": "Chưa đạt"}
EXTRACT_NOTE = "Bản trích công khai: một số nội dung của thông báo kết luận không đăng công khai."


@dataclass(frozen=True)
class PublicState:
    """How a visit stands on the public site: a code, words for it and the tone of its tag."""

    code: str
    text: str
    tone: str


HIDDEN = PublicState("hidden", "Chưa công khai", "purple")
NEVER = PublicState("unpublished", "Chưa đăng", "yellow")
CHANGED = PublicState("changed", "Có thay đổi chưa đăng", "orange")
CURRENT = PublicState("published", "Đã đăng", "green")
WITHDRAWN = PublicState("withdrawn", "Đã ngừng đăng", "grey")
#: Of what followed a conclusion that readers no longer have: it is not shown without it.
ENDED_WITH = PublicState("withdrawn", "Kết luận đã ngừng đăng", "grey")
ERASED = PublicState("erased", "Đã xóa theo quy định của pháp luật", "red")
NOTHING = PublicState("nothing", "Không đăng", "grey")


def remediation_state(
    due_on: date | None, reported_on: date | None, outcome: str, today: date
) -> str:
    """The state of one remediation on ``today``, a key of ``REMEDIATION_STATES``.

    Verified and reported are separate facts: a report alone never counts as done. Without a
    report the day after ``due_on`` is the first that is overdue.
    """
    if outcome in ("verified", "insufficient"):
        return outcome
    if reported_on is not None:
        return "reported"
    return "overdue" if due_on is not None and today > due_on else "open"


def before_visit(day: date, held: date | None) -> str:
    """Why ``day`` cannot be of a visit with its session on ``held``; "" when it can."""
    if held is None or day >= held:
        return ""
    return f"Ngày này sớm hơn buổi làm việc của cuộc kiểm tra ({format_date(held)})."


def bad_time(text: str) -> str:
    """Why the hours in a text such as “8 giờ 30 đến 11h” cannot be; "" when they can."""
    found = [(int(hour), int(minute or 0)) for hour, minute in _HOUR.findall(text.lower())]
    if text.strip().isdecimal():
        found.append((int(text), 0))
    if all(hour < 24 and minute < 60 for hour, minute in found):
        return ""
    return "Giờ từ 0 đến 23, phút từ 0 đến 59. Ví dụ: 08:00 hoặc 14 giờ 30."


def slug_for(year: int, unit_code: str, unannounced: bool, taken: Iterable[str]) -> str:
    """A new slug: ``<year>/<unit code>``, with ``-2``, ``-3`` … when taken.

    Unannounced visits are counted apart, so that a gap in the numbers never tells of one.
    """
    base = f"{year}/{unit_code}" + ("-dot-xuat" if unannounced else "")
    used = set(taken)
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in used:
        number += 1
    return slug


def next_code(prefix: str, taken: Iterable[str]) -> str:
    """The next free code ``<prefix>1``, ``<prefix>2`` …; codes of removed rows stay used."""
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


@dataclass(frozen=True)
class DayLine:
    """The sessions of one day in one line; ``gone``: moved or cancelled, to be struck through."""

    on: date
    text: str
    gone: bool = False


def day_lines(sessions: Iterable[tuple[date, str, str]]) -> list[DayLine]:
    """Sessions as (day, part, state), in order, put together day by day: “sáng, chiều”."""
    lines: dict[tuple[date, str], list[str]] = {}
    for on, part, state in sessions:
        how = state if state in ("moved", "cancelled") else ""
        word = PARTS[part].lower().removeprefix("buổi ")
        words = lines.setdefault((on, how), [])
        if word not in words:
            words.append(word)
    return [
        DayLine(
            on, ", ".join(words) + (f" ({SESSION_STATES[how].lower()})" if how else ""), bool(how)
        )
        for (on, how), words in lines.items()
    ]


def assembled_summary(findings: Iterable[tuple[str, str, bool]]) -> str:
    """A first summary from (kind, text, public) of findings: public ones only, by kind."""
    parts = []
    listed = [(kind, text) for kind, text, public in findings if public]
    for kind, title in FINDING_KINDS.items():
        texts = [text for of_kind, text in listed if of_kind == kind]
        if texts:
            parts.append(f"{title}:\n" + "\n".join(f"- {text}" for text in texts))
    return "\n\n".join(parts)


def leaked(summary: str, hidden: Iterable[str]) -> str:
    """The first of the ``hidden`` texts that stands in ``summary`` all the same, else empty.

    Compared without accents, case and blanks: a pasted sentence is found however it came.
    """
    within = " ".join(fold(summary).split())
    for text in hidden:
        bare = " ".join(fold(text).split())
        if bare and bare in within:
            return text
    return ""
