"""Autosave: one field at a time, its state sent out of band, never touching what is typed."""

import json
from typing import Any

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import local
from portal.reports.drafts import Conflict, Invalid, Saved, save_typed
from portal.reports.form_version import FormDefinition
from portal.reports.layout import show_field
from portal.reports.statistics_rules import share_shown, typed_again
from portal.reports.unit_base import WRITERS, blueprint, dom_id, tab, whole
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
    return _answer(definition, code, result)


def _answer(definition: FormDefinition, code: str, result: Saved | Conflict | Invalid) -> Response:
    if isinstance(result, Saved):
        stored = json.loads(result.value)
        shown, share = _normalised(definition, code, stored)
        context: dict[str, Any] = {"at": local(result.at), "share": share}
        headers = {"X-Field-Version": str(result.version), "X-Field-Value": json.dumps(shown)}
    elif isinstance(result, Conflict):
        theirs = json.loads(result.theirs)
        shown, _share = _normalised(definition, code, theirs)
        context = {
            "theirs": show_field(definition, code, theirs) or "(để trống)",
            "shown": json.dumps(shown),
        }
        headers = {}
    else:
        context, headers = {}, {}
    body = render_template(
        "workspace/reports/_saved.html",
        result=result,
        kind=type(result).__name__,
        target=_target(code),
        code=code,
        column=code.rpartition(":")[2],
        **context,
    )
    response = make_response(body, _STATUS[type(result)])
    response.headers.update(headers)
    return response


def _target(code: str) -> str:
    """The id of the place beside the field where its message stands: one per table row."""
    if code.startswith("stat:"):
        code = code.rpartition(":")[0]
    return f"m-{dom_id(code)}" if code.isascii() and " " not in code else "m-"


def _normalised(definition: FormDefinition, code: str, value: Any) -> tuple[list[str], str | None]:
    """How the stored value is written in the inputs of a cell, and its share in percent (None:
    the cell has no place for one)."""
    _, _, rest = code.partition(":")
    item = definition.indicator(rest.rpartition(":")[0])
    if item is None or code.endswith(":note"):
        return [], None
    two = item.type in ("pair", "count_percent")
    return typed_again(item, value), share_shown(item, value) if two else None
