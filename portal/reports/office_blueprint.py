"""The blueprint of the office's report pages, and who may open them."""

from typing import Any

from flask import Blueprint, abort

from portal.clock import today
from portal.reports import office_queries
from portal.reports.board import queries as board_queries
from portal.reports.board.queries import BoardRow
from portal.reports.models import Submission

READERS = ("office_editor", "office_approver", "supervisor")
WRITERS = ("office_editor", "office_approver")

blueprint = Blueprint("reports_office", __name__, url_prefix="/lam-viec/dieu-hanh/nop-bao-cao")


def found_duty(duty_id: int) -> BoardRow:
    """The duty of the address, as the board shows it; 404 when there is none."""
    row: Any = board_queries.duty_row(duty_id, today()) or abort(404)
    return row


def found_submission(duty_id: int, number: int) -> tuple[BoardRow, Submission]:
    """A submission of the address and its duty; 404 when either is missing."""
    row = found_duty(duty_id)
    submission: Any = office_queries.submission(duty_id, number) or abort(404)
    submission.duty = row.duty
    return row, submission
