"""Targets and the units behind them as a table for Excel."""

from collections.abc import Iterable

from portal.documents.csv_tables import excel_csv
from portal.plans.coverage.queries import Measured
from portal.plans.coverage.rules import METHODS
from portal.vietnamese import show_date

_HEADERS = (
    "Chỉ tiêu", "Mức đề ra", "Cách đo", "Kết quả chung", "Đơn vị", "Tình trạng", "Đạt",
    "Tổng số", "Trong kế hoạch", "Đã kiểm tra", "Nguồn", "Tính đến ngày",
)  # fmt: skip


def coverage_table(targets: Iterable[Measured]) -> str:
    """A line for each unit (or visit) under each target; one line for a target without any."""
    return excel_csv(_HEADERS, (cells for one in targets for cells in _cells(one)))


def _cells(one: Measured) -> Iterable[tuple[str, ...]]:
    method = METHODS[one.measure.method] if one.measure else "Chưa chọn cách đo"
    head = (
        one.target.title,
        one.target.sentence,
        method,
        one.verdict.sentence if one.verdict else "",
    )
    if not one.lines:
        yield (*head, *[""] * 8)
    each = one.measure is not None and one.measure.method != "visited"
    for line in one.lines:
        counts = line.counts
        yield (
            *head,
            line.unit.name,
            line.state,
            ("có" if line.kept else "chưa") if each else "",
            str(counts.total) if counts else "",
            str(counts.planned) if counts and counts.planned is not None else "",
            str(counts.checked) if counts else "",
            counts.source if counts else "",
            show_date(counts.as_of) if counts else "",
        )
