"""What a unit owes and by when; a report as a task list."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.reports import actions, history_queries, queries
from portal.reports.confirming.queries import waiting_among
from portal.reports.confirming.rules import WAITS_FOR_WORD
from portal.reports.duties.kinds import is_paper
from portal.reports.forms import AnswerForm
from portal.reports.layout import field_label
from portal.reports.models import Duty
from portal.reports.overview import Overview, overview, part_of
from portal.reports.parents.rules import ParentStep
from portal.reports.review.queries import parent_step_of
from portal.reports.rules import DUTY_STATES, EDITABLE, SECTION_STATES
from portal.reports.sharing.queries import writers_of
from portal.reports.sharing.unit_presence import presence_in
from portal.reports.unit_base import blueprint, chip, dom_id, find_any, frame
from portal.reports.unit_follow_up import follow_up
from portal.web.rendering import render

_ORDER = {"returned": 0, "open": 1, "submitted": 2, "accepted": 3, "waived": 4}


#: Of a report that nobody writes in any more, “Đang làm” would be untrue.
_CLOSED_STATES = {
    **SECTION_STATES, "empty": ("Để trống", "grey"), "started": ("Có nội dung", "grey"),
}  # fmt: skip


@blueprint.get("/")
@allow(*UNIT_ROLES)
def duties() -> Response:
    """The reports the unit owes: returned ones first, then by deadline."""
    rows = sorted(
        queries.duties_of(current_actor(), "unit"),
        key=lambda duty: (_ORDER[duty.state], duty.due_on is None, duty.due_on or duty.created_at),
    )
    unconfirmed = waiting_among(rows)
    return render(
        "workspace/reports/duties.html",
        rows=[
            {
                "duty": duty,
                "href": url_for("reports_unit.report", duty_id=duty.id),
                # of what came or is waived the state says it all
                "chip": chip(duty) if duty.state in EDITABLE else None,
                "state": WAITS_FOR_WORD if duty.id in unconfirmed else DUTY_STATES[duty.state],
            }
            for duty in rows
        ],
    )


@blueprint.get("/bao-cao/<int:duty_id>/")
@allow(*UNIT_ROLES)
def report(duty_id: int) -> Response:
    """The report as a task list, flagged parts first when it was returned; a document or a
    report on what was put right as a page that says where it is handed in."""
    duty = find_any(duty_id)
    if duty.form_id:
        return report_page(duty)
    return render(
        "workspace/reports/paper.html",
        paper=is_paper(duty.kind) or not duty.visit_id,
        visit_href=url_for("inspections_unit.visit", visit_id=duty.visit_id)
        if duty.visit_id
        else "",
        review=history_queries.last_review(duty),
        **follow_up(duty),
        **frame(duty),
    )


def report_page(duty: Duty, wrong: Sequence[AnswerForm] = (), status: int = 200) -> Response:
    """The task list; ``wrong`` are answers to comments that could not be taken."""
    seen = overview(duty)
    return render(
        "workspace/reports/report.html",
        status=status,
        seen=seen,
        outline=seen.outline(),
        states=SECTION_STATES if duty.state in EDITABLE else _CLOSED_STATES,
        closed=duty.state not in EDITABLE,
        review=history_queries.last_review(duty),
        comments=_comments(seen, wrong),
        wrong=wrong,
        gaps=seen.gaps,
        writers=writers_of(duty),
        parent=_parent(duty),
        **presence_in(duty),
        **follow_up(duty),
        **frame(duty),
    )


def _parent(duty: Duty) -> ParentStep | None:
    """Where a report under review stands with the unit's parent."""
    sent = queries.latest_submission(duty) if duty.state == "submitted" else None
    return parent_step_of(sent, today()) if sent else None


def _comments(seen: Overview, wrong: Sequence[AnswerForm]) -> list[dict[str, Any]]:
    if seen.duty.state != "returned":
        return []
    rows, kept = [], {form._prefix: form for form in wrong}
    for comment in sorted(seen.comments, key=lambda item: item.fixed):
        form = AnswerForm(
            formdata=None,
            prefix=f"c{comment.id}",
            answer=comment.answer,
            fixed=comment.fixed,
            seen=actions.answer_digest(comment.answer, comment.fixed),
        )
        form = kept.get(form._prefix, form)
        label = seen.labels.get(comment.field) or _label(seen, comment.field)
        rows.append(
            {
                "comment": comment,
                "label": label,
                "form": form,
                "href": place_of(seen, comment.field),
            }  # fmt: skip
        )
    return rows


def _label(seen: Overview, field: str) -> str:
    if field in seen.values:  # a row of Phụ lục I
        return field_label(seen.definition, seen.values, field)
    parts = {"tasks": "Phụ lục I", "statistics": "Phụ lục II", "evidence": "Tài liệu minh chứng"}
    return parts.get(part_of(field), "Toàn bộ báo cáo")


def place_of(seen: Overview, field: str) -> str:
    """Where a field of the report is filled in."""
    part, number = part_of(field), seen.duty.id
    if field.startswith("stat:"):
        row = dom_id(":".join(field.split(":")[:2]))
        return url_for("reports_unit.statistics", duty_id=number, _anchor=f"m-{row}")
    if part == "tasks" and field in seen.values:
        row = field.removeprefix("task:")
        return url_for("reports_unit.tasks", duty_id=number, _anchor=f"dong-{row}")
    if part in ("tasks", "statistics", "evidence"):
        return url_for(f"reports_unit.{part}", duty_id=number)
    if seen.definition.section(part):
        return url_for("reports_unit.section", duty_id=number, code=part)
    return url_for("reports_unit.check", duty_id=number)
