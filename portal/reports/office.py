"""The office's overview of reports: the board, one duty, its reminder."""

from flask import Response, current_app, request, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.deadlines.queries import work_calendar
from portal.inspections.rules import OUTCOMES
from portal.publishing import identity
from portal.reports import (
    office_handing_over,
    office_keying,
    office_queries,
    office_receiving,
    office_viewing,
)
from portal.reports.board import filters as office_filters
from portal.reports.board import queries as board_queries
from portal.reports.board.lines import line
from portal.reports.board.queries import BoardRow
from portal.reports.board.table import board_table
from portal.reports.confirming import office as office_confirming
from portal.reports.confirming.queries import (
    speaks_for_itself,
    waiting_among,
    waits_for_word,
    words_on,
)
from portal.reports.duties.handing_over import has_ended
from portal.reports.duties.remediation import what_is_put_right
from portal.reports.duties.visit_queries import due_note
from portal.reports.extending import office as office_extending
from portal.reports.extending.queries import open_request
from portal.reports.office_blueprint import READERS, WRITERS, blueprint, found_duty
from portal.reports.office_rules import KINDS, MODES, STATES
from portal.reports.parents import office as office_approval
from portal.reports.queries import submissions_of
from portal.reports.reading import office as office_reading_progress
from portal.reports.reminders import NotForUnannounced, NothingOwed, Reminder, reminder_text
from portal.reports.reminding import office as office_nudging
from portal.reports.reminding import weekly_office
from portal.reports.reminding.missing import missing_parts
from portal.reports.reminding.queries import told_steps
from portal.reports.review import acceptances, office_accepting, office_comments, office_deciding
from portal.reports.review.office_accepting import is_acceptable
from portal.reports.signed_pdf import office as office_signed
from portal.reports.system_access import office as office_access
from portal.reports.timeline import office as office_timeline
from portal.reports.timeline import queries as timeline_queries
from portal.reports.timeliness import office as office_timeliness
from portal.units.queries import heirs
from portal.web.rendering import render

__all__ = [
    "blueprint", "office_accepting", "office_access", "office_approval", "office_comments",
    "office_deciding", "office_handing_over", "office_keying", "office_reading_progress",
    "office_receiving", "office_confirming", "office_extending", "office_nudging",
    "office_signed", "office_timeline", "office_timeliness", "office_viewing", "weekly_office",
]  # fmt: skip


@blueprint.get("/")
@allow(*READERS)
def board() -> Response:
    """Who has submitted and who has not."""
    chosen = office_filters.chosen()
    found, duties = board_queries.board_among_all(today(), chosen.plan)
    plans = office_queries.counts_in(duties)
    rows = [row for row in found if chosen.shown_in_any_state(row)]
    counts = office_filters.counts(rows)
    shown = [row for row in rows if chosen.shown(row)]
    return render(
        "workspace/reports/office/board.html",
        fragment="workspace/reports/office/_board.html",
        rows=shown,
        plans=plans,
        chosen=chosen,
        counts=counts,
        filters=[
            (code, words)
            for code, words in office_filters.STATE_FILTERS.items()
            if counts.get(code) or code == chosen.state
        ],
        total=len(rows),
        acceptable=_acceptable(shown) if current_actor().has(*WRITERS) else set(),
        line=line,
        kinds=KINDS,
        has_plans_page="plans_office.plans" in current_app.view_functions,
    )


def _acceptable(rows: list[BoardRow]) -> set[int]:
    """The reports that can be ticked; asks about keyed ones only where there are any."""
    keyed = [row.duty for row in rows if "keyed" in row.modes]
    return {row.duty.id for row in rows if is_acceptable(row)} - waiting_among(keyed)


@blueprint.get("/bang.csv")
@allow(*READERS)
def board_csv() -> Response:
    """The board as a table for Excel: UTF-8 with BOM, semicolons, text that runs nothing."""
    chosen = office_filters.chosen()
    rows = [row for row in board_queries.board(today(), chosen.plan) if chosen.shown(row)]
    return Response(
        board_table(rows),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f"attachment; filename=nop-bao-cao-{today().isoformat()}.csv"
        },
    )


@blueprint.get("/<int:duty_id>/")
@allow(*READERS)
def duty(duty_id: int) -> Response:
    """One report that is owed: its deadline, what came, what was decided, what can be done."""
    row, writer = found_duty(duty_id), current_actor().has(*WRITERS)
    ended = has_ended(row.duty, today())
    sent, keyed = submissions_of(row.duty), waits_for_word(row.duty)
    return render(
        "workspace/reports/office/duty.html",
        ended=ended,
        following=heirs(row.duty.unit, today()) if ended else [],
        row=row,
        duty=row.duty,
        submissions=sent,
        words=words_on(sent),
        undoable=acceptances.undoable(row.duty, now()) if writer else None,
        events=timeline_queries.events(row.duty),
        asked=open_request(row.duty),
        keyed=keyed,
        due_note=due_note(row.duty),
        remedies=what_is_put_right(row.duty),
        outcomes=OUTCOMES,
        on_paper=bool(keyed and writer and not speaks_for_itself(row.duty)),
        reminded=told_steps(row.duty),
        writer=writer,
        states=STATES,
        kinds=KINDS,
        modes=MODES,
    )


@blueprint.get("/<int:duty_id>/nhac/")
@allow(*READERS)
def reminder(duty_id: int) -> Response:
    """The text of a reminder to copy; or why there is none."""
    row = found_duty(duty_id)
    try:
        text, refusal = reminder_text(_reminder(row), today()), ""
    except (NotForUnannounced, NothingOwed) as error:
        text, refusal = "", str(error)
    return render(
        "workspace/reports/office/reminder.html", row=row, duty=row.duty, text=text,
        refusal=refusal, writer=current_actor().has(*WRITERS),
    )  # fmt: skip


def _reminder(row: BoardRow) -> Reminder:
    duty, day = row.duty, today()
    calendar = work_calendar()
    known = duty.due_on and duty.due_on > day and not calendar.provisional_between(day, duty.due_on)
    reviews = office_queries.reviews(duty) if duty.state == "returned" else []
    base = (current_app.config["LIVE_URL"] or request.host_url).rstrip("/")
    return Reminder(
        unit=duty.unit.name,
        report=duty.title,
        plan=duty.plan.title,
        state=duty.state,
        due_on=duty.due_on,
        due_sentence=duty.due_sentence,
        link=base + url_for("reports_unit.report", duty_id=duty.id),
        sender=identity.province().get("office_name", "Sở Nội vụ"),
        first_session=row.first_session,
        working_days=calendar.working_days(day, duty.due_on) if known else None,
        returned_note=reviews[0].note if reviews else "",
        missing=missing_parts(duty) if duty.state in ("open", "returned") else (),
        unannounced=row.hidden,
    )
