"""What becomes public of timeliness: which report came in time, as it stood on one day.

A snapshot: it says “tính đến ngày” and is published anew, never counted on by its readers' clock.
Neither people nor reasons, receipts or notes stand in it.
"""

from dataclasses import dataclass
from typing import ClassVar

from portal.publishing.payload import Payload, Ref, UnitRef

#: How a report stands, in the order in which readers meet it.
RESULTS = {
    "on_time": "Đúng hạn",
    "late": "Nộp quá hạn",
    "missing": "Chưa nộp",
    "ahead": "Chưa đến hạn",
    "waived": "Được miễn",
}


@dataclass(frozen=True)
class ReportColumn:
    """A kind of report (``code`` of ``duties.kinds``), and how many of it stand how (RESULTS)."""

    code: str
    name: str
    on_time: int = 0
    late: int = 0
    missing: int = 0
    ahead: int = 0
    waived: int = 0


@dataclass(frozen=True)
class ReportRow:
    """A report that a unit owes. ``report``: the code of its column; ``due``: the last day that
    counts (ISO, empty when none is set), ``extended`` when the office had given until then;
    ``days_late``: calendar days after it, by the receipt or, of what is missing, by the day of
    the snapshot; ``visit_slug``: the public visit that it follows from and goes with."""

    code: str
    label: str
    unit: UnitRef
    report: str
    due: str
    extended: bool
    result: str
    result_name: str
    days_late: int
    visit_slug: str = ""


@dataclass(frozen=True)
class TimelinessPayload(Payload):
    """Units by reports of one plan on the day ``as_of`` (ISO); its slug is the plan's."""

    kind: ClassVar[str] = "timeliness"

    year: int
    plan_slug: str
    plan_title: str
    as_of: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    demo: bool = False

    def headline(self) -> str:
        return f"Tình hình nộp báo cáo: {self.plan_title}"

    def refs(self) -> list[Ref]:
        return [Ref("timeliness", code) for code in sorted({row.unit.code for row in self.rows})]
