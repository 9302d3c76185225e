"""Clashes of a visit with the rest of the schedule: warnings, never refusals.

Sources: schedule notice and composition of the team in the plans (DOMAIN 1.4 D4, trap 13);
“không gây trở ngại” for a unit visited too often.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from portal.deadlines.rules import Due, WorkCalendar
from portal.inspections.rules import PARTS
from portal.vietnamese import fold, format_date, weekday_name

#: A unit visited again within this many days is worth a second thought.
UNIT_GAP_DAYS = 30


@dataclass(frozen=True)
class Member:
    """A member of a team: account if any, name, code of the agency."""

    name: str
    agency: str = ""
    role: str = "member"
    user_id: int | None = None

    def is_same(self, other: "Member") -> bool:
        """Whether both are one person: the same account, or the same name and agency."""
        if self.user_id is not None and other.user_id is not None:
            return self.user_id == other.user_id
        return (fold(self.name), self.agency) == (fold(other.name), other.agency)


@dataclass(frozen=True)
class Booked:
    """A planned session of another visit."""

    visit_id: int
    unit_code: str
    unit_name: str
    team_id: int | None
    on: date
    part: str
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """The visit as somebody wants to save it; ``days`` are (date, part) of its sessions."""

    unit_code: str
    unit_name: str
    days: tuple[tuple[date, str], ...]
    team_id: int | None = None
    members: tuple[Member, ...] = ()
    visit_id: int | None = None
    unannounced: bool = False
    in_strand: bool = True


@dataclass(frozen=True)
class Clash:
    """One warning: a code for tests and styles, and the sentence people read."""

    code: str
    text: str


def clashes(
    wanted: Wanted,
    booked: list[Booked],
    calendar: WorkCalendar,
    notice: Due | None,
    today: date,
    report: Due | None = None,
) -> list[Clash]:
    """Everything that speaks against the visit as wanted, in the order of its weight.

    ``notice`` is the deadline of the schedule notice for the first day, None without a rule;
    ``report`` that of the unit's report, None also when the first day stays as it was.
    """
    others = [row for row in booked if row.visit_id != wanted.visit_id]
    found = [*_own_agency(wanted), *_same_team(wanted, others), *_same_member(wanted, others)]
    found += [*_unit_again(wanted, others), *_rest_days(wanted, calendar)]
    if not wanted.in_strand:
        found.append(
            Clash(
                "not_in_strand",
                f"{wanted.unit_name} không có trong danh sách đơn vị của loại kiểm tra đã chọn.",
            )
        )
    if notice and notice.last_day and notice.last_day < today and not wanted.unannounced:
        found.append(
            Clash(
                "notice",
                "Không còn đủ thời gian thông báo lịch: hạn thông báo là hết ngày "
                f"{format_date(notice.last_day)}.",
            )
        )
    if report and report.last_day and report.last_day < today and not wanted.unannounced:
        found.append(
            Clash(
                "report",
                "Đơn vị không còn thời gian nộp báo cáo: hạn nộp tính theo lịch này là hết ngày "
                f"{format_date(report.last_day)}, đã qua.",
            )
        )
    return list(dict.fromkeys(found))


def digest(found: list[Clash]) -> str:
    """A short mark of the warnings shown, so that “Vẫn lưu” never accepts unseen ones."""
    text = "\n".join(sorted(clash.text for clash in found))
    return hashlib.sha256(text.encode()).hexdigest()[:16] if found else ""


def _own_agency(wanted: Wanted) -> list[Clash]:
    own = [member for member in wanted.members if member.agency == wanted.unit_code]
    if not own:
        return []
    text = (
        f"{wanted.unit_name} có người trong Đoàn kiểm tra "
        f"({', '.join(member.name for member in own)}). "
        "Thành viên này không dự buổi kiểm tra cơ quan mình."
    )
    if any(member.role == "head" for member in own):
        text += " Người này là Trưởng đoàn: cần giao Phó Trưởng đoàn chủ trì."
    return [Clash("own_agency", text)]


def _same_team(wanted: Wanted, others: list[Booked]) -> list[Clash]:
    if wanted.team_id is None:
        return []
    days = {on for on, _ in wanted.days}
    return [
        Clash(
            "team",
            f"Đoàn kiểm tra đã có lịch tại {row.unit_name} ngày {format_date(row.on)} "
            f"({PARTS[row.part].lower()}).",
        )
        for row in others
        if row.team_id == wanted.team_id and row.on in days
    ]


def _same_member(wanted: Wanted, others: list[Booked]) -> list[Clash]:
    days = {on for on, _ in wanted.days}
    return [
        Clash(
            "chair" if member.role == "head" else "member",
            ("Trưởng đoàn " if member.role == "head" else "")
            + f"{member.name} đã có lịch với Đoàn khác tại {row.unit_name} "
            f"ngày {format_date(row.on)}.",
        )
        for row in others
        if row.on in days and row.team_id != wanted.team_id
        for member in wanted.members
        if any(member.is_same(other) for other in row.members)
    ]


def _unit_again(wanted: Wanted, others: list[Booked]) -> list[Clash]:
    found: dict[int, Clash] = {}
    for row in others:
        gaps = [abs((row.on - on).days) for on, _ in wanted.days]
        if row.unit_code == wanted.unit_code and min(gaps, default=999) <= UNIT_GAP_DAYS:
            found.setdefault(
                row.visit_id,
                Clash(
                    "unit_again",
                    f"{wanted.unit_name} đã có một cuộc kiểm tra khác ngày {format_date(row.on)}, "
                    f"cách chưa quá {UNIT_GAP_DAYS} ngày.",
                ),
            )
    return list(found.values())


def _rest_days(wanted: Wanted, calendar: WorkCalendar) -> list[Clash]:
    return [
        Clash("rest_day", f"{weekday_name(on)}, ngày {format_date(on)} là ngày nghỉ.")
        for on in sorted({on for on, _ in wanted.days})
        if not calendar.is_working(on)
    ]
