"""What a report still lacks, in a few words for a reminder or a call."""

from portal.inspections.models import Remediation
from portal.reports.models import Duty
from portal.reports.overview import overview
from portal.reports.remediation_duties import remediations_of


def missing_parts(duty: Duty) -> tuple[str, ...]:
    """The parts that are not filled in yet; empty when only the sending is missing."""
    if duty.kind == "remediation_report" and duty.visit_id:
        left = [row for row in remediations_of(duty.visit) if not _is_told(row)]
        return (f"{len(left)} nội dung chưa báo cáo khắc phục",) if left else ()
    if duty.form_id is None:
        return ("văn bản đã ký",)
    counts: dict[str, int] = {}
    for gap in overview(duty).gaps:
        counts[gap.part] = counts.get(gap.part, 0) + 1
    words = {
        "outline": f"Đề cương còn {counts.get('outline')} mục",
        "tasks": "Phụ lục I chưa kê nhiệm vụ",
        "statistics": f"Phụ lục II còn {counts.get('statistics')} ô",
    }
    return tuple(text for part, text in words.items() if part in counts)


def _is_told(row: Remediation) -> bool:
    """Whether a finding is reported and not found wanting, or verified without a report."""
    if row.outcome:
        return row.outcome == "verified"
    return row.reported_on is not None
