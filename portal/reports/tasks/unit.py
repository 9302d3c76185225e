"""Phụ lục I at the unit: rows go up and down, and blocks from Excel are looked at, then written.

A block is read anew when it is written, so nothing that was read is carried along. Its rows get
their codes from a number that the preview fixed: a double click writes them once.
"""

import secrets
from hashlib import sha256

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import DraftLocked
from portal.reports.form_version import TaskGroup
from portal.reports.layout import task_columns
from portal.reports.models import Duty
from portal.reports.rules import BadValue
from portal.reports.showing import show_day
from portal.reports.statistics.paste import rows_in
from portal.reports.tasks.ordering_rules import DOWN, UP, moved
from portal.reports.tasks.pasting import TaskBlock, read_block
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write, whole
from portal.reports.unit_sections import LOCKED
from portal.web.rendering import render

_STATES = {"on_time": "Đúng hạn", "overdue": "Quá hạn"}


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/dong/<row>/chuyen/")
@allow(*WRITERS)
def move_task(duty_id: int, row: str) -> Response:
    """Move a row one step up or down, as it was shown: a double click moves it once."""
    duty = find(duty_id)
    fields, code = queries.draft_fields(duty), f"task:{row}"
    rows = _rows(duty)
    if code not in rows:
        abort(404)
    direction = UP if request.form.get("huong") == UP else DOWN
    groups = [group.code for group in queries.definition_of(duty).task_groups]
    changed = moved(groups, rows, code, direction)
    if fields[code].version != whole("version"):
        flash("Dòng này vừa được chuyển hoặc vừa có người sửa; hãy xem lại rồi bấm tiếp.", "info")
    elif changed:
        entries = [Entry(one, value, fields[one].version) for one, value in changed.items()]
        try:
            result = save_page(current_actor(), duty, entries)
        except DraftLocked:
            flash(LOCKED.partition(". ")[0] + ".", "error")
        else:
            if result.conflicts:
                flash("Có người vừa sửa bảng này nên thứ tự chưa đổi hết; hãy xem lại.", "warning")
    # the same button again: the browser gives the focus to what an address points at
    here = url_for("reports_unit.tasks", duty_id=duty.id, _anchor=f"{direction}-{row}")
    return redirect(here)


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/<group>/dan/")
@allow(*WRITERS)
def paste_tasks(duty_id: int, group: str) -> Response:
    """Where a block from Excel is pasted into a group."""
    duty, into = _found(duty_id, group)
    if not may_write(duty):
        abort(404)
    return _page(duty, into)


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-1/<group>/dan/")
@allow(*WRITERS)
def paste_task_block(duty_id: int, group: str) -> Response:
    """Show the rows of the block or, with “ghi”, write those that were chosen."""
    duty, into = _found(duty_id, group)
    definition, present = queries.definition_of(duty), _rows(duty)
    try:
        rows = rows_in(request.form.get("block", ""))
        block = read_block(definition, group, rows, present)
    except BadValue as problem:
        return _page(duty, into, error=str(problem), status=422)
    if not may_write(duty):
        return _page(duty, into, block, LOCKED, 409)
    chosen = set(request.form.getlist("chon"))
    tasks = [task for task in block.good if str(task.line) in chosen]
    token = request.form.get("lan", "")
    if "ghi" not in request.form or not tasks or not _is_token(token):
        return _page(duty, into, block)
    written = queries.draft_fields(duty)
    entries = [
        Entry(code, task.row, 0)
        for task in tasks
        for code in (_code(token, task.line),)
        if code not in written
    ]
    try:
        result = save_page(current_actor(), duty, entries)
    except DraftLocked:
        return _page(duty, into, block, LOCKED, 409)
    said = f"Đã ghi {result.saved or len(tasks)} nhiệm vụ vào nhóm {into.number}. {into.title}."
    if block.refused:  # they stand nowhere else: the block stays, its written rows unmarked
        left = read_block(definition, group, rows, _rows(duty))
        return _page(duty, into, left, said=said)
    flash(said, "success")
    where = url_for("reports_unit.tasks", duty_id=duty.id, _anchor=f"nhom-{group}")
    return redirect(where)


def _found(duty_id: int, group: str) -> tuple[Duty, TaskGroup]:
    duty = find(duty_id)
    groups = queries.definition_of(duty).task_groups
    into = next((item for item in groups if item.code == group), None)
    if into is None:
        abort(404)
    return duty, into


def _rows(duty: Duty) -> dict[str, dict[str, str]]:
    values = queries.draft_values(duty)
    return {code: row for code, row in values.items() if code.startswith("task:") and row}


def _code(token: str, line: int) -> str:
    return f"task:{sha256(f'{token} {line}'.encode()).hexdigest()[:12]}"


def _is_token(text: str) -> bool:
    return len(text) == 16 and not text.strip("0123456789abcdef")


def _page(
    duty: Duty, into: TaskGroup, block: TaskBlock | None = None, error: str = "",
    status: int = 200, said: str = "",
) -> Response:  # fmt: skip
    """The block, or where it is pasted; ``said``: what was just written of it."""
    token = request.form.get("lan", "")
    return render(
        "workspace/reports/task_paste.html",
        status=status,
        group=into,
        columns=task_columns(queries.definition_of(duty)),
        block=block,
        pasted=request.form.get("block", ""),
        token=token if _is_token(token) and error else secrets.token_hex(8),
        error=error,
        said=said,
        states=_STATES,
        show_day=show_day,
        **frame(duty, "Dán nhiệm vụ từ Excel"),
    )
