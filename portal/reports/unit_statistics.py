"""Phụ lục II: every applicable indicator, both years and a note, on one page."""

import json
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import local, now
from portal.reports import history_queries, queries
from portal.reports.draft_pages import Entry, PageSaved, save_page
from portal.reports.draft_values import show_cutoff
from portal.reports.drafts import DraftLocked
from portal.reports.layout import show_field
from portal.reports.models import Duty
from portal.reports.overview import overview
from portal.reports.showing import state_of
from portal.reports.statistics_grid import Grid, build
from portal.reports.statistics_rules import blocks_of, typed_again
from portal.reports.unit_base import WRITERS, blueprint, dom_id, find, frame, may_write, tab
from portal.reports.unit_sections import LOCKED
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-2/")
@allow(*WRITERS)
def statistics(duty_id: int) -> Response:
    """The statistics table."""
    duty = find(duty_id)
    if not may_write(duty):
        flash("Báo cáo đã gửi nên chỉ xem được, không sửa được.", "info")
        return redirect(url_for("reports_unit.check", duty_id=duty.id))
    return _page(duty)


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-2/")
@allow(*WRITERS)
def save_statistics(duty_id: int) -> Response:
    """Save the whole table; valid cells are stored even when others are wrong."""
    duty = find(duty_id)
    typed = {
        code: request.form.getlist(code)
        for code in request.form
        if code.startswith("stat:") or code == "cutoff"
    }
    _fill(duty, typed)
    versions = _versions()
    entries = [Entry(code, texts, versions.get(code, 0)) for code, texts in typed.items()]
    try:
        result = save_page(current_actor(), duty, entries, *tab(), doubtful=_doubtful())
    except DraftLocked:
        flash(LOCKED, "error")
        return _page(duty, typed, versions, status=409)
    if result.invalid or result.conflicts:
        # A cell that was taken shows what is stored: someone else may have written it since.
        wrong = {code: typed[code] for code in (*result.invalid, *result.conflicts)}
        return _page(duty, wrong, versions, result, 422 if result.invalid else 409)
    flash(
        f"Đã lưu {result.saved} ô thay đổi lúc {local(now()).strftime('%H:%M')}."
        if result.saved
        else "Không có ô nào thay đổi.",
        "success",
    )
    where = "report" if "xong" in request.form else "statistics"
    return redirect(url_for(f"reports_unit.{where}", duty_id=duty.id))


def _carried(name: str) -> Any:
    """What the page carried along as JSON; None when it cannot be read."""
    try:
        return json.loads(request.form.get(name, ""))
    except (ValueError, RecursionError):
        return None


def _doubtful() -> frozenset[str]:
    """The cells whose last request was not answered when the page was sent."""
    found = _carried("doubtful")
    listed = found if isinstance(found, list) else []
    return frozenset(code for code in listed if isinstance(code, str))


def _versions() -> dict[str, int]:
    """The versions that the page showed, as it carried them along."""
    found = _carried("versions")
    if not isinstance(found, dict):
        return {}
    counts = {code: value for code, value in found.items() if isinstance(value, int)}
    return {code: value for code, value in counts.items() if 0 <= value < 10**9}


def _fill(duty: Duty, typed: dict[str, list[str]]) -> None:
    """Two buttons that fill blanks: last year's accepted numbers, and “không phát sinh”."""
    definition = queries.definition_of(duty)
    if "nam-truoc" in request.form:
        known = history_queries.previous_year_values(duty)
        for item in definition.indicators:
            code = item.field("previous")
            if item.code in known and not any(typed.get(code, [])):
                typed[code] = typed_again(item, known[item.code])
    group = request.form.get("kps", "")
    blocks = blocks_of(definition)
    for item in definition.indicators:
        if group and blocks[item.group] == group:
            for column in ("previous", "current"):
                if not any(typed.get(item.field(column), [])):
                    typed[item.field(column)] = ["kps"]


def _page(
    duty: Duty,
    typed: dict[str, list[str]] | None = None,
    versions: dict[str, int] | None = None,
    result: PageSaved | None = None,
    status: int = 200,
) -> Response:
    """``typed``: what could not be stored, and ``versions``, those it was typed over."""
    seen = overview(duty)
    grid = build(seen, typed or {}, result)
    return render(
        "workspace/reports/statistics.html",
        status=status,
        grid=grid,
        cutoff=(typed or {}).get("cutoff", [show_cutoff(seen.values.get("cutoff"))])[0],
        cutoff_error=grid.errors.get("cutoff", ""),
        cutoff_label=seen.definition.cutoff_label,
        conflicts=_conflicts(seen.labels, result, duty),
        versions=_shown_versions(grid, typed or {}, versions or {}, result),
        warnings=seen.warnings,
        offered=_offered(duty, seen.values),
        flags=seen.flagged("statistics"),
        labels=seen.labels,
        dom_id=dom_id,
        autosave=url_for("reports_unit.save_one", duty_id=duty.id),
        **frame(duty, "Phụ lục II"),
    )


def _shown_versions(
    grid: Grid, typed: dict[str, list[str]], posted: dict[str, int], result: PageSaved | None
) -> dict[str, int]:
    """The versions to send back: of what is shown. After a conflict the other's, so that saving
    again keeps one's own text."""
    versions = grid.versions | {code: posted.get(code, 0) for code in typed}
    for code, conflict in (result.conflicts if result else {}).items():
        versions[code] = conflict.version
    return versions


def _conflicts(
    labels: dict[str, str], result: PageSaved | None, duty: Duty
) -> list[dict[str, str]]:
    definition = queries.definition_of(duty)
    return [
        {
            "label": labels.get(code, code),
            "theirs": show_field(definition, code, json.loads(conflict.theirs)) or "(để trống)",
            "mine": show_field(definition, code, json.loads(conflict.mine)) or "(để trống)",
            "by": conflict.by,
            "at": local(conflict.at).strftime("%H:%M"),
        }
        for code, conflict in (result.conflicts if result else {}).items()
    ]


def _offered(duty: Duty, values: dict[str, Any]) -> int:
    """How many blank cells of last year the accepted report of that year could fill."""
    known = history_queries.previous_year_values(duty)
    return sum(
        item.code in known
        and state_of(values.get(item.field("previous"))) == "blank"
        and state_of(known[item.code]) != "blank"
        for item in queries.definition_of(duty).indicators
    )
