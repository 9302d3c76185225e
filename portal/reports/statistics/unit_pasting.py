"""Pasting a block from Excel into Phụ lục II: looked at first, written when somebody says so.

The script of the table shows the same answers in a dialog over the page; without it they are
pages. The block is read anew when it is written, so nothing that was read is carried along.
"""

import json
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports.draft_pages import Entry, PageSaved, save_page
from portal.reports.drafts import DraftLocked
from portal.reports.kept_texts import keep_page
from portal.reports.models import Duty
from portal.reports.overview import Overview, overview
from portal.reports.rules import BadValue
from portal.reports.statistics.cell_typing import STYLES
from portal.reports.statistics.paste import Placed, Plan, lines_of, plan_of, rows_in
from portal.reports.statistics.rules import share_shown, typed_again
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write, tab
from portal.reports.unit_sections import LOCKED
from portal.web.rendering import render

_MATCHED = {
    "labels": "Các dòng được ghép theo tên chỉ tiêu có trong khối.",
    "headings": "Các dòng được ghép lần lượt; dòng trống của khối rơi đúng vào dòng đề mục.",
    "rows": "Các dòng được ghép lần lượt từ dòng bắt đầu, bỏ qua dòng đề mục.",
}


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc-2/dan/")
@allow(*WRITERS)
def paste(duty_id: int) -> Response:
    """Where a block is pasted when the table itself cannot take it."""
    duty = find(duty_id)
    if not may_write(duty):
        flash("Báo cáo đã gửi nên chỉ xem được, không sửa được.", "info")
        return redirect(url_for("reports_unit.check", duty_id=duty.id))
    return _page(duty, overview(duty))


@blueprint.post("/bao-cao/<int:duty_id>/phu-luc-2/dan/")
@allow(*WRITERS)
def paste_block(duty_id: int) -> Response:
    """Show what the block would change or, with “ghi”, write the cells that were chosen."""
    duty = find(duty_id)
    seen = overview(duty)
    try:
        plan = _plan(seen)
    except BadValue as problem:
        return _page(duty, seen, error=str(problem), status=422)
    if not may_write(duty):
        return _page(duty, seen, error=LOCKED, status=409)
    chosen = set(request.form.getlist("chon"))
    if "ghi" not in request.form or not chosen:
        return _page(duty, seen, plan)
    texts = {cell.code: cell.texts for cell in plan.changes if cell.code in chosen}
    versions = _versions()
    entries = [Entry(code, typed, versions.get(code, 0)) for code, typed in texts.items()]
    if (style := request.form.get("style", "")) in STYLES:
        entries.append(Entry("numbers", style, None))
    actor = current_actor()
    try:
        result = save_page(actor, duty, entries, *tab())
    except DraftLocked:
        return _page(duty, seen, plan, LOCKED, 409)
    keep_page(actor, duty, {}, [code for code in texts if code not in result.conflicts], tab())
    return _written(duty, list(texts), result, plan.refused)


def _plan(seen: Overview) -> Plan:
    rows = rows_in(request.form.get("block", ""))
    start = request.form.get("dong", ""), request.form.get("cot", "")
    style = request.form.get("style", "")
    stored = seen.fields.get("numbers")
    known = json.loads(stored.value) or "" if stored else ""
    style = style if style in STYLES else known
    return plan_of(seen.definition, seen.values, rows, start, style, seen.duty.year)


def _versions() -> dict[str, int]:
    """The versions of the cells that the preview showed, “code=version”."""
    found = {}
    for text in request.form.getlist("seen"):
        code, _, version = text.rpartition("=")
        if version.isascii() and version.isdigit() and len(version) < 10:
            found[code] = int(version)
    return found


def _page(
    duty: Duty, seen: Overview, plan: Plan | None = None, error: str = "", status: int = 200
) -> Response:
    definition = seen.definition
    start = request.form.get("dong", "")
    items = [line for line in lines_of(definition) if line]
    years = definition.year_labels(duty.year)
    return render(
        "workspace/reports/statistics_paste.html",
        fragment="workspace/reports/_statistics_paste.html",
        status=status,
        block=request.form.get("block", ""),
        start=start or items[0].code,
        column=request.form.get("cot", "") or "current",
        rows=[(item.code, seen.labels[f"stat:{item.code}"]) for item in items],
        columns=[*years.items(), ("note", "Ghi chú")],
        styles=STYLES,
        plan=plan,
        matched=_MATCHED[plan.matched] if plan else "",
        versions={code: field.version for code, field in seen.fields.items()},
        error=error,
        **frame(duty, "Dán từ Excel"),
    )


def _written(duty: Duty, codes: list[str], result: PageSaved, refused: list[Placed]) -> Response:
    """What has been written: for the table behind the dialog, or on the page of the table.

    The cells of the block that were ``refused`` are told once more: they stand nowhere else now.
    """
    seen = overview(duty)
    lost = [
        f"{seen.labels.get(code, code)}: {conflict.by} vừa sửa ô này nên không ghi đè."
        for code, conflict in result.conflicts.items()
    ]
    count = len([code for code in codes if code not in result.conflicts])
    if not (lost or refused or request.htmx):  # type: ignore[attr-defined]
        flash(f"Đã ghi {count} ô từ khối dán vào.", "success")
        return redirect(url_for("reports_unit.statistics", duty_id=duty.id))
    return render(
        "workspace/reports/statistics_paste.html",
        fragment="workspace/reports/_statistics_pasted.html",
        status=409 if lost else 200,
        count=count,
        lost=lost,
        refused=refused,
        cells={code: _shown(seen, code) for code in codes if code not in result.conflicts},
        **frame(duty, "Dán từ Excel"),
    )


def _shown(seen: Overview, code: str) -> dict[str, Any]:
    """A cell as the table shows it: its version, the texts of its inputs, its share."""
    value = seen.values.get(code)
    item = seen.definition.indicator(code.split(":")[1])
    if item is None or code.endswith(":note"):
        texts, share = [str(value or "")], ""
    else:
        texts, share = typed_again(item, value), share_shown(item, value)
    return {"version": seen.fields[code].version, "texts": texts, "share": share}
