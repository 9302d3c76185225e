"""Phụ lục I: the tasks that were completed, in the groups of the form, row by row."""

import json
import secrets
from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import Conflict, DraftLocked, Saved, save_value
from portal.reports.forms import TaskForm
from portal.reports.layout import show_field, task_columns
from portal.reports.models import Duty
from portal.reports.overview import overview
from portal.reports.rules import Incoming, as_json, on_time
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write, whole
from portal.web.rendering import render

ON_TIME = {"on_time": "Đúng hạn", "overdue": "Quá hạn", "": ""}
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
            "on_time_text": ON_TIME[value["on_time"]],
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
        done="tasks" in seen.done,
        flags=seen.flagged("tasks"),
        labels={f"task:{row['code']}": row["name"] for row in rows},
        columns=[label for _code, label in task_columns(seen.definition)],
        flagged={
            field: [item.text for item in seen.flagged("tasks") if item.field == field]
            for field in {item.field for item in seen.flagged("tasks")}
        },
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


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/<group>/them/")
@allow(*WRITERS)
def new_task(duty_id: int, group: str) -> Response:
    """An empty row of a group; its number is fixed here, so that a double click adds one."""
    duty = _open(duty_id)
    if group not in {item.code for item in queries.definition_of(duty).task_groups}:
        abort(404)
    form = _form(duty, formdata=None, row=secrets.token_hex(6), version="0", group=group)
    return _page(duty, form)


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/dong/<row>/")
@allow(*WRITERS)
def task(duty_id: int, row: str) -> Response:
    """A row to be edited."""
    duty = _open(duty_id)
    field = queries.draft_fields(duty).get(f"task:{row}")
    value = queries.draft_values(duty).get(f"task:{row}")
    if field is None or value is None:
        abort(404)
    shown: dict[str, Any] = {**value, "on_time": value["chosen"]}
    for name in ("doc_date", "due"):
        shown[name] = date.fromisoformat(value[name]) if value[name] else None
    form = _form(duty, formdata=None, **shown | {"row": row, "version": field.version})
    return _page(duty, form, row)


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/dong/")
@allow(*WRITERS)
def save_task(duty_id: int) -> Response:
    """Save a new or an edited row."""
    duty = find(duty_id)
    form = _form(duty)
    if not form.validate_on_submit() or not _reasoned(form):
        return _page(duty, form, status=422)
    code = f"task:{form.row.data}"
    if not _is_row(form.row.data):
        abort(404)
    stored = queries.draft_fields(duty).get(code)
    position = _position(duty, code)
    text = as_json(_row(form, position))
    version = whole("version")
    if stored and version == 0 and stored.value == text:
        return redirect(url_for("reports_unit.tasks", duty_id=duty.id))
    try:
        result = save_value(current_actor(), duty, code, Incoming(text, version))
    except DraftLocked:
        form.form_errors.append(_LOCKED)
        return _page(duty, form, status=409)
    if isinstance(result, Conflict):
        form.version.data = str(result.version)
        return _page(duty, form, conflict=result, status=409)
    flash("Đã lưu nhiệm vụ.", "success")
    return redirect(
        url_for("reports_unit.tasks", duty_id=duty.id, _anchor=f"nhom-{form.group.data}")
    )


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/dong/<row>/xoa/")
@allow(*WRITERS)
def remove_task(duty_id: int, row: str) -> Response:
    """Take a row out of the table, as it was shown; its history stays."""
    duty = find(duty_id)
    stored = queries.draft_fields(duty).get(f"task:{row}")
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


def _open(duty_id: int) -> Duty:
    duty = find(duty_id)
    if not may_write(duty):
        abort(404)
    return duty


def _form(duty: Duty, **values: Any) -> TaskForm:
    form, definition = TaskForm(**values), queries.definition_of(duty)
    form.group.set_choices(
        [(group.code, f"{group.number}. {group.title}") for group in definition.task_groups]
    )
    for code, words in definition.task_labels.items():
        if code in form and code != "on_time":
            form[code].reword(words)
    return form


def _is_row(row: str) -> bool:
    return len(row) == 12 and not row.strip("0123456789abcdef")


def _reasoned(form: TaskForm) -> bool:
    """Whether a state that contradicts the dates comes with its reason."""
    computed = on_time(form.doc_date.data, form.due.data)
    if form.on_time.data and computed not in ("", form.on_time.data) and not form.reason.data:
        form.reason.errors = [
            f"Theo ngày đã nhập thì văn bản này {ON_TIME[computed].lower()}; hãy ghi lý do."
        ]
        return False
    return True


def _row(form: TaskForm, position: int) -> dict[str, Any]:
    computed = on_time(form.doc_date.data, form.due.data)
    return {
        "group": form.group.data,
        "position": position,
        "name": form.name.data,
        "doc_number": form.doc_number.data,
        "doc_date": form.doc_date.data.isoformat() if form.doc_date.data else "",
        "doc_subject": form.doc_subject.data,
        "due": form.due.data.isoformat() if form.due.data else "",
        "on_time": form.on_time.data or computed,
        "chosen": form.on_time.data or "",
        "reason": form.reason.data if form.on_time.data else "",
        "note": form.note.data,
    }


def _position(duty: Duty, code: str) -> int:
    """The place of a row within the table: its own, or after the last."""
    values = queries.draft_values(duty)
    if code in values:
        return int(values[code]["position"])
    rows = [int(row["position"]) for key, row in values.items() if key.startswith("task:")]
    return max(rows, default=0) + 1


def _page(
    duty: Duty,
    form: TaskForm,
    row: str = "",
    conflict: Conflict | None = None,
    status: int = 200,
) -> Response:
    return render(
        "workspace/reports/task.html",
        status=status,
        form=form,
        row=row,
        conflict=conflict,
        theirs=_theirs(duty, conflict) if conflict else "",
        **frame(duty, "Nhiệm vụ trong Phụ lục I"),
    )


def _theirs(duty: Duty, conflict: Conflict) -> str:
    value = json.loads(conflict.theirs)
    shown = show_field(queries.definition_of(duty), conflict.code, value)
    return shown or "(đã xóa dòng này)"
