"""What reports put on the start page: a unit's duties, the office's reading and reminding."""

from datetime import date

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, UNIT_ROLES, Actor
from portal.deadlines.rules import remaining
from portal.reports import queries
from portal.reports.confirming.queries import waiting_among
from portal.reports.models import Duty
from portal.reports.parents import queries as parent_queries
from portal.reports.rules import DUTY_STATES, EDITABLE
from portal.units.models import Unit
from portal.vietnamese import format_date
from portal.web.panels import Panel, Row

_TONES = {"overdue": "late", "today": "soon", "soon": "soon", "later": "far", "undecided": "grey"}
_SHOWN = 8


def panels(actor: Actor, today: date) -> list[Panel]:
    """Duties of a unit, returned ones first; for the office, what to read and whom to remind."""
    found = []
    if actor.has(*UNIT_ROLES):
        found.append(_unit(actor, today))
        found += _below(actor)
    if actor.has(*OFFICE_ROLES, "supervisor"):
        found += [_waiting(), _overdue(today)]
    return found


def _unit(actor: Actor, today: date) -> Panel:
    owed = list(queries.duties_of(actor, "unit"))
    unconfirmed = waiting_among(owed)
    duties = [duty for duty in owed if duty.state in EDITABLE]
    duties.sort(key=lambda duty: (duty.state != "returned", duty.due_on or date.max))
    rows = [
        Row(
            duty.title,
            url_for("reports_unit.report", duty_id=duty.id),
            note=_note(duty),
            tag=remaining(duty.due_on, today).text,
            tone=_TONES[remaining(duty.due_on, today).tone],
        )
        for duty in duties
    ]
    asked = [_unconfirmed(duty) for duty in owed if duty.id in unconfirmed]
    return Panel(
        "Báo cáo phải nộp",
        asked + rows,
        empty="Không có báo cáo nào đang chờ đơn vị gửi.",
        more="Xem tất cả báo cáo",
        more_href=url_for("reports_unit.duties"),
        urgent=bool(asked)
        or any(
            duty.state == "returned" or remaining(duty.due_on, today).tone == "overdue"
            for duty in duties
        ),
    )


def _unconfirmed(duty: Duty) -> Row:
    """A report that does not count until somebody of the unit has said that it is right."""
    return Row(
        duty.title,
        url_for("reports_unit.report", duty_id=duty.id),
        note="Sở Nội vụ đã nhập thay; báo cáo được tính khi đơn vị xác nhận là đúng.",
        tag="Chờ xác nhận",
        tone="soon",
    )


def _below(actor: Actor) -> list[Panel]:
    """What subordinate units sent and the plan asks this unit about; no panel without any."""
    waiting = [
        row
        for row in parent_queries.below(actor)
        if row.state == "submitted" and row.parent_decision is None
    ]
    rows = [
        Row(
            row.duty.unit.name,
            url_for("reports_parent.report", duty_id=row.duty_id, number=row.number),
            note=row.duty.title,
            tag="Chờ duyệt",
            tone="soon",
        )
        for row in waiting[:_SHOWN]
    ]
    title = f"Báo cáo của đơn vị trực thuộc chờ duyệt ({len(waiting)})"
    more = url_for("reports_parent.reports")
    return [Panel(title, rows, more="Xem tất cả", more_href=more)] if rows else []


def _note(duty: Duty) -> str:
    state = f"{DUTY_STATES['returned'][0]}. " if duty.state == "returned" else ""
    return f"{state}Hạn gửi {format_date(duty.due_on)}." if duty.due_on else f"{state}".strip()


def _waiting() -> Panel:
    duties = (
        Duty.select(Duty, Unit)
        .join(Unit)
        .where(Duty.state == "submitted")
        .order_by(Duty.due_on, Duty.id)
    )
    count = duties.count()
    rows = [
        Row(
            duty.unit.name,
            url_for("reports_office.duty", duty_id=duty.id),
            note=duty.title,
            tag="Chờ xem",
            tone="soon",
        )
        for duty in duties.limit(_SHOWN)
    ]
    return Panel(
        f"Báo cáo chờ xem ({count})",
        rows,
        empty="Không có báo cáo nào chờ xem.",
        more="Bảng theo dõi nộp báo cáo",
        more_href=url_for("reports_office.board"),
    )


def _overdue(today: date) -> Panel:
    duties = (
        Duty.select(Duty, Unit)
        .join(Unit)
        .where(Duty.state.in_(EDITABLE), Duty.due_on < today)
        .order_by(Duty.due_on, Duty.id)
    )
    count = duties.count()
    rows = [
        Row(
            duty.unit.name,
            url_for("reports_office.duty", duty_id=duty.id),
            note=duty.title,
            tag=remaining(duty.due_on, today).text,
            tone="late",
        )
        for duty in duties.limit(_SHOWN)
    ]
    return Panel(
        f"Đơn vị quá hạn gửi báo cáo ({count})", rows, empty="Không có đơn vị nào quá hạn."
    )
