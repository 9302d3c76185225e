"""Beside the sections of the outline: pasted HTML is cleaned, old fonts are turned into Unicode."""

from flask import abort, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_values import read_field, typed_value
from portal.reports.drafts import Conflict, DraftLocked, Saved, save_value
from portal.reports.field_queries import base_values
from portal.reports.form_version import Section
from portal.reports.models import Duty
from portal.reports.narrative.blocks import plain_text
from portal.reports.narrative.legacy_font import in_unicode
from portal.reports.narrative.marks import is_marked, value_of
from portal.reports.narrative.pasted_html import cleaned
from portal.reports.narrative.shown_html import html_of
from portal.reports.rules import BadValue, Incoming, as_json
from portal.reports.unit_base import WRITERS, blueprint, find, whole

_MOVED = "Có người vừa sửa phần này nên chưa chuyển; hãy xem lại nội dung dưới đây."
_SENT = "Báo cáo đã được gửi nên không lưu được nữa."


@blueprint.post("/bao-cao/<int:duty_id>/lam-sach/")
@allow(*WRITERS)
def clean_paste(duty_id: int) -> Response:
    """Pasted HTML as the editor may take it: clean, its words alone, and what is not kept.

    Nothing is stored. ``rich`` says whether it has any formatting at all.
    """
    find(duty_id)
    try:
        found = cleaned(request.form.get("html", ""))
    except BadValue as problem:
        answer = jsonify(message=str(problem))
        answer.status_code = 422
        return answer
    return jsonify(
        html=str(html_of(found.blocks, classed=False)),
        text=plain_text(found.blocks),
        rich=is_marked(value_of(found.blocks)),
        notes=found.notes,
    )


@blueprint.post("/bao-cao/<int:duty_id>/de-cuong/<code>/phong-chu/")
@allow(*WRITERS)
def convert_section(duty_id: int, code: str) -> Response:
    """Save the section as typed, then once more in Unicode: the first can be brought back."""
    duty, section = _find(duty_id, code)
    definition = queries.definition_of(duty)
    here = url_for("reports_unit.section", duty_id=duty.id, code=code)
    texts = request.form.getlist("value")
    try:
        typed = read_field(definition, section.field, typed_value(definition, section.field, texts))
    except BadValue as problem:
        flash(f"Chưa chuyển được: {problem}", "error")
        return redirect(here)
    actor = current_actor()
    try:
        first = save_value(actor, duty, section.field, Incoming(as_json(typed), whole("version")))
        if isinstance(first, Conflict):
            flash(_MOVED, "warning")
            return redirect(here)
        changed = as_json(in_unicode(typed))
        if changed == first.value:
            flash("Không thấy chữ gõ bằng phông cũ nên không có gì để chuyển.", "info")
            return redirect(here)
        second = save_value(actor, duty, section.field, Incoming(changed, first.version))
    except DraftLocked:
        flash(_SENT, "error")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    if isinstance(second, Conflict):
        flash(_MOVED, "warning")
        return redirect(here)
    flash("Đã chuyển sang Unicode. Hãy đọc lại; nếu sai, bấm “Hoàn tác việc chuyển phông”.",
          "success")  # fmt: skip
    return redirect(f"{here}?truoc={first.version}")


@blueprint.post("/bao-cao/<int:duty_id>/de-cuong/<code>/hoan-tac/")
@allow(*WRITERS)
def undo_section(duty_id: int, code: str) -> Response:
    """Bring back the text of an earlier version; what stands now stays in the history."""
    duty, section = _find(duty_id, code)
    earlier = whole("truoc")
    text = base_values(duty, {section.field: earlier}).get(section.field)
    if text is None:
        abort(404)
    try:
        result = save_value(current_actor(), duty, section.field, Incoming(text, whole("version")))
    except DraftLocked:
        flash(_SENT, "error")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    if isinstance(result, Saved):
        flash("Đã trả lại nội dung như trước khi chuyển phông.", "success")
    else:
        flash(_MOVED, "warning")
    return redirect(url_for("reports_unit.section", duty_id=duty.id, code=code))


def _find(duty_id: int, code: str) -> tuple[Duty, Section]:
    duty = find(duty_id)
    section = queries.definition_of(duty).section(code)
    if section is None:
        abort(404)
    return duty, section
