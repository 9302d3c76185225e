"""The board as a table for Excel: UTF-8 with BOM, semicolons, text that runs nothing."""

from collections.abc import Iterable

from portal.documents.csv_tables import excel_csv
from portal.reports.board.queries import BoardRow
from portal.reports.office_rules import KINDS, MODES, STATES
from portal.vietnamese import show_date

_HEADERS = (
    "Đơn vị", "Báo cáo", "Kế hoạch", "Hạn nộp", "Còn lại", "Ngày kiểm tra", "Trạng thái",
    "Ngày nhận đầu tiên", "Đúng hạn", "Số lần nộp", "Cách nhận",
)  # fmt: skip


def board_table(rows: Iterable[BoardRow]) -> str:
    """The rows of the board as CSV text, in the order given."""
    return excel_csv(_HEADERS, map(_cells, rows))


def _cells(row: BoardRow) -> tuple[str, ...]:
    duty = row.duty
    return (
        row.unit_name,
        KINDS.get(duty.kind, duty.title),
        duty.plan.title,
        show_date(duty.due_on),
        row.left.text if duty.state in ("open", "returned") else "",
        show_date(row.first_session),
        STATES[duty.state][0],
        show_date(row.first_received_on),
        ("Nộp quá hạn" if row.late else "Đúng hạn") if row.submissions else "",
        str(row.submissions),
        ", ".join(MODES[mode] for mode in row.modes),
    )
