"""The lines of the board as HTML. What shows the same is rendered once for everybody."""

from collections.abc import Collection
from functools import lru_cache

from flask import get_template_attribute, request
from markupsafe import Markup

from portal.reports.board.filters import BoardFilter
from portal.reports.board.queries import BoardRow
from portal.reports.office_rules import KINDS, MODES, STATES


def line(row: BoardRow, chosen: BoardFilter, acceptable: Collection[int]) -> Markup:
    """A line of the table; ``acceptable`` are the reports that the reader may accept."""
    ticked = row.duty.id in acceptable
    return _line(request.script_root, row, chosen, bool(acceptable), ticked)


@lru_cache(maxsize=2000)
def _line(_root: str, row: BoardRow, chosen: BoardFilter, offered: bool, ticked: bool) -> Markup:
    """By all that it shows, and the path before its links."""
    macro = get_template_attribute("workspace/reports/office/_board_line.html", "line")
    made: Markup = macro(row, chosen, offered, ticked, KINDS, STATES, MODES)
    return made
