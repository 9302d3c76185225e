"""The outline as a Word file: fetched, written in elsewhere, compared, applied; text that found
no section waits here until it is put into one."""

import json
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.documents.sheets import BadSheet
from portal.documents.word.package import UnreadableWord
from portal.reports import queries
from portal.reports.attached_models import UnplacedText
from portal.reports.drafts import DraftLocked
from portal.reports.exchange import applying, unplaced_actions
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.filled import filled_of
from portal.reports.exchange.word_reading import OutlineContent, Outside, read_outline
from portal.reports.exchange.word_writing import outline_docx
from portal.reports.forms import WordForm
from portal.reports.models import Duty
from portal.reports.rules import labels_of
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.reports.unit_file_review import (
    LOCKED,
    FileKind,
    apply_reviewed,
    carried_form,
    content_of,
    to_reading,
)
from portal.reports.unit_send import send_docx
from portal.web.described import shown_again
from portal.web.rendering import render

_MAX_PIECES = 500


@blueprint.get("/bao-cao/<int:duty_id>/de-cuong.docx")
@allow(*UNIT_ROLES)
def outline(duty_id: int) -> Response:
    """The draft's outline as a Word file to be written in."""
    duty = find(duty_id)
    return send_docx(outline_docx(filled_of(duty)), f"de-cuong-{duty.unit.code}-{duty.year}")


@blueprint.get("/bao-cao/<int:duty_id>/word/")
@allow(*WRITERS)
def word(duty_id: int) -> Response:
    """Where the file is fetched and sent back, and what waits to be put into a section."""
    duty = find(duty_id)
    return _page(duty, WordForm(formdata=None)) if may_write(duty) else to_reading(duty)


@blueprint.post("/bao-cao/<int:duty_id>/word/")
@allow(*WRITERS)
def compare_word(duty_id: int) -> Response:
    """What an uploaded file would change, section by section; nothing of it is kept yet."""
    duty = find(duty_id)
    if not may_write(duty):
        return to_reading(duty)
    form = WordForm()
    if form.validate_on_submit():
        try:
            content = read_outline(
                content_of(form.file), queries.definition_of(duty), duty.id,
                (duty.title, duty.unit.name),
            )  # fmt: skip
        except (BadSheet, UnreadableWord) as problem:
            form.file.errors = [str(problem)]
        else:
            return _compared(duty, content, form.file.filename)
    return _page(duty, form, 422)


@blueprint.post("/bao-cao/<int:duty_id>/word/ghi/")
@allow(*WRITERS)
def apply_word(duty_id: int) -> Response:
    """Write what the page showed and keep what found no section."""
    duty = find(duty_id)
    pieces = _read_pieces(request.form.get("outside", "[]"))

    def keep(name: str) -> str:
        kept = unplaced_actions.keep(current_actor(), duty, pieces or [], name)
        return f"{kept} đoạn chưa ghép đang chờ ở dưới." if kept else ""

    return apply_reviewed(duty, _WORD, pieces is not None, keep, "word")


@blueprint.post("/bao-cao/<int:duty_id>/word/<int:text_id>/ghep/")
@allow(*WRITERS)
def place_text(duty_id: int, text_id: int) -> Response:
    """Put a waiting text at the end of a section, or (``bo``) set it aside."""
    duty = find(duty_id)
    piece = UnplacedText.get_or_none(UnplacedText.id == text_id, UnplacedText.duty == duty)
    if piece is None:
        abort(404)
    section = queries.definition_of(duty).section(request.form.get("section", ""))
    try:
        if "bo" in request.form:
            unplaced_actions.set_aside(current_actor(), piece)
            flash("Đã bỏ đoạn này khỏi danh sách chưa ghép.", "success")
        elif section is None:
            flash("Chọn phần của đề cương để ghép vào.", "error")
        else:
            unplaced_actions.place(current_actor(), piece, section)
            flash(f"Đã ghép vào cuối phần “{section.title}”.", "success")
    except DraftLocked:
        flash(LOCKED, "error")
    except unplaced_actions.DoesNotFit as problem:
        flash(f"Chưa ghép: {problem}", "error")
    except unplaced_actions.SectionBusy:
        flash("Phần này đang có người sửa; hãy thử lại sau ít phút.", "warning")
    return redirect(url_for("reports_unit.word", duty_id=duty.id))


def _read_pieces(text: str) -> list[tuple[str, str]] | None:
    """The texts outside sections that the page carried; None for anything else."""
    try:
        rows: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or len(rows) > _MAX_PIECES:
        return None
    sound = all(
        isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)
        for row in rows
    )
    if not sound:
        return None
    return [(clean_lines(one)[:20_000], clean_lines(near)[:300]) for one, near in rows if one]


def clean_lines(text: str) -> str:
    """Carried text without what a database or a page cannot hold."""
    return shown_again(text).strip()


def _carried_pieces(pieces: list[Outside]) -> str:
    return json.dumps([[one.text, one.near] for one in pieces], ensure_ascii=False)


def _page(duty: Duty, form: WordForm, status: int = 200) -> Response:
    definition = queries.definition_of(duty)
    labels = labels_of(definition)
    return render(
        "workspace/reports/word.html",
        status=status,
        form=form,
        waiting=unplaced_actions.unplaced_of(duty),
        sections=[(one.code, labels[one.field]) for one in definition.answered_sections],
        **frame(duty, "Làm trên Word"),
    )


def _compared(duty: Duty, content: OutlineContent, name: str, status: int = 200) -> Response:
    found = applying.difference(duty, content.cells)
    return render(
        "workspace/reports/word_review.html",
        status=status,
        form=carried_form(found, name),
        found=found,
        content=content,
        outside=_carried_pieces(content.outside),
        absent=_absent(duty, content.cells) if status == 200 else [],
        name=name,
        **frame(duty, "Xem lại thay đổi từ tệp Word"),
    )


def _absent(duty: Duty, cells: list[FileCell]) -> list[str]:
    """Sections with text that the file does not hold; they stay as they are."""
    present = {cell.code for cell in cells}
    definition, values = queries.definition_of(duty), queries.draft_values(duty)
    labels = labels_of(definition)
    return [
        labels[one.field]
        for one in definition.answered_sections
        if values.get(one.field) and one.field not in present
    ]


_WORD = FileKind(
    WordForm,
    "phần",
    _page,
    lambda duty, cells, name: _compared(duty, OutlineContent(cells=cells), name, 409),
)
