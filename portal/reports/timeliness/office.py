"""Who was in time: the grid units × reports of a plan, as a page and for Excel; the call list."""

from flask import Response, request

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.csv_tables import excel_csv
from portal.plans.models import Plan
from portal.reports import office_queries
from portal.reports.office_blueprint import READERS, WRITERS, blueprint
from portal.reports.office_rules import KINDS
from portal.reports.reminding.queries import call_list
from portal.reports.timeliness.office_publication import public_now
from portal.reports.timeliness.queries import Cell, grid
from portal.reports.timeliness.rules import RESULTS
from portal.vietnamese import show_date
from portal.web.rendering import render

_HEADERS = (
    "Mã đơn vị", "Đơn vị", "Báo cáo", "Kế hoạch", "Hạn theo kế hoạch", "Gia hạn đến", "Ngày nhận",
    "Kết quả", "Số ngày quá hạn",
)  # fmt: skip


@blueprint.get("/dung-han/")
@allow(*READERS)
def timeliness() -> Response:
    """Units × reports of one plan: in time, in extended time, late, not sent. For the office."""
    plans = office_queries.plan_counts()
    plan = _plan()
    return render(
        "workspace/reports/office/timeliness.html",
        grid=grid(plan, today()),
        plans=plans,
        plan_id=plan.id if plan else None,
        results=RESULTS,
        writer=current_actor().has(*WRITERS),
        **public_now(plan),
    )


@blueprint.get("/dung-han.csv")
@allow(*READERS)
def timeliness_csv() -> Response:
    """A line for each report: UTF-8 with BOM, semicolons, text that runs nothing."""
    plan = _plan()
    rows = (_line(cell, plan.title if plan else "") for cell in grid(plan, today()).cells)
    return Response(
        excel_csv(_HEADERS, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=dung-han-{today()}.csv"},
    )


def _line(cell: Cell, plan: str) -> tuple[str, ...]:
    duty = cell.duty
    return (
        duty.unit.code,
        duty.unit.name,
        KINDS.get(duty.kind, duty.title),
        plan,
        show_date(cell.timing.due_on),
        show_date(cell.timing.extended_to),
        show_date(cell.timing.came),
        RESULTS[cell.result][0],
        str(cell.days_late or ""),
    )


@blueprint.get("/goi-dien/")
@allow(*READERS)
def calls() -> Response:
    """Whom to ring up: unit, person, telephone, what is missing, days left; made to be printed."""
    chosen = _chosen()
    return render(
        "workspace/reports/office/calls.html",
        rows=call_list(today(), chosen),
        day=today(),
        kinds=KINDS,
        plans=office_queries.plan_counts(),
        plan_id=chosen,
    )


def _chosen() -> int | None:
    chosen = request.args.get("ke-hoach", type=int)
    return chosen if chosen is not None and 0 < chosen < 2**31 else None


def _plan() -> Plan | None:
    """The plan asked for; else the newest that asks for reports and whose year has begun."""
    chosen = _chosen()
    if chosen is None:
        counts = office_queries.plan_counts()
        begun = [one for one in counts if one.year <= today().year] or counts[-1:]
        chosen = begun[0].plan_id if begun else 0
    return Plan.get_or_none(Plan.id == chosen)
