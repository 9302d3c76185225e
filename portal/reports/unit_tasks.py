"""Phụ lục I: the tasks that were completed, in the groups of the form."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import DraftLocked, Saved, save_value
from portal.reports.exchange.task_texts import typed_cells
from portal.reports.kept_texts import forget
from portal.reports.layout import task_cells, task_columns
from portal.reports.overview import Overview, overview
from portal.reports.rules import Incoming
from portal.reports.sharing.unit_presence import presence_in
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write, whole
from portal.web.rendering import render

_LOCKED = "Báo cáo đã được gửi nên không lưu được nữa."


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/")
@allow(*WRITERS)
def tasks(duty_id: int) -> Response:
    """The task table with its groups."""
    duty = find(duty_id)
    seen = overview(duty)
    rows = [
        {
            **value,
            "code": code.removeprefix("task:"),
            "version": seen.fields[code].version,
            "cells": task_cells(value),
        }
        for code, value in seen.values.items()
        if code.startswith("task:")
    ]
    return render(
        "workspace/reports/tasks.html",
        groups=[
            (group, [row for row in rows if row["group"] == group.code])
            for group in seen.definition.task_groups
        ],
        begun=_begun(seen),
        unread=seen.kept,
        done="tasks" in seen.done,
        flags=seen.flagged("tasks"),
        labels={f"task:{row['code']}": row["name"] for row in rows},
        columns=task_columns(seen.definition),
        flagged={
            field: [item.text for item in seen.flagged("tasks") if item.field == field]
            for field in {item.field for item in seen.flagged("tasks")}
        },
        **presence_in(duty, "tasks"),
        **frame(duty, "Phụ lục I"),
    )


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/")
@allow(*WRITERS)
def finish_tasks(duty_id: int) -> Response:
    """Declare the table complete (also when there is nothing to list), or not yet."""
    duty = find(duty_id)
    finished = "xong" in request.form
    try:
        save_page(current_actor(), duty, [Entry("done:tasks", finished, None)])
    except DraftLocked:
        flash(_LOCKED, "error")
        return redirect(url_for("reports_unit.tasks", duty_id=duty.id))
    flash("Đã ghi Phụ lục I là đủ." if finished else "Phụ lục I được mở lại.", "success")
    where = "report" if finished else "tasks"
    return redirect(url_for(f"reports_unit.{where}", duty_id=duty.id))


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/dong/<row>/xoa/")
@allow(*WRITERS)
def remove_task(duty_id: int, row: str) -> Response:
    """Take a row out of the table, as it was shown; its history stays."""
    duty = find(duty_id)
    stored = queries.draft_fields(duty).get(f"task:{row}")
    begun = forget(duty, f"task:{row}") if may_write(duty) else False
    if stored is None and begun:
        flash("Đã bỏ dòng đang nhập dở.", "success")
        return redirect(url_for("reports_unit.tasks", duty_id=duty.id))
    if stored is None:
        abort(404)
    seen = whole("version")
    # Version 0 was blank, and so is a removed row: without this, nothing sent looks untouched.
    moved = stored.value != "null" and seen != stored.version
    try:
        edit = Incoming("null", seen)
        result = None if moved else save_value(current_actor(), duty, f"task:{row}", edit)
    except DraftLocked:
        flash(_LOCKED, "error")
    else:
        if isinstance(result, Saved):
            flash("Đã xóa nhiệm vụ khỏi Phụ lục I.", "success")
        else:
            flash("Có người vừa sửa dòng này nên chưa xóa; hãy xem lại.", "warning")
    return redirect(url_for("reports_unit.tasks", duty_id=duty.id))


def _begun(seen: Overview) -> list[tuple[str, str]]:
    """(row, name) of the rows that were begun and cannot stand in the table yet."""
    return [
        (code.removeprefix("task:"), typed_cells(seen.definition, texts).get("name", ""))
        for code, texts in seen.kept.items()
        if code.startswith("task:") and code not in seen.values
    ]
