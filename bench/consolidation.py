"""``consolidation``: the accepted reports of 200 units added up, every cell (budget: 1 s).

The value is what it takes from the database to the totals of both years, the missing list and
the numbers told anew included, in seconds of the processor: others on the machine do not count.
The peer does the least that anyone must: it reads the same snapshots and parses them. The page,
the Excel file and the Word draft are reported beside it.
"""

import io
import json
import statistics
import time
from collections.abc import Callable

import measuring
import workspace

from portal import db
from portal.clock import today
from portal.plans.models import Plan
from portal.reports.models import Duty, Submission
from portal.reports.totals import queries
from portal.reports.totals.excel import workbook
from portal.reports.totals.table import by_group, by_year
from portal.reports.totals.word import provincial_report
from tests.factories import plan, signed_in_client, unit
from tests.reports import office_factories

BUDGET, UNITS, TIMES = 1.0, 200, 5


def fill() -> Plan:
    """This year's and last year's accepted reports of two hundred units."""
    form = office_factories.form()
    now, before = plan(2026), plan(2025)
    owners = [unit(f"Ủy ban nhân dân xã Mai Sơn {number}") for number in range(UNITS)]
    for number, owner in enumerate(owners):
        for of, year in ((before, 2025), (now, 2026)):
            owed = office_factories.duty(owner, of, form=form, year=year)
            office_factories.submission(owed, values(owed, number), state="accepted")
    Duty.update(state="accepted").execute()
    return now


def values(owed: Duty, number: int) -> dict[str, object]:
    """Every cell of the statistics, in all four states, and the rest of a report."""
    from portal.reports.queries import definition_of

    found: dict[str, object] = dict(office_factories.VALUES)
    found["cutoff"] = f"{owed.year}-{'12-31' if number % 3 else '05-31'}"
    for place, item in enumerate(definition_of(owed).indicators):
        for column in ("previous", "current"):
            found[item.field(column)] = cell(item.type, place + number)
    return found


def cell(kind: str, number: int) -> object:
    """A value that fits the indicator; every seventh is none, every eleventh is na."""
    if number % 7 == 0:
        return {"state": "none"}
    if number % 11 == 0:
        return {"state": "na"}
    if kind == "pair":
        return {"state": "value", "value": [str(number), str(number + 5)]}
    if kind == "count_percent":
        return {"state": "value", "value": [str(number), "50"], "total": str(number * 2)}
    if kind == "flag":
        return {"state": "value", "value": "yes"}
    return {"state": "value", "value": str(number % 100)}


def spent(work: Callable[[], object]) -> float:
    """The median of the processor's seconds."""
    taken = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def parsed() -> list[object]:
    """The peer: the snapshots of both years, read and parsed."""
    return [json.loads(row[0]) for row in Submission.select(Submission.snapshot).tuples()]


def main() -> None:
    """Add up again and again in one process; medians."""
    with measuring.folder() as data:
        app = workspace.portal(data)
        with db.connection(app), db.database.atomic():
            year = fill()
            client = signed_in_client(app, "office_editor")
        page = f"/lam-viec/dieu-hanh/tong-hop/{year.id}/visit_report/"
        with app.app_context(), db.connection(app):

            def added() -> object:
                found = queries.collect(year, "visit_report", today())
                return by_year(found), queries.restatements(found)

            value, peer = spent(added), spent(parsed)
            found = queries.collect(year, "visit_report", today())
            restated = queries.restatements(found)
            assert len(found.reports) == UNITS
            groups = spent(lambda: by_group(found, "khoi"))
            excel = spent(lambda: workbook(found, restated, today()))
            word = spent(lambda: provincial_report(found, restated, today()))
        shown = spent(lambda: io.BytesIO(client.http.get(page).data))
    cells = sum(len(report.values) for report in found.reports)
    print(
        f"{UNITS} reports, {cells} fields: {value:.2f} s, page {shown:.2f} s, "
        f"by group {groups:.2f} s, Excel {excel:.2f} s, Word {word:.2f} s"
    )
    measuring.result(
        "consolidation", value, "s", peer, value / peer, BUDGET, value <= BUDGET,
        page_s=shown, groups_s=groups, excel_s=excel, word_s=word, fields=cells,
    )  # fmt: skip


if __name__ == "__main__":
    main()
