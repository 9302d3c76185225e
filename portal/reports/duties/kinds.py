"""The kinds of report a unit may owe (báo cáo phải nộp): their titles, and what they follow from.

What a plan may ask for stands in ``plans.rules.DUTIES``; here is what a unit then owes. Pure.
"""

from dataclasses import dataclass
from typing import Literal

#: A visit (cuộc kiểm tra), its conclusion, a strand of self-inspection, or any strand of a plan.
Source = Literal["visit", "conclusion", "self_inspection", "strand"]


@dataclass(frozen=True)
class DutyKind:
    """``title`` may name the year; ``words`` are the short ones of lists.

    ``on_form``: filled in on the report form; otherwise the unit hands in a signed document.
    """

    title: str
    words: str
    source: Source
    on_form: bool = False


KINDS = {
    "visit_report": DutyKind(
        "Báo cáo kết quả thực hiện công tác cải cách hành chính năm {year}",
        "Báo cáo phục vụ kiểm tra",
        "visit",
        on_form=True,
    ),
    "self_inspection_plan": DutyKind(
        "Kế hoạch tự kiểm tra công tác cải cách hành chính năm {year}",
        "Kế hoạch tự kiểm tra",
        "self_inspection",
    ),
    "self_inspection_report": DutyKind(
        "Báo cáo kết quả tự kiểm tra công tác cải cách hành chính năm {year}",
        "Báo cáo tự kiểm tra",
        "self_inspection",
        on_form=True,
    ),
    "remediation_report": DutyKind(
        "Báo cáo kết quả khắc phục sau kiểm tra năm {year}",
        "Báo cáo khắc phục sau kiểm tra",
        "conclusion",
    ),
    "civil_service_half": DutyKind(
        "Báo cáo kết quả kiểm tra công vụ 06 tháng đầu năm {year}",
        "Báo cáo công vụ 06 tháng",
        "strand",
    ),
    "civil_service_year": DutyKind(
        "Báo cáo kết quả kiểm tra công vụ năm {year}", "Báo cáo công vụ năm", "strand"
    ),
}
#: Kinds that follow from the plan itself, with no visit between.
OF_PLAN = tuple(
    code for code, kind in KINDS.items() if kind.source in ("self_inspection", "strand")
)


def title_of(kind: str, year: int) -> str:
    """The title of a report of that kind, as the unit reads it."""
    return KINDS[kind].title.format(year=year)


def is_paper(kind: str) -> bool:
    """Whether a signed document is all that is handed in: no form, no findings to report on."""
    return kind in KINDS and not KINDS[kind].on_form and kind != "remediation_report"


def comes_before_visit(kind: str) -> bool:
    """Whether a report is there for a visit to read, so that its deadline lies before it. What
    follows from a conclusion comes after the visit by its nature."""
    return kind in KINDS and KINDS[kind].source == "visit"
