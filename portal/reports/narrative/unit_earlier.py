"""“Đã khắc phục chưa?”: the unit answers for each shortcoming of last year's report."""

import json
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import Conflict, DraftLocked
from portal.reports.form_version import Section
from portal.reports.layout import show_field
from portal.reports.models import Duty
from portal.reports.narrative.earlier_rules import field_of, read_answers, unanswered
from portal.reports.overview import Overview, overview
from portal.reports.showing import FIXED
from portal.reports.unit_base import WRITERS, blueprint, dom_id, find, frame, may_write, tab, whole
from portal.reports.unit_sections import LOCKED
from portal.vietnamese import nfc
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/de-cuong/<code>/nam-truoc/")
@allow(*WRITERS)
def earlier_items(duty_id: int, code: str) -> Response:
    """Each shortcoming of last year: put right, or not yet and why."""
    duty, seen, section = _found(duty_id, code)
    if not may_write(duty):
        return redirect(url_for("reports_unit.check", duty_id=duty.id))
    return _page(duty, seen, section)


@blueprint.post("/bao-cao/<int:duty_id>/de-cuong/<code>/nam-truoc/")
@allow(*WRITERS)
def save_earlier_items(duty_id: int, code: str) -> Response:
    """Save the answers; the section is finished on its own page."""
    duty, seen, section = _found(duty_id, code)
    field = field_of(section.code)
    typed = request.form.getlist("value")
    try:
        result = save_page(
            current_actor(), duty, [Entry(field, typed, whole("version"))], *tab(),
            doubtful=frozenset({field}),
        )  # fmt: skip
    except DraftLocked:
        return _page(duty, seen, section, typed, error=LOCKED, status=409)
    if field in result.invalid:
        return _page(duty, seen, section, typed, error=result.invalid[field].message, status=422)
    if field in result.conflicts:
        return _page(duty, seen, section, typed, result.conflicts[field], status=409)
    after = overview(duty)
    left = unanswered(after.earlier.get(section.code, []), after.values.get(field))
    if left:
        flash(f"Đã lưu. Còn {len(left)} mục chưa trả lời; mục chưa khắc phục cần lý do.", "info")
        return redirect(url_for("reports_unit.earlier_items", duty_id=duty.id, code=code))
    flash("Đã lưu kết quả khắc phục tồn tại năm trước.", "success")
    return redirect(url_for("reports_unit.section", duty_id=duty.id, code=code))


def _found(duty_id: int, code: str) -> tuple[Duty, Overview, Section]:
    duty = find(duty_id)
    seen = overview(duty)
    section = seen.definition.section(code)
    if section is None or section.kind != "shortcomings":
        abort(404)
    return duty, seen, section


def _page(
    duty: Duty,
    seen: Overview,
    section: Section,
    typed: list[str] | None = None,
    conflict: Conflict | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    field = field_of(section.code)
    answers = seen.values.get(field) if typed is None else read_answers(typed, _as_typed)
    by_text: dict[str, Any] = {item["text"]: item for item in answers or ()}
    items = seen.earlier.get(section.code, [])
    stored = seen.fields.get(field)
    title = "Tồn tại năm trước: đã khắc phục chưa?"
    return render(
        "workspace/reports/earlier_items.html",
        status=status,
        section=section,
        title=title,
        lead=seen.labels[section.field],
        rows=[(item, by_text.get(item.text, {})) for item in items],
        states=FIXED,
        version=conflict.version if conflict else stored.version if stored else 0,
        unsaved=bool(conflict or error),
        field=field,
        dom_id=dom_id(field),
        conflict=conflict,
        theirs=_theirs(seen, field, conflict),
        error=error,
        **frame(duty, title),
    )


def _as_typed(text: str, _limit: int) -> str:
    return nfc(text.replace("\r\n", "\n")).strip()


def _theirs(seen: Overview, field: str, conflict: Conflict | None) -> list[str]:
    if conflict is None:
        return []
    return show_field(seen.definition, field, json.loads(conflict.theirs)).splitlines()
