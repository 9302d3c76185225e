"""“Không phát sinh” in the blank cells of a group: each cell is listed before any is written.

Nothing takes a number of such writes back at once, so they are seen first. The cells of this year
are ticked; those of last year only by whoever says so, for that column is mostly another report's.
"""

from typing import NamedTuple

from flask import flash, request
from werkzeug.wrappers import Response

from portal.accounts.access import current_actor
from portal.reports.draft_pages import Entry, save_page
from portal.reports.models import Duty
from portal.reports.overview import Overview, overview
from portal.reports.statistics.rules import blocks_of, typed_again
from portal.reports.unit_base import frame, tab
from portal.web.rendering import render


class Blank(NamedTuple):
    """A cell without a number, in words; ``ticked`` unless it is of another year."""

    code: str
    label: str
    year: str
    ticked: bool


def blank_cells(seen: Overview, group: str) -> list[Blank]:
    """The cells of a block where nothing stands, this year's first."""
    blocks = blocks_of(seen.definition)
    titles = {one.code: one.title for one in seen.definition.stat_groups if one.code != group}
    years = seen.definition.year_labels(seen.duty.year)
    return [
        Blank(
            code,
            # the same words stand in several groups of a block
            ": ".join(
                filter(None, (titles.get(item.group), f"{item.number} {item.label}".strip()))
            ),
            years[column],
            column == "current",
        )
        for column in sorted(years, key="current".__ne__)
        for item in seen.definition.indicators
        if blocks[item.group] == group
        and (code := item.field(column)) not in seen.kept
        and not any(typed_again(item, seen.values.get(code)))
    ]


def ask(duty: Duty, group: str, back: str) -> Response:
    """The cells that would be written, to be chosen; ``back`` leads to the table."""
    return render(
        "workspace/reports/statistics_fill.html",
        group=group, cells=blank_cells(overview(duty), group), back=back,
        **frame(duty, "Ghi không phát sinh"),
    )  # fmt: skip


def fill(duty: Duty, group: str) -> None:
    """Write the chosen cells that are still blank; DraftLocked once the report is sent."""
    seen = overview(duty)
    chosen = set(request.form.getlist("chon"))
    entries = [
        Entry(cell.code, ["kps"], field.version if (field := seen.fields.get(cell.code)) else 0)
        for cell in blank_cells(seen, group)
        if cell.code in chosen
    ]
    saved = save_page(current_actor(), duty, entries, *tab()).saved
    flash(
        f"Đã ghi “không phát sinh” vào {saved} ô." if saved else "Không có ô nào thay đổi.",
        "success",
    )
