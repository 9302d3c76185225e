"""``import_xlsx``: an Excel file of 120 tasks and the whole statistics table (budget: 100 ms).

The value is what it takes to read the uploaded file, to compare it with the draft cell by cell
and to write all that differs, in seconds of the processor, so that others on the machine do not
count. The peer reads the same file into rows and does nothing with them.
"""

import io
import statistics
import time
from typing import Any

import measuring
import workspace
from python_calamine import CalamineWorkbook

from portal import db
from portal.reports import queries
from portal.reports.exchange import applying
from portal.reports.exchange.excel_reading import read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.filled import filled_of
from portal.reports.models import DraftEdit, DraftField, Duty
from tests import factories
from tests.reports import office_factories

BUDGET, TASKS, TIMES = 100.0, 120, 15
_TASK = {"chosen": "", "reason": ""} | office_factories.VALUES["task:00000000000a"]


def fill(actor: Any, duty: Duty) -> bytes:
    """A draft with every cell and 120 tasks; its file."""
    definition = queries.definition_of(duty)
    typed = {"flag": ["Có"], "percent": ["98,5"], "count": ["1204"]}
    cells = [
        applying.FileCell(item.field(column), typed.get(item.type, ["1204", "1250"]), 0, "")
        for item in definition.indicators
        for column in ("previous", "current")
    ]
    texts = {name: str(_TASK.get(name, "")) for name in applying.COLUMNS}
    cells += [
        applying.FileCell(f"task:{number:012x}", {**texts, "name": f"Việc {number}"}, 0, "")
        for number in range(TASKS)
    ]
    assert not applying.apply(actor, duty, cells).left
    return appendices_xlsx(filled_of(duty))


def imported(actor: Any, duty: Duty, content: bytes) -> int:
    """The whole way of a file, as the two pages go it; how many fields were written."""
    read = read_appendices(content, queries.definition_of(duty))
    found = applying.difference(duty, applying.cells_of(duty, read))
    assert not [*found.conflicts, *found.refused, *read.unmatched]
    return applying.apply(actor, duty, [change.shown for change in found.changes]).saved


def main() -> None:
    """Import the file of one report into the empty draft of another, again and again; medians."""
    spent, peers = [], []
    with measuring.folder() as data:
        app = workspace.portal(data)
        with app.app_context(), db.connection(app):
            unit = factories.unit()
            actor = factories.actor("unit_editor", unit)
            form = office_factories.form()
            full, empty = (
                queries.duty_row(office_factories.duty(unit, form=form, title=title).id)
                for title in ("Báo cáo đã điền", "Báo cáo trống")
            )
            assert full
            assert empty
            content = fill(actor, full)
            for _ in range(TIMES):
                with db.database.atomic():
                    for table in (DraftField, DraftEdit):
                        table.delete().where(table.duty == empty).execute()
                started = time.process_time()
                written = imported(actor, empty, content)
                spent.append(time.process_time() - started)
                started = time.process_time()
                book = CalamineWorkbook.from_filelike(io.BytesIO(content))
                rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
                peers.append(time.process_time() - started)
    value, peer = (statistics.median(times) * 1000 for times in (spent, peers))
    print(f"{sum(map(len, rows))} lines, {written} fields: {value:.0f} ms, reading {peer:.1f} ms")
    measuring.result(
        "import_xlsx", value, "ms", peer, value / peer, BUDGET, value <= BUDGET, fields=written
    )


if __name__ == "__main__":
    main()
