"""Autosave: one field at a time, its state sent out of band, never touching what is typed."""

import json
from dataclasses import replace
from typing import Any

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import local
from portal.reports.draft_values import is_row
from portal.reports.drafts import Conflict, Invalid, Saved, save_typed
from portal.reports.exchange.task_texts import typed_again as typed_again_row
from portal.reports.form_version import FormDefinition
from portal.reports.history_queries import previous_year_values
from portal.reports.layout import show_field
from portal.reports.narrative.legacy_font import NAMES, encoding_of
from portal.reports.rules import as_json
from portal.reports.statistics.cell_typing import Reading, readings
from portal.reports.statistics.previous import prefilled
from portal.reports.statistics.rules import share_shown, typed_again
from portal.reports.unit_base import WRITERS, blueprint, dom_id, find, tab, whole
from portal.web.described import shown_again

_STATUS: dict[type, int] = {Saved: 200, Conflict: 409, Invalid: 422}


@blueprint.post("/bao-cao/<int:duty_id>/truong/")
@allow(*WRITERS)
def save_one(duty_id: int) -> Response:
    """Save one field (code, value, version, client, sequence) and say how it went."""
    code = shown_again(request.form.get("code", ""))
    found = save_typed(
        current_actor(), duty_id, code, request.form.getlist("value"), whole("version"), tab()
    )
    if found is None:
        abort(404)
    definition, result = found
    if isinstance(result, Saved) and result.value == "null" and code.endswith(":previous"):
        # emptied, last year's column says again what the accepted report said
        result = replace(result, value=as_json(_accepted(definition, duty_id, code)))
    return _answer(duty_id, definition, code, result)


def _accepted(definition: FormDefinition, duty_id: int, code: str) -> Any:
    duty = find(duty_id)
    return prefilled(definition, previous_year_values(duty)).get(code)


def _answer(
    duty_id: int, definition: FormDefinition, code: str, result: Saved | Conflict | Invalid
) -> Response:
    meant: list[Reading] = []
    if isinstance(result, Saved):
        stored = json.loads(result.value)
        shown, share = _normalised(definition, code, stored)
        context: dict[str, Any] = {"at": local(result.at), "share": share}
        context |= _legacy(code, stored, duty_id)
        headers = {"X-Field-Version": str(result.version)}
    elif isinstance(result, Conflict):
        theirs = json.loads(result.theirs)
        shown, _share = _normalised(definition, code, theirs)
        context = {
            "theirs": show_field(definition, code, theirs)
            or ("(đã xóa dòng này)" if is_row(code) else "(để trống)"),
            "shown": json.dumps(shown),
        }
        headers = {"X-Field-Version": str(result.version)}
    else:
        shown, context = [], {}
        headers = {"X-Field-Kept": "1"} if result.kept else {}
        if result.place is not None:
            headers["X-Field-Wrong"] = str(result.place)
        meant = _readings(definition, code)
    body = render_template(
        "workspace/reports/_saved.html",
        result=result,
        kind=type(result).__name__,
        target=_target(code),
        code=code,
        meant=meant,
        column=code.rpartition(":")[2],
        whole=json.dumps(shown) if is_row(code) else "",
        **context,
    )
    response = make_response(body, _STATUS[type(result)])
    if isinstance(result, Saved) and not is_row(code):
        headers["X-Field-Value"] = json.dumps(shown)
    response.headers.update(headers)
    return response


def _legacy(code: str, stored: Any, duty_id: int) -> dict[str, str]:
    """Whether a section seems to be typed in an old font, and where it is converted."""
    kind, _, section = code.partition(":")
    name = NAMES.get(encoding_of(stored), "") if kind == "outline" else ""
    if not name:
        return {"legacy": ""}
    return {
        "legacy": name,
        "convert": url_for("reports_unit.convert_section", duty_id=duty_id, code=section),
    }


def _readings(definition: FormDefinition, code: str) -> list[Reading]:
    """How a number that was refused may have been meant: the person chooses, once a table."""
    item = definition.indicator(code.removeprefix("stat:").rpartition(":")[0])
    if item is None or code.endswith((":note", ":reason")):
        return []
    texts = [text[:100] for text in request.form.getlist("value")]
    return readings(item, texts)


def _target(code: str) -> str:
    """The id of the place beside the field where its message stands: one per table row."""
    if code.startswith("stat:"):
        code = code.rpartition(":")[0]
    return f"m-{dom_id(code)}" if code.isascii() and " " not in code else "m-"


def _normalised(definition: FormDefinition, code: str, value: Any) -> tuple[list[str], str | None]:
    """How the stored value is written in the inputs of a cell, and its share in percent (None:
    the cell has no place for one)."""
    if is_row(code):
        return typed_again_row(definition, value), None
    _, _, rest = code.partition(":")
    item = definition.indicator(rest.rpartition(":")[0])
    if item is None or code.endswith((":note", ":reason")):
        return [], None
    has_share = item.type in ("pair", "count_percent", "percent")
    return typed_again(item, value), share_shown(item, value) if has_share else None
