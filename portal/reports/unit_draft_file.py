"""“Tải bản nháp về máy”, “Nạp bản nháp từ tệp”: a way to go on where the line is bad."""

import json
from typing import Any

from flask import make_response
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.documents.sheets import BadSheet
from portal.reports.exchange import applying
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.draft_file import fields_of, header, read_file
from portal.reports.exchange.filled import filled_of
from portal.reports.forms import DraftFileForm
from portal.reports.models import Duty
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.reports.unit_file_review import (
    FileKind,
    apply_reviewed,
    carried_form,
    content_of,
    to_reading,
)
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/ban-nhap.json")
@allow(*WRITERS)
def draft_json(duty_id: int) -> Response:
    """The draft as the portal has it; the page adds what it could not send."""
    duty = find(duty_id)
    content = header(duty) | {
        "luc": now().isoformat(timespec="seconds"),
        "nguoi_tai": current_actor().typist or current_actor().name,
        "o": fields_of(filled_of(duty)),
    }
    response = make_response(json.dumps(content, ensure_ascii=False, indent=1))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="{content["ten_tep"]}"'
    return response


@blueprint.get("/bao-cao/<int:duty_id>/ban-nhap/")
@allow(*WRITERS)
def draft_file(duty_id: int) -> Response:
    """Where the draft is fetched and loaded back."""
    duty = find(duty_id)
    return _page(duty, DraftFileForm(formdata=None)) if may_write(duty) else to_reading(duty)


@blueprint.post("/bao-cao/<int:duty_id>/ban-nhap/")
@allow(*WRITERS)
def compare_draft(duty_id: int) -> Response:
    """What a saved draft would change; nothing of it is kept."""
    duty = find(duty_id)
    if not may_write(duty):
        return to_reading(duty)
    form = DraftFileForm()
    if form.validate_on_submit():
        try:
            cells = read_file(content_of(form.file), duty)
        except BadSheet as problem:
            form.file.errors = [str(problem)]
        else:
            return _compared(duty, cells, form.file.filename)
    return _page(duty, form, 422)


@blueprint.post("/bao-cao/<int:duty_id>/ban-nhap/ghi/")
@allow(*WRITERS)
def apply_draft(duty_id: int) -> Response:
    """Write what the page showed; what somebody changed meanwhile is shown again."""
    return apply_reviewed(find(duty_id), _DRAFT)


def _page(duty: Duty, form: DraftFileForm, status: int = 200) -> Response:
    return render(
        "workspace/reports/draft_file.html", status=status, form=form,
        **frame(duty, "Bản nháp trên máy"),
    )  # fmt: skip


def _compared(duty: Duty, cells: list[FileCell], name: str, status: int = 200) -> Response:
    found = applying.difference(duty, cells)
    form = carried_form(found, name, found.kept)
    more: dict[str, Any] = {"unmatched": (), "absent": [], "foreign": False, "missing": ()}
    return render(
        "workspace/reports/draft_review.html",
        status=status, form=form, found=found, name=name,
        **more, **frame(duty, "Xem lại thay đổi từ bản nháp"),
    )  # fmt: skip


_DRAFT = FileKind(
    DraftFileForm, "chỗ", _page, lambda duty, cells, name: _compared(duty, cells, name, 409)
)
