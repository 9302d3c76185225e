"""Dates that a text spells out, held against the deadlines and sessions of its plan.

A deadline lives in one place, as a rule; what the text says beside it gets stale when the rule is
changed. Only dates with a boundary word and a duty that can be told from the sentence are judged.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.deadlines.rules import resolve
from portal.deadlines.wording import stated_words
from portal.deadlines.work_calendar import WorkCalendar
from portal.documents.blocks import Block
from portal.plans.lint_rules import PlanFacts
from portal.publishing.findings import Finding
from portal.vietnamese import fold, legal_date

_DAY = r"(?:ngày\s+)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})"
_BOUND = re.compile(
    rf"(?P<word>chậm nhất|muộn nhất|hạn cuối|đến hết|trước)\s*(?:là\s+|vào\s+)?{_DAY}", re.I
)
_SESSION = re.compile(
    rf"(?:kiểm tra|làm việc)\s+(?:tại|với|ở)\s+(?P<unit>[^,;.]{{4,80}}?)\s*,?\s*(?:vào\s+)?{_DAY}",
    re.I,
)
#: Which duty a sentence is about: every one of the words must stand in it (folded).
_ABOUT = (
    ("self_inspection_report", ("tu kiem tra", "bao cao")),
    ("remediation_report", ("khac phuc", "bao cao")),
    ("schedule_notice", ("thong bao", "lich")),
    ("visit_report", ("de cuong", "bao cao")),
)
_KIND = {"trước": "before_date"}


@dataclass(frozen=True)
class Literal:
    """A date with its boundary word as the text has it."""

    kind: str
    day: date
    words: str


def date_findings(
    blocks: Iterable[Block], plan: PlanFacts, calendar: WorkCalendar, link: str = ""
) -> Iterator[Finding]:
    """Places where the text and the plan's own deadlines or sessions say different days."""
    for block in blocks:
        for part in re.split(r"[;.](?=\s|$)", block.text):
            yield from _deadline_findings(part, block.anchor, plan, calendar, link)
            yield from _session_findings(part, block.anchor, plan, link)


def _deadline_findings(
    part: str, anchor: str, plan: PlanFacts, calendar: WorkCalendar, link: str
) -> Iterator[Finding]:
    duty = _duty(fold(part))
    rules = [
        (one, resolve(one.rule, calendar))
        for strand in plan.strands
        for one in strand.duties
        if one.duty == duty and one.rule.day is not None
    ]
    if not duty or not rules:
        return
    for literal in _literals(part):
        if any(one.rule.kind == literal.kind and one.rule.day == literal.day for one, _ in rules):
            continue
        said = "; ".join(
            f"{stated_words(one.rule)[0].lower()}{stated_words(one.rule)[1:]}" for one, _ in rules
        )
        yield Finding(
            "date_conflict", "look",
            f"Văn bản ghi “{literal.words}”, thời hạn của kế hoạch là {said}",
            _short(part), "body_html", rules[0][0].title, anchor,
            "Sửa thời hạn hoặc câu trong văn bản để hai nơi khớp nhau.",
            rules[0][0].link or link,
        )  # fmt: skip


def _session_findings(part: str, anchor: str, plan: PlanFacts, link: str) -> Iterator[Finding]:
    """“… kiểm tra tại Sở X ngày 12/6/2024” where the schedule has another day for Sở X."""
    for match in _SESSION.finditer(part):
        day = _date(match.group(2), match.group(3), match.group(4))
        named = fold(match["unit"])
        for strand in plan.strands:
            for code, days in strand.sessions.items():
                known = fold(strand.units.get(code, ""))
                if day and known and known in named and days and day not in days:
                    planned = ", ".join(legal_date(one) for one in sorted(days))
                    yield Finding(
                        "session_conflict", "look",
                        f"Văn bản ghi kiểm tra ngày {legal_date(day)}, lịch có ngày {planned}",
                        _short(part), "body_html", strand.units[code], anchor,
                        "Sửa lịch (dời buổi, có lý do) hoặc sửa câu trong văn bản.", link,
                    )  # fmt: skip


def _duty(folded: str) -> str:
    return next((code for code, words in _ABOUT if all(one in folded for one in words)), "")


def _literals(part: str) -> list[Literal]:
    found = []
    for match in _BOUND.finditer(part):
        day = _date(match.group(2), match.group(3), match.group(4))
        if day:
            kind = _KIND.get(match["word"].lower(), "by_date")
            found.append(Literal(kind, day, " ".join(match[0].split())))
    return found


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _short(part: str) -> str:
    text = part.strip(" -–+")
    return text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + "…"
