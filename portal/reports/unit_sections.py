"""A section of the outline: narrative text, or a list of shortcomings or proposals."""

import json
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.draft_values import PARTS, typed_value
from portal.reports.drafts import Conflict, DraftLocked
from portal.reports.evidence.queries import serving
from portal.reports.form_version import FormDefinition, Section
from portal.reports.models import Duty
from portal.reports.narrative.earlier_rules import field_of, unanswered
from portal.reports.narrative.legacy_font import NAMES, encoding_of
from portal.reports.narrative.marks import shown_text
from portal.reports.narrative.presenting import Shown, shown, shown_again
from portal.reports.overview import Overview, overview
from portal.reports.sharing.unit_presence import presence_in
from portal.reports.unit_base import (
    WRITERS,
    blueprint,
    dom_id,
    find,
    frame,
    may_write,
    tab,
    whole,
)
from portal.web.rendering import render

#: Blank rows offered below the filled ones of a list.
_SPARE = 2
LOCKED = (
    "Báo cáo đã được gửi nên không lưu được nữa. Nội dung vừa nhập vẫn còn dưới đây để "
    "anh/chị sao chép lại."
)
_WORDS = {
    "shortcomings": (
        "Tồn tại, hạn chế", "Nguyên nhân", "Giải pháp khắc phục", "Khắc phục xong trước",
    ),
    "proposals": ("Đề xuất, kiến nghị", "Gửi cơ quan nào"),
}  # fmt: skip


@blueprint.get("/bao-cao/<int:duty_id>/de-cuong/<code>/")
@allow(*WRITERS)
def section(duty_id: int, code: str) -> Response:
    """One section with what the outline asks for beside it."""
    duty, found = _find(duty_id, code)
    if not may_write(duty):
        flash("Báo cáo đã gửi nên chỉ xem được, không sửa được.", "info")
        return redirect(url_for("reports_unit.check", duty_id=duty.id))
    return _page(duty, found)


@blueprint.post("/bao-cao/<int:duty_id>/de-cuong/<code>/")
@allow(*WRITERS)
def save_section(duty_id: int, code: str) -> Response:
    """Save the section; with “xong” it also counts as complete."""
    duty, found = _find(duty_id, code)
    texts = request.form.getlist("value")
    typed = typed_value(queries.definition_of(duty), found.field, texts)
    finished = "xong" in request.form
    version = whole("version")
    if finished and found.kind == "narrative" and not _says_something(texts):
        error = "Nhập nội dung của phần này, hoặc bấm “Lưu, viết tiếp sau”."
        return _page(duty, found, typed, error=error, status=422, version=version)
    mark = f"done:{code}"
    # “Đã đủ” is said by a button and stands. The other buttons only mean what they were shown
    # with: they take no mark back that someone else has set since.
    seen_mark = None if finished or "mark" not in request.form else whole("mark")
    entries = [
        Entry(found.field, typed, version),
        Entry(mark, finished, seen_mark, after=found.field),
    ]
    try:
        result = save_page(
            current_actor(), duty, entries, *tab(), doubtful=frozenset({found.field, mark})
        )
    except DraftLocked:
        return _page(duty, found, typed, error=LOCKED, status=409, version=version)
    if found.field in result.invalid:
        error = result.invalid[found.field].message
        return _page(duty, found, typed, error=error, status=422, version=version)
    if found.field in result.conflicts:
        return _page(duty, found, typed, result.conflicts[found.field], status=409)
    stored = queries.draft_values(duty).get(found.field)
    if encoding_of(stored) and "them" not in request.form:
        flash(
            "Nội dung có vẻ được gõ bằng phông chữ cũ nên có thể hiện sai. "
            "Hãy đọc lại rồi bấm “Chuyển sang Unicode” nếu đúng như vậy.",
            "warning",
        )
        return redirect(url_for("reports_unit.section", duty_id=duty.id, code=code))
    if "them" in request.form:
        return redirect(url_for("reports_unit.section", duty_id=duty.id, code=code, _anchor="them"))
    if not finished:
        flash("Đã lưu.", "success")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    following = _next(queries.definition_of(duty), found)
    if following is None:
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    return redirect(url_for("reports_unit.section", duty_id=duty.id, code=following.code))


def _find(duty_id: int, code: str) -> tuple[Duty, Section]:
    duty = find(duty_id)
    found = queries.definition_of(duty).section(code)
    if found is None:
        abort(404)
    return duty, found


def _next(definition: FormDefinition, present: Section) -> Section | None:
    sections = definition.answered_sections
    place = sections.index(present) + 1
    return sections[place] if place < len(sections) else None


def _page(
    duty: Duty,
    found: Section,
    typed: Any = None,
    conflict: Conflict | None = None,
    error: str = "",
    status: int = 200,
    version: int | None = None,
) -> Response:
    """``version``: the one that refused text was typed over; the present one would let it
    replace, unseen, what someone else wrote since."""
    seen = overview(duty)
    field = seen.fields.get(found.field)
    value = typed if typed is not None else seen.values.get(found.field)
    title = seen.labels[found.field]
    stored = field.version if field else 0
    return render(
        "workspace/reports/section.html",
        status=status,
        section=found,
        title=title,
        answer=_answer(value) if found.kind == "narrative" else None,
        inputs=_inputs(found, value),
        legacy=NAMES.get(encoding_of(seen.values.get(found.field)), ""),
        earlier=_earlier(stored),
        before=(items := seen.earlier.get(found.code, [])),
        before_left=len(unanswered(items, seen.values.get(field_of(found.code)))),
        words=_WORDS.get(found.kind),
        version=conflict.version if conflict else stored if version is None else version,
        mark=mark.version if (mark := seen.fields.get(f"done:{found.code}")) else 0,
        unsaved=bool(conflict or error),
        field=field,
        dom_id=dom_id(found.field),
        conflict=conflict,
        theirs=_theirs(found, conflict),
        error=error,
        flags=seen.flagged(found.code),
        evidence=serving(duty, found.field),
        place=_place(seen, found),
        **presence_in(duty, found.code),
        **frame(duty, title),
    )


def _inputs(found: Section, value: Any) -> list[tuple[str, ...]]:
    """What stands in the inputs of a list: its items with spare rows at the end."""
    if found.kind == "narrative":
        return []
    parts = PARTS[found.kind]
    rows = [tuple(str(item.get(part, "")) for part in parts) for item in value or []]
    while rows and not any(rows[-1]):
        rows.pop()
    return [*rows, *[("",) * len(parts)] * _SPARE]


def _answer(value: Any) -> Shown:
    return shown_again(value) if isinstance(value, list) else shown(value)


def _says_something(texts: list[str]) -> bool:
    return bool(shown_again(texts).text.strip())


def _earlier(stored: int) -> int:
    """The version to which a change of font can be taken back: the one just before it."""
    text = request.args.get("truoc", "")
    return stored - 1 if text.isascii() and text.isdigit() and text == str(stored - 1) else 0


def _theirs(found: Section, conflict: Conflict | None) -> list[str]:
    if conflict is None:
        return []
    value = json.loads(conflict.theirs) or ""
    if found.kind == "narrative":
        return shown_text(value).splitlines()
    return [" – ".join(filter(None, item.values())) for item in value]


def _place(seen: Overview, found: Section) -> str:
    sections = seen.definition.answered_sections
    return f"Phần {sections.index(found) + 1} trên {len(sections)}"
