"""What the start page shows a member of a team: the parts of reports given to them to read."""

from datetime import date

from flask import url_for

from portal.accounts.rules import TEAM_ROLES, Actor
from portal.reports.reading.queries import Matrix, MatrixRow, reads_for_a_team, team_matrices
from portal.reports.reading.rules import ReadPart
from portal.web.panels import Panel, Row

#: So many parts are named in a line; of more, how many they are.
_NAMED = 2
_SHOWN = 8


def panels(actor: Actor, _today: date) -> list[Panel]:
    """What is left to read, report by report, and how far it is; none for whoever has no share.

    A report that has not come is no work yet. What came anew after it was read is to be read again.
    """
    if not (actor.has(*TEAM_ROLES) and reads_for_a_team(actor.user_id)):
        return []
    matrices = team_matrices(actor)
    rows = [
        _row(matrix, row, parts, left)
        for matrix in matrices
        for row, parts in matrix.given_to(actor.user_id)
        if (left := [part for part in parts if row.cells[part.code] in ("unread", "again")])
    ]
    given = [one for matrix in matrices for one in matrix.given_to(actor.user_id)]
    every = sum(len(parts) for _row, parts in given)
    left_over = sum(len(parts) for one in matrices for _row, parts in one.left_for(actor.user_id))
    done = f"Đã đọc {every - left_over}/{every} phần được giao."
    return [
        Panel(
            f"Báo cáo được giao đọc (còn {left_over} phần)",
            rows[:_SHOWN],
            empty=done if every else "Các đơn vị được giao đọc chưa nộp báo cáo.",
            more="Tiến độ đọc báo cáo của Đoàn",
            more_href=url_for("reports_team.progress"),
        )
    ]


def _row(matrix: Matrix, row: MatrixRow, parts: list[ReadPart], left: list[ReadPart]) -> Row:
    read = len(parts) - len(left)
    again = any(row.cells[part.code] == "again" for part in left)
    return Row(
        row.duty.unit.name,
        url_for("reports_team.report", duty_id=row.duty.id),
        note=f"{'Có phần nộp lại. ' if again else ''}Còn: {_named(left, len(matrix.parts))}.",
        tag=f"Đã đọc {read}/{len(parts)} phần",
        tone="yellow" if read or again else "blue",
    )


def _named(left: list[ReadPart], every: int) -> str:
    """The parts by their titles; many of them by their number."""
    if len(left) == every:
        return "cả báo cáo"
    titles = "; ".join(part.title for part in left[:_NAMED])
    more = len(left) - _NAMED
    return f"{titles} và {more} phần khác" if more > 0 else titles
