"""What does not add up in the lists of a plan. A warning stops nothing: the document may say so."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portal.deadlines.rules import resolve
from portal.deadlines.work_calendar import WorkCalendar
from portal.plans.item_rules import Subject, SurveyGroup, Task
from portal.publishing.findings import Finding
from portal.vietnamese import fold, format_number, legal_date

#: “2 phiếu × 20 sở, ban, ngành”: ballots for each unit, and how many units.
_RULE = re.compile(r"(\d{1,6})\s*phieu\s*[x×*]\s*(\d{1,6})")
_YEAR_PLAN = re.compile(r"\bke hoach\b(?!.*\bgiai doan\b)[^;]*?\bnam (\d{4})\b")


def warnings_of(lists: Mapping[str, list[Any]], calendar: WorkCalendar) -> list[str]:
    """Every warning about a plan. ``lists``: its rows by the name of their list."""
    ballots = ballot_warnings(lists.get("survey_groups", []), lists.get("subjects", []))
    return ballots + step_warnings(lists.get("tasks", []), calendar)


def ballot_warnings(groups: Iterable[SurveyGroup], subjects: Iterable[Subject]) -> list[str]:
    """Numbers of ballots that do not fit their rule, and rules that count other units than the
    blocks to be assessed have (DOMAIN 1.11, trap 9)."""
    sizes = {subject.block.code: len(subject.units) for subject in subjects}
    found = []
    for group in groups:
        stated = _RULE.search(fold(group.ballots_rule))
        if group.ballots is None or not stated:
            continue
        each, counted = int(stated[1]), int(stated[2])
        if each * counted != group.ballots:
            found.append(
                f"Mã phiếu {group.ballot_code}: {each} phiếu × {counted} là "
                f"{format_number(each * counted)}, nhưng số phiếu ghi "
                f"{format_number(group.ballots)}."
            )
        known = [sizes[block.code] for block in group.rates if block.code in sizes]
        if group.rates and len(known) == len(group.rates) and sum(known) != counted:
            names = ", ".join(block.name for block in group.rates)
            found.append(
                f"Mã phiếu {group.ballot_code}: {names} có {sum(known)} đơn vị, "
                f"nhưng cách tính số phiếu chỉ tính {counted}."
            )
    return found


def step_warnings(tasks: Iterable[Task], calendar: WorkCalendar) -> list[str]:
    """Supervision that comes after everything it supervises has ended (trap 10)."""
    found = []
    ends: dict[str, tuple[date, str]] = {}
    for task in tasks:
        due = resolve(task.due, calendar) if task.due else None
        if due is None or due.last_day is None:
            continue
        starts = due.first_day or due.last_day
        ended, number = ends.get(task.step, (None, ""))
        if ended and task.step and fold(task.title).startswith("giam sat") and starts > ended:
            found.append(
                f"Việc {task.number} (giám sát) bắt đầu ngày {legal_date(starts)}, "
                f"sau khi việc {number} hết hạn ngày {legal_date(ended)}."
            )
        if ended is None or due.last_day > ended:
            ends[task.step] = (due.last_day, task.number)
    return found


def list_findings(
    lists: Mapping[str, list[Any]], calendar: WorkCalendar, link: str = ""
) -> list[Finding]:
    """The warnings about the lists as findings of the lint."""
    found = [
        ("ballots", "Số phiếu không khớp cách tính", "survey_groups", one)
        for one in ballot_warnings(lists.get("survey_groups", []), lists.get("subjects", []))
    ]
    found += [
        ("supervision", "Giám sát sau khi việc đã hết hạn", "tasks", one)
        for one in step_warnings(lists.get("tasks", []), calendar)
    ]
    return [
        Finding(
            kind, "look", title, words, path, link=link,
            advice="So với văn bản đã ký; nếu văn bản ghi như vậy thì nêu lý do giữ nguyên.",
        )
        for kind, title, path, words in found
    ]  # fmt: skip


def basis_year(line: str) -> int | None:
    """The year of the yearly plan that a line of legal bases names; None for other bases."""
    found = _YEAR_PLAN.search(fold(line))
    return int(found[1]) if found else None
