"""Phụ lục II: every applicable indicator, both years and a note, on one page or block by block."""

import json
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import local, now, today
from portal.reports import queries
from portal.reports.draft_pages import Entry, PageSaved, save_page
from portal.reports.draft_values import show_cutoff
from portal.reports.drafts import DraftLocked
from portal.reports.kept_texts import is_kept, keep_page
from portal.reports.layout import show_field
from portal.reports.models import Duty
from portal.reports.overview import Overview, overview
from portal.reports.sharing.unit_presence import presence_in
from portal.reports.showing import STATES, show_number
from portal.reports.statistics import unit_filling
from portal.reports.statistics.grid import Grid, build, refs_of
from portal.reports.statistics.previous import prefilled
from portal.reports.statistics.rules import blocks_in, typed_again
from portal.reports.statistics.soft_warnings import cutoff_ahead, offered_total
from portal.reports.unit_base import WRITERS, blueprint, dom_id, find, frame, may_write, tab
from portal.reports.unit_sections import LOCKED
from portal.web.rendering import render

_VIEW_ONLY = "Báo cáo đã gửi nên chỉ xem được, không sửa được."


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-2/")
@allow(*WRITERS)
def statistics(duty_id: int) -> Response:
    """The statistics table."""
    return _open(find(duty_id))


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-2/nhom/<block>/")
@allow(*WRITERS)
def statistics_block(duty_id: int, block: str) -> Response:
    """One block of the table: for a phone, and for a browser that runs no scripts."""
    duty = find(duty_id)
    return _open(duty, _known(duty, block))


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-2/")
@allow(*WRITERS)
def save_statistics(duty_id: int) -> Response:
    """Save the whole table; valid cells are stored even when others are wrong."""
    return _save(find(duty_id))


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-2/nhom/<block>/")
@allow(*WRITERS)
def save_statistics_block(duty_id: int, block: str) -> Response:
    """Save one block of the table, and on to the next."""
    duty = find(duty_id)
    return _save(duty, _known(duty, block))


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-2/tinh-hinh/")
@allow(*WRITERS)
def statistics_state(duty_id: int) -> Response:
    """How far the table is, and what is worth a second look: asked for after an autosave."""
    duty = find(duty_id)
    seen = overview(duty)
    return render("workspace/reports/_statistics_state.html", **_standing(seen, build(seen, {})))


def _known(duty: Duty, block: str) -> str:
    """``block`` if it is a block of this unit's table; 404 otherwise."""
    if block not in blocks_in(queries.definition_of(duty)):
        abort(404)
    return block


def _open(duty: Duty, only: str = "") -> Response:
    if not may_write(duty):
        flash(_VIEW_ONLY, "info")
        return redirect(url_for("reports_unit.check", duty_id=duty.id))
    return _page(duty, only=only)


def _save(duty: Duty, only: str = "") -> Response:
    group = request.form.get("kps", "")
    if "ghi-kps" in request.form:
        try:
            unit_filling.fill(duty, group)
        except DraftLocked:
            flash(LOCKED, "error")
        return redirect(_next(duty, only))
    seen = overview(duty)
    typed = {
        code: request.form.getlist(code)
        for code in request.form
        if code.startswith("stat:") or code == "cutoff"
    }
    _take_total(seen, typed)
    typed = {code: texts for code, texts in typed.items() if not _is_prefill(seen, code, texts)}
    versions = _versions()
    entries = [Entry(code, texts, versions.get(code, 0)) for code, texts in typed.items()]
    actor = current_actor()
    try:
        result = save_page(actor, duty, entries, *tab(), doubtful=_doubtful())
    except DraftLocked:
        flash(LOCKED, "error")
        return _page(duty, typed, versions, status=409, only=only)
    refused = {code: typed[code] for code in result.invalid if is_kept(seen.definition, code)}
    keep_page(actor, duty, refused, [code for code in typed if code not in result.invalid], tab())
    if result.invalid or result.conflicts:
        # A cell that was taken shows what is stored: someone else may have written it since.
        wrong = {code: typed[code] for code in (*result.invalid, *result.conflicts)}
        return _page(duty, wrong, versions, result, 422 if result.invalid else 409, only)
    if group:
        return unit_filling.ask(duty, group, _next(duty, only))
    flash(
        f"Đã lưu {result.saved} ô thay đổi lúc {local(now()).strftime('%H:%M')}."
        if result.saved
        else "Không có ô nào thay đổi.",
        "success",
    )
    return redirect(_next(duty, only))


def _next(duty: Duty, only: str) -> str:
    """Where the button that was pressed leads to."""
    if "xong" in request.form:
        return url_for("reports_unit.report", duty_id=duty.id)
    if not only:
        return url_for("reports_unit.statistics", duty_id=duty.id)
    blocks = blocks_in(queries.definition_of(duty))
    after = blocks.index(only) + ("tiep" in request.form)
    if after >= len(blocks):
        return url_for("reports_unit.report", duty_id=duty.id)
    return url_for("reports_unit.statistics_block", duty_id=duty.id, block=blocks[after])


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


def _is_prefill(seen: Overview, code: str, texts: list[str]) -> bool:
    """Whether a cell repeats last year's accepted number, which needs no typing to stand."""
    value = prefilled(seen.definition, seen.known).get(code) if code.endswith(":previous") else None
    item = seen.definition.indicator(code.split(":")[1]) if value else None
    return item is not None and code not in seen.fields and texts == typed_again(item, value)


def _take_total(seen: Overview, typed: dict[str, list[str]]) -> None:
    """The button that takes the total of a share from the row the form names."""
    code = request.form.get("lay", "")
    item = seen.definition.indicator(code.removeprefix("stat:").rpartition(":")[0])
    if item and len(texts := typed.get(code, [])) == 2:
        total = offered_total(seen.definition, item, code.rpartition(":")[2], seen.values)
        typed[code] = [texts[0], show_number(total) or texts[1]]


def _page(
    duty: Duty,
    typed: dict[str, list[str]] | None = None,
    versions: dict[str, int] | None = None,
    result: PageSaved | None = None,
    status: int = 200,
    only: str = "",
) -> Response:
    """``typed``: what could not be stored, and ``versions``, those it was typed over."""
    seen = overview(duty)
    grid = build(seen, typed or {}, result, only)
    return render(
        "workspace/reports/statistics.html",
        status=status,
        only=only,
        posted=typed is not None,
        cutoff=(typed or {}).get("cutoff", [show_cutoff(seen.values.get("cutoff"))])[0],
        cutoff_error=grid.errors.get("cutoff", ""),
        cutoff_label=seen.definition.cutoff_label,
        conflicts=_conflicts(seen.labels, result, duty),
        versions=_shown_versions(grid, typed or {}, versions or {}, result),
        numbers=_numbers(seen),
        flags=seen.flagged("statistics"),
        dom_id=dom_id,
        **_standing(seen, grid),
        **presence_in(duty, "statistics"),
        **frame(duty, "Phụ lục II"),
    )


def _standing(seen: Overview, grid: Grid) -> dict[str, Any]:
    """What the part of the page that follows each save shows."""
    return {
        "grid": grid, "warnings": seen.warnings, "labels": seen.labels,
        "refs": refs_of(seen), "state_words": STATES,
        "ahead": cutoff_ahead(seen.values.get("cutoff"), today()),
    }  # fmt: skip


def _numbers(seen: Overview) -> str:
    """How numbers with one dot or comma are meant in this table: “vn”, “en”, "" not asked yet."""
    stored = seen.fields.get("numbers")
    return json.loads(stored.value) or "" if stored else ""


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
