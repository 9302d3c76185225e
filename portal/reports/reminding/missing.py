"""What reports still lack, in a few words for a reminder or a call; many at a time."""

from collections import defaultdict
from typing import Any

from portal.inspections.models import Finding, Remediation
from portal.reports import history_queries, queries
from portal.reports.models import DraftField, Duty, Submission
from portal.reports.overview import Overview
from portal.reports.queries import StoredField
from portal.reports.rules import labels_of


def missing_parts(duty: Duty) -> tuple[str, ...]:
    """The parts of one report that are not filled in; empty when only the sending is missing."""
    return missing_of([duty])[duty.id]


def missing_of(duties: list[Duty]) -> dict[int, tuple[str, ...]]:
    """The same of many reports, by their numbers: three queries, and one for each unit that has
    an accepted report of the year before."""
    found: dict[int, tuple[str, ...]] = {}
    if not duties:
        return found
    on_form = [duty for duty in duties if duty.form_id]
    fields, reported = _fields(on_form), _have_accepted(on_form)
    untold = _untold([duty.visit_id for duty in duties if duty.kind == "remediation_report"])
    labels: dict[tuple[int, int], dict[str, str]] = {}
    for duty in duties:
        if not duty.form_id:
            found[duty.id] = _of_paper(duty, untold)
            continue
        definition = queries.definition_of(duty)
        known = history_queries.previous_year_values(duty) if duty.unit_id in reported else {}
        key = (id(definition), duty.year)
        if key not in labels:
            labels[key] = labels_of(definition, duty.year)
        own = fields.get(duty.id, {})
        seen = Overview(
            duty, definition, labels[key], own, queries.values_in(duty, own, known),
            queries.done_marks(own), [], [], known,
        )  # fmt: skip
        found[duty.id] = _words(seen)
    return found


def _words(seen: Overview) -> tuple[str, ...]:
    counts: dict[str, int] = defaultdict(int)
    for gap in seen.gaps:
        counts[gap.part] += 1
    words = {
        "outline": f"Đề cương còn {counts['outline']} mục",
        "tasks": "Phụ lục I chưa kê nhiệm vụ"
        if any(gap.field == "tasks" for gap in seen.gaps)
        else f"Phụ lục I còn {counts['tasks']} dòng chưa lưu được",
        "statistics": f"Phụ lục II còn {counts['statistics']} ô",
    }
    return tuple(text for part, text in words.items() if counts[part])


def _of_paper(duty: Duty, untold: dict[int, int]) -> tuple[str, ...]:
    if duty.kind != "remediation_report" or not duty.visit_id:
        return ("văn bản đã ký",)
    left = untold.get(duty.visit_id, 0)
    return (f"{left} nội dung chưa báo cáo khắc phục",) if left else ()


def _fields(duties: list[Duty]) -> dict[int, dict[str, StoredField]]:
    columns = [getattr(DraftField, name) for name in StoredField._fields]
    rows: Any = DraftField.select(DraftField.duty, *columns).where(
        DraftField.duty.in_([duty.id for duty in duties] or [0])
    )
    found: dict[int, dict[str, StoredField]] = defaultdict(dict)
    for number, *row in rows.tuples():
        field = StoredField(*row)
        found[number][field.code] = field
    return found


def _have_accepted(duties: list[Duty]) -> set[int]:
    """Units with an accepted report of an earlier year: most units of a first year have none."""
    rows = (
        Duty.select(Duty.unit)
        .join(Submission)
        .where(
            Duty.unit.in_({duty.unit_id for duty in duties} or [0]),
            Duty.year < max((duty.year for duty in duties), default=0),
            Submission.state == "accepted",
        )
        .distinct()
    )
    return {row.unit_id for row in rows}


def _untold(visits: list[int]) -> dict[int, int]:
    """Visit → how many findings are not reported as put right, or were found wanting."""
    rows = (
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit.in_([visit for visit in visits if visit] or [0]))
        .order_by(Remediation.id)
    )
    found: dict[int, int] = defaultdict(int)
    for row in rows:
        told = row.outcome == "verified" if row.outcome else row.reported_on is not None
        found[row.finding.visit_id] += not told
    return found
