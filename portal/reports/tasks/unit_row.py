"""A row of Phụ lục I on its page.

The page saves the row as it is typed (``unit_fields``: a row is one field); what cannot be read
yet stays with the draft, and is shown again as it was typed. Without scripts its button saves it.
Who wrote in other columns meanwhile is kept beside (``merging_rules``; while typing: merging.js).
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_values import is_row
from portal.reports.drafts import Conflict, DraftLocked, save_value
from portal.reports.exchange.task_texts import (
    CHOSEN,
    columns_of,
    extras_of,
    typed_again,
    typed_cells,
)
from portal.reports.field_queries import base_values, edits_since
from portal.reports.form_version import FormDefinition
from portal.reports.forms import TaskForm
from portal.reports.kept_texts import kept_in
from portal.reports.layout import show_field
from portal.reports.models import Duty
from portal.reports.rules import Incoming, as_json, on_time
from portal.reports.sharing.unit_presence import presence_in
from portal.reports.tasks.merging_rules import Merged, merged
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write, tab, whole
from portal.web.rendering import render

_LOCKED = "Báo cáo đã được gửi nên không lưu được nữa."


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/<group>/them/")
@allow(*WRITERS)
def new_task(duty_id: int, group: str) -> Response:
    """An empty row of a group; its number is fixed here, so that a double click adds one."""
    duty = _open(duty_id)
    if group not in _groups(duty):
        abort(404)
    form = _form(duty, formdata=None, row=secrets.token_hex(6), version="0", group=group)
    return _page(duty, form)


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-1/dong/<row>/")
@allow(*WRITERS)
def task(duty_id: int, row: str) -> Response:
    """A row to be edited, or a new one that was begun under this address."""
    duty, code = _open(duty_id), f"task:{row}"
    if not is_row(code):
        abort(404)
    fields = queries.draft_fields(duty)
    field, value = fields.get(code), queries.draft_values(duty).get(code)
    version = field.version if field else 0
    if (typed := kept_in(fields).get(code)) is not None:
        form = _typed_form(duty, row, version, typed)
        return _page(duty, form, row if value else "", begun=value is None)
    if value is None and version:
        flash("Dòng này đã được xóa khỏi Phụ lục I.", "info")
        return redirect(url_for("reports_unit.tasks", duty_id=duty.id))
    if value is None:
        group = request.args.get("nhom", "")
        into = group if group in _groups(duty) else _groups(duty)[0]
        return _page(duty, _form(duty, formdata=None, row=row, version="0", group=into))
    form = _form(duty, formdata=None, **_shown(value) | {"row": row, "version": version})
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
    if not is_row(code):
        abort(404)
    stored = queries.draft_fields(duty).get(code)
    position = _position(duty, code)
    text = as_json(_row(form, position, queries.definition_of(duty)))
    version = whole("version")
    if stored and version == 0 and stored.value == text:
        return redirect(url_for("reports_unit.tasks", duty_id=duty.id))
    edit = Incoming(text, version, *tab())
    try:
        result = save_value(current_actor(), duty, code, edit)
        both = _merged(duty, edit, result) if isinstance(result, Conflict) else None
        if both and not both.clashes:
            edit = replace(edit, value=as_json(both.row), version=result.version)
            result = save_value(current_actor(), duty, code, edit)
    except DraftLocked:
        form.form_errors.append(_LOCKED)
        return _page(duty, form, status=409)
    if isinstance(result, Conflict):
        row = both.row if both and both.clashes else json.loads(edit.value)
        shown = _shown(row) | {"row": form.row.data, "version": result.version}
        form = _form(duty, formdata=None, **shown)
        return _page(duty, form, conflict=result, status=409, clashes=both.clashes if both else ())
    flash("Đã lưu nhiệm vụ.", "success")
    return redirect(
        url_for("reports_unit.tasks", duty_id=duty.id, _anchor=f"nhom-{form.group.data}")
    )


def _open(duty_id: int) -> Duty:
    duty = find(duty_id)
    if not may_write(duty):
        abort(404)
    return duty


def _groups(duty: Duty) -> list[str]:
    return [group.code for group in queries.definition_of(duty).task_groups]


def _shown(value: dict[str, Any]) -> dict[str, Any]:
    """A stored row as the form takes it."""
    shown: dict[str, Any] = {**value, "on_time": value["chosen"]}
    for name in ("doc_date", "due"):
        shown[name] = date.fromisoformat(value[name]) if value[name] else None
    return shown


def _merged(duty: Duty, edit: Incoming, result: Conflict) -> Merged | None:
    """The edit and what others wrote since its version, if it was over a row."""
    if not edit.version:
        return None
    base = base_values(duty, {result.code: edit.version}).get(result.code, "null")
    steps = [
        (json.loads(before), json.loads(after))
        for before, after in edits_since(duty, result.code, edit.version)
    ]
    return merged(json.loads(base), json.loads(edit.value), json.loads(result.theirs), steps)


def _typed_form(duty: Duty, row: str, version: int, typed: list[str]) -> TaskForm:
    """The form with what was typed in a row and cannot be read, and what is wrong with it."""
    texts = typed_cells(queries.definition_of(duty), typed)
    texts["on_time"] = texts.pop("chosen", "")
    form = _form(duty, formdata=MultiDict({**texts, "row": row, "version": str(version)}))
    for field in form:
        if field.name != "csrf_token":
            field.validate(form)
    _reasoned(form)
    return form


def _form(duty: Duty, **values: Any) -> TaskForm:
    form, definition = TaskForm(**values), queries.definition_of(duty)
    form.group.set_choices(
        [(group.code, f"{group.number}. {group.title}") for group in definition.task_groups]
    )
    for code, words in definition.task_labels.items():
        if code in form and code != "on_time":
            form[code].reword(words)
    return form


def _reasoned(form: TaskForm) -> bool:
    """Whether a state that contradicts the dates comes with its reason."""
    computed = on_time(form.doc_date.data, form.due.data)
    if form.on_time.data and computed not in ("", form.on_time.data) and not form.reason.data:
        form.reason.errors = [
            f"Theo ngày đã nhập thì văn bản này {CHOSEN[computed].lower()}; hãy ghi lý do."
        ]
        return False
    return True


def _row(form: TaskForm, position: int, definition: FormDefinition) -> dict[str, Any]:
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
        **{code: form[code].data for code in extras_of(definition)},
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
    begun: bool = False,
    clashes: Iterable[str] = (),
) -> Response:
    definition, code = queries.definition_of(duty), f"task:{form.row.data}"
    stored = queries.draft_fields(duty).get(code)
    seen = stored and str(stored.version) == str(form.version.data)
    names = columns_of(definition)
    return render(
        "workspace/reports/task.html",
        status=status,
        form=form,
        inputs=[form["on_time" if column == "chosen" else column] for column in names],
        # over what somebody who edits on is typing; nothing when it is not known
        base=typed_again(definition, json.loads(stored.value)) if stored and seen else [],
        clashes=[names[column] for column in names if column in clashes],
        row=row,
        conflict=conflict,
        unsaved=status != 200,
        begun=begun,
        theirs=_theirs(duty, conflict) if conflict else "",
        **presence_in(duty, code),
        **frame(duty, "Nhiệm vụ trong Phụ lục I"),
    )


def _theirs(duty: Duty, conflict: Conflict) -> str:
    value = json.loads(conflict.theirs)
    shown = show_field(queries.definition_of(duty), conflict.code, value)
    return shown or "(đã xóa dòng này)"
