"""What does not fit together in a plan: its deadlines, units, team, numbers and signature.

Each finding names a trap of the real documents (DOMAIN 1.11). ``PlanFacts`` is all that is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.rules import resolve
from portal.deadlines.wording import stated_words
from portal.deadlines.work_calendar import WorkCalendar
from portal.publishing.findings import Finding
from portal.vietnamese import fold, legal_date

#: Kinds of inspection by which a team comes to a unit.
VISITED = frozenset({"onsite", "unannounced", "online", "recheck"})
#: What comes after a visit, and what comes before it.
_AFTER = frozenset({"remediation_report"})
_BEFORE = frozenset({"visit_report", "schedule_notice"})
_BOUNDARIES = {"before_date": "trước ngày", "by_date": "chậm nhất ngày", "on_date": "đúng ngày"}


@dataclass(frozen=True)
class DutyFacts:
    """A deadline of a strand; ``link`` is where it is edited."""

    title: str
    duty: str
    rule: DeadlineRule
    path: str = ""
    link: str = ""


@dataclass(frozen=True)
class StrandFacts:
    """A kind of inspection: its units by code and name, its deadlines, and the days on which
    units are visited by it (code → days of sessions that stand)."""

    code: str
    name: str
    mode: str
    units: dict[str, str] = field(default_factory=dict)
    duties: tuple[DutyFacts, ...] = ()
    sessions: dict[str, tuple[date, ...]] = field(default_factory=dict)
    link: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """A plan as the rules need it. ``team``: (unit code, name, role name, strand code)."""

    year: int
    strands: tuple[StrandFacts, ...]
    team: tuple[tuple[str, str, str, str], ...] = ()
    quantities: tuple[tuple[str, str, Any, Any, str], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    document: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def plan_findings(plan: PlanFacts, calendar: WorkCalendar) -> list[Finding]:
    """Everything that does not fit together, in the order of the plan."""
    found: list[Finding] = []
    for strand in plan.strands:
        found += boundary_findings(strand.duties, calendar)
        found += order_findings(strand, calendar)
    found += conflict_findings(plan)
    found += number_findings(plan)
    found += [_unknown(plan, words, name) for words, name in plan.unknown]
    found += signature_findings(plan.document, plan.links.get("document", ""))
    return found


def boundary_findings(duties: Iterable[DutyFacts], calendar: WorkCalendar) -> Iterator[Finding]:
    """One duty of one kind of inspection with two dates or two boundary words (trap 3)."""
    first: dict[str, DutyFacts] = {}
    for one in duties:
        key = one.duty if one.duty != "other" else f"other {fold(one.title)}"
        before = first.setdefault(key, one)
        # what has no fixed day is told in words; words cannot be compared
        if before is one or "free" in (before.rule.kind, one.rule.kind):
            continue
        old, new = resolve(before.rule, calendar), resolve(one.rule, calendar)
        if (before.rule.kind, old.last_day) == (one.rule.kind, new.last_day) and (
            before.rule.to_dict() == one.rule.to_dict()
        ):
            continue
        if one.duty == "other" and fold(before.title) != fold(one.title):
            continue
        words = f"“{stated_words(before.rule)}” và “{stated_words(one.rule)}”"
        last = [day for day in (old.last_day, new.last_day) if day]
        apart = f" (hạn cuối {' và '.join(legal_date(day) for day in last)})" if last else ""
        yield Finding(
            "two_boundaries", "look", f"Một việc ghi hai hạn: {words}{apart}",
            f"{before.title} / {one.title}", one.path, one.title,
            advice="Chọn một cách ghi theo văn bản đã ký. “Trước ngày” không tính ngày đó, "
            "“chậm nhất ngày” tính cả ngày đó.", link=one.link,
        )  # fmt: skip


def order_findings(strand: StrandFacts, calendar: WorkCalendar) -> Iterator[Finding]:
    """Deadlines on the wrong side of the visits they depend on (trap 4)."""
    if strand.mode not in VISITED:
        return
    ends, what = _last_visit(strand, calendar)
    starts = min((day for days in strand.sessions.values() for day in days), default=None)
    for one in strand.duties:
        due = resolve(one.rule, calendar)
        if due.last_day is None:
            continue
        if one.duty in _AFTER and ends and due.last_day <= ends:
            yield Finding(
                "before_visit", "look",
                f"Hạn {legal_date(due.last_day)} đến trước khi kiểm tra xong ({what})",
                one.title, one.path, one.title,
                advice="Sửa theo văn bản đã ký, hoặc tính hạn kể từ ngày ban hành kết luận: đơn "
                "vị được kiểm tra cuối đợt không thể báo cáo trước khi có kết luận.",
                link=one.link,
            )  # fmt: skip
        if one.duty in _BEFORE and starts and due.last_day >= starts:
            yield Finding(
                "after_visit", "look",
                f"Hạn {legal_date(due.last_day)} không trước buổi kiểm tra đầu tiên "
                f"(ngày {legal_date(starts)})",
                one.title, one.path, one.title,
                advice="Việc này phải xong trước ngày kiểm tra; hãy xem lại hạn hoặc lịch.",
                link=one.link,
            )  # fmt: skip
    yield from _notice_findings(strand)


def _last_visit(strand: StrandFacts, calendar: WorkCalendar) -> tuple[date | None, str]:
    """The last day on which the strand may visit, and how we know."""
    days = [day for one in strand.sessions.values() for day in one]
    if days:
        return max(days), f"buổi cuối theo lịch: {legal_date(max(days))}"
    for one in strand.duties:
        if one.duty != "other" or one.rule.kind not in ("month", "months", "quarter", "range"):
            continue
        last = resolve(one.rule, calendar).last_day
        if last and "kiem tra" in fold(one.title):
            words = stated_words(one.rule)
            return last, f"kế hoạch kiểm tra {words[0].lower()}{words[1:]}"
    return None, ""


def _notice_findings(strand: StrandFacts) -> Iterator[Finding]:
    """A report that is due before the unit learns when the visit is."""
    by_duty = {
        one.duty: one for one in strand.duties if one.rule.kind == "days_before_visit"
    }  # fmt: skip
    notice, report = by_duty.get("schedule_notice"), by_duty.get("visit_report")
    if notice and report and (notice.rule.n or 0) <= (report.rule.n or 0):
        yield Finding(
            "late_notice", "look",
            f"Thông báo lịch trước {notice.rule.n:02d} ngày, nhưng báo cáo phải gửi trước "
            f"{report.rule.n:02d} ngày",
            notice.title, notice.path, notice.title,
            advice="Đơn vị phải biết lịch trước khi tới hạn gửi báo cáo.", link=notice.link,
        )  # fmt: skip


_SITS_IN_ITS_OWN = (
    "Khi lập lịch, cử người của cơ quan khác và ghi thành viên của đơn vị này không dự buổi kiểm "
    "tra đơn vị mình."
)
_LEADS_ITS_OWN = (
    "Cơ quan chủ trì tự kiểm tra mình: giao cơ quan khác chủ trì cuộc kiểm tra đơn vị này, hoặc "
    "nêu trong kế hoạch ai kiểm tra cơ quan chủ trì."
)


def conflict_findings(plan: PlanFacts) -> Iterator[Finding]:
    """Units that are inspected by a team they send people to (trap 13)."""
    for strand in plan.strands:
        if strand.mode not in VISITED:
            continue
        seated = {
            code: role for code, _, role, own in plan.team if code and own in ("", strand.code)
        }
        for code in (code for code in strand.units if code in seated):
            yield Finding(
                "own_inspection", "look",
                f"{strand.units[code]} vừa được kiểm tra vừa có trong Đoàn "
                f"({seated[code][0].lower()}{seated[code][1:]})",
                strand.name, f"strands[{strand.code}]", strand.name,
                advice=_LEADS_ITS_OWN if seated[code] == "Chủ trì" else _SITS_IN_ITS_OWN,
                link=strand.link,
            )  # fmt: skip


def number_findings(plan: PlanFacts) -> Iterator[Finding]:
    """Numbers of units that the plan states and that its list does not have."""
    for strand in plan.strands:
        stated = [
            (title, low)
            for title, own, low, high, unit in plan.quantities
            if own == strand.code and unit == "đơn vị" and low == high and low is not None
            and "truc thuoc" not in fold(title)
        ]  # fmt: skip
        total = sum(low for _, low in stated)
        if stated and strand.units and total != len(strand.units):
            said = " + ".join(f"{low:02d}" for _, low in stated)
            yield Finding(
                "unit_count", "look",
                f"Ghi {said} đơn vị, danh sách có {len(strand.units):02d}",
                "; ".join(title for title, _ in stated), f"strands[{strand.code}].units",
                strand.name,
                advice="Sửa số đã ghi ở “Chỉ tiêu, số lượng” hoặc danh sách đơn vị.",
                link=strand.link,
            )  # fmt: skip


def signature_findings(document: dict[str, str], link: str = "") -> Iterator[Finding]:
    """A capacity of signing that does not fit the office of who signed (trap 11)."""
    capacity, title = document.get("sign_capacity", ""), fold(document.get("signer_title", ""))
    if not title:
        return
    deputy = title.startswith(("pho ", "quyen "))
    words = ""
    if title.startswith("pho ") and not capacity.startswith(("KT", "TM. KT", "TL", "TUQ")):
        words = "Cấp phó ký mà không ghi “KT.” (ký thay)"
    elif capacity.startswith("KT") and not deputy:
        words = "Ghi “KT.” (ký thay) nhưng người ký là cấp trưởng"
    if words:
        yield Finding(
            "signature", "look", words,
            f"{document.get('sign_capacity', '')} {document.get('signer_title', '')}".strip(),
            "document.sign_capacity", "Văn bản ban hành",
            advice="Ghi đúng như bản đã ký (Nghị định 30/2020/NĐ-CP, Phụ lục I).", link=link,
        )  # fmt: skip


def _unknown(plan: PlanFacts, words: str, name: str) -> Finding:
    return Finding(
        "unknown_unit", "hint", "Cơ quan không có trong danh mục đơn vị", name, "", words,
        advice="Chọn đơn vị trong danh mục để trang của đơn vị dẫn được tới kế hoạch này; cơ quan "
        "ngoài danh mục thì giữ nguyên.", link=plan.links.get("lists", ""),
    )  # fmt: skip
