"""The draft of a form: read, uploaded from Excel, its general part, issued, discarded."""

import io
from typing import Any

from flask import flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.documents.file_types import XLSX
from portal.documents.sheets import BadSheet
from portal.reports.form_making import actions, queries, row_actions
from portal.reports.form_making.blueprint import ISSUER, READERS, WRITERS, blueprint, found_draft
from portal.reports.form_making.diff_rules import KIND_WORDS, differences
from portal.reports.form_making.excel_reading import ReadDefinition, read_definition_xlsx
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.forms import DefinitionForm, IssueForm, SeenForm
from portal.reports.form_making.general_form import GeneralForm
from portal.reports.form_making.general_rules import GENERAL, MEANT_FOR, general_of
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import LEVELS, PARTS, in_words, seen_mark
from portal.reports.form_making.whole import said, whole
from portal.web.rendering import render

_PAGES = "workspace/reports/form_making"
_MOST_FAULTS = 200


@blueprint.get("/ban-thao/<int:form_draft>/")
@allow(*READERS)
def draft(form_draft: int) -> Response:
    """The draft whole, what the lint says, what differs from the version in force."""
    row = found_draft(form_draft)
    raw = queries.raw_of(row.definition)
    return render(
        f"{_PAGES}/draft.html",
        draft=row,
        whole=whole(raw),
        parts=PARTS,
        differences=differences(queries.raw_of(row.base.definition), raw),
        kind_words=KIND_WORDS,
        findings=queries.findings_of_draft(row),
        writer=current_actor().has(*WRITERS),
        issuer=current_actor().has(ISSUER),
        said=said,
    )


@blueprint.get("/ban-thao/<int:form_draft>/dinh-nghia.xlsx")
@allow(*READERS)
def draft_xlsx(form_draft: int) -> Response:
    """The definition of the draft, to be changed in Excel and sent back."""
    row = found_draft(form_draft)
    body = io.BytesIO(definition_xlsx(queries.raw_of(row.definition)))
    name = f"ban-thao-{row.code}.xlsx"
    return send_file(body, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.route("/ban-thao/<int:form_draft>/tai-len", methods=["GET", "POST"])
@allow(*WRITERS)
def upload(form_draft: int) -> Response:
    """Read a definition from Excel: its faults, or on to what it would change."""
    row = found_draft(form_draft)
    form = DefinitionForm(seen=str(row.revision))
    if not form.validate_on_submit():
        return _upload_page(row, form, 422 if form.errors else 200)
    data = _content_of(form.file)
    raw = queries.raw_of(row.definition)
    try:
        read = read_definition_xlsx(data, raw, queries.taken_codes(row.code))
    except BadSheet as problem:
        form.file.errors = [str(problem)]
        return _upload_page(row, form, 422)
    if read.faults:
        form.file.errors = [f"Tệp có {len(read.faults)} ô chưa đọc được; xem bảng bên dưới."]
        return _upload_page(row, form, 422, read)
    try:
        actions.keep_upload(
            current_actor(), row.id, read.definition, form.file.filename, form.seen.data, now()
        )
    except actions.ChangedMeanwhile as problem:
        form.seen.data = str(row.revision)
        form.file.errors = [
            f"{problem.by} vừa sửa bản thảo sau khi anh/chị mở trang này. Tệp được so với bản thảo "
            "mới nhất: hãy chọn lại tệp rồi gửi nếu vẫn muốn thay."
        ]
        return _upload_page(row, form, 409)
    if read.lacking:
        flash(f"Tệp không có trang tính {', '.join(read.lacking)}: phần đó giữ nguyên.", "warning")
    return redirect(url_for("forms_office.review", form_draft=row.id))


@blueprint.route("/ban-thao/<int:form_draft>/tai-len/xem", methods=["GET", "POST"])
@allow(*WRITERS)
def review(form_draft: int) -> Response:
    """What an uploaded definition would change in the draft; take it."""
    row = found_draft(form_draft)
    if not row.uploaded:
        flash("Không có tệp nào đang chờ xem. Hãy tải tệp lên.", "info")
        return redirect(url_for("forms_office.upload", form_draft=row.id))
    form, status, by = SeenForm(seen=str(row.revision)), 200, ""
    if form.validate_on_submit():
        try:
            actions.take_upload(current_actor(), row.id, form.seen.data, now())
        except actions.ChangedMeanwhile as problem:
            status, by, form.seen.data = 409, problem.by, str(row.revision)
        else:
            flash(f"Bản thảo đã theo tệp {row.uploaded_name}.", "success")
            return redirect(url_for("forms_office.draft", form_draft=row.id))
    elif form.errors:
        status = 422
    changes = differences(queries.raw_of(row.definition), queries.raw_of(row.uploaded))
    return render(
        f"{_PAGES}/review.html",
        status=status,
        draft=row,
        form=form,
        by=by,
        differences=changes,
        kind_words=KIND_WORDS,
        findings=queries.findings(row.code, row.uploaded, row.base),
    )


@blueprint.route("/ban-thao/<int:form_draft>/chung", methods=["GET", "POST"])
@allow(*WRITERS)
def general(form_draft: int) -> Response:
    """Titles of the form, and which levels answer for another (as when districts ended)."""
    row = found_draft(form_draft)
    present = general_of(queries.raw_of(row.definition))
    form = GeneralForm(data=_typed(present), seen=seen_mark(present))
    status, theirs, by = 422 if form.errors else 200, [], ""
    values = form.values() if form.validate_on_submit() else None
    if values is not None:
        try:
            row_actions.change_general(current_actor(), row.id, values, form.seen.data, now())
        except actions.ChangedMeanwhile as problem:
            form.seen.data, status, by = seen_mark(present), 409, problem.by
            theirs = _theirs(values, present)
        else:
            return redirect(url_for("forms_office.draft", form_draft=row.id))
    elif form.errors:
        status = 422
    return render(
        f"{_PAGES}/general.html", status=status, draft=row, form=form, theirs=theirs, by=by
    )


@blueprint.route("/ban-thao/<int:form_draft>/ban-hanh", methods=["GET", "POST"])
@allow(ISSUER)
def issue(form_draft: int) -> Response:
    """Issue the draft with a note; refused while it has errors."""
    row = found_draft(form_draft)
    form, trouble, status = IssueForm(seen=str(row.revision)), "", 200
    if form.validate_on_submit():
        try:
            made = actions.issue(
                current_actor(), row.id, form.note.data or "", form.seen.data, now()
            )
        except actions.ChangedMeanwhile as problem:
            form.seen.data, status = str(row.revision), 409
            trouble = f"{problem.by} vừa sửa bản thảo. Hãy xem lại thay đổi rồi ban hành."
        except (actions.FaultyForm, actions.NothingChanged, actions.NotNewest) as problem:
            trouble, status = str(problem), 422
        else:
            flash(
                f"Đã ban hành bản {made.version}. Báo cáo giao từ nay dùng bản này; báo cáo đã "
                "giao giữ bản cũ.", "success",
            )  # fmt: skip
            return redirect(url_for("forms_office.version", form_id=made.id))
    elif form.errors:
        status = 422
    raw = queries.raw_of(row.definition)
    return render(
        f"{_PAGES}/issue.html",
        status=status,
        draft=row,
        form=form,
        trouble=trouble,
        differences=differences(queries.raw_of(row.base.definition), raw),
        kind_words=KIND_WORDS,
        findings=queries.findings_of_draft(row),
    )


@blueprint.post("/ban-thao/<int:form_draft>/bo")
@allow(*WRITERS)
def discard(form_draft: int) -> Response:
    """Throw the draft away."""
    row, form = found_draft(form_draft), SeenForm()
    try:
        actions.discard(current_actor(), row.id, form.seen.data or "")
    except actions.ChangedMeanwhile as problem:
        flash(f"{problem.by} vừa sửa bản thảo nên chưa bỏ. Hãy xem lại.", "warning")
        return redirect(url_for("forms_office.draft", form_draft=row.id))
    flash("Đã bỏ bản thảo. Biểu mẫu đang dùng giữ nguyên.", "success")
    return redirect(url_for("forms_office.versions"))


def _content_of(field: Any) -> bytes:
    data: bytes = field.data.stream.read(field.max_bytes + 1)
    return data


def _upload_page(
    row: FormDraft, form: DefinitionForm, status: int, read: ReadDefinition | None = None
) -> Response:
    faults = read.faults if read else []
    return render(
        f"{_PAGES}/upload.html", status=status, draft=row, form=form,
        faults=faults[:_MOST_FAULTS], more=max(0, len(faults) - _MOST_FAULTS),
    )  # fmt: skip


def _typed(present: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: present[key] for key in ("meant_for", *(field.key for field in GENERAL))},
        **{f"takes_{level}": present["reassign"][level] for level in LEVELS},
    }


def _theirs(mine: dict[str, Any], present: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands in the draft where it is not what was typed."""
    found = [(f.words, present[f.key]) for f in GENERAL if present[f.key] != mine[f.key]]
    levels = PARTS["de-cuong"].field("applies")
    if present["meant_for"] != mine["meant_for"]:
        found.append((MEANT_FOR, in_words(levels, present["meant_for"])))
    return found + [
        (f"Phần của {words} do cấp nào điền", in_words(levels, present["reassign"][level]))
        for level, words in LEVELS.items()
        if present["reassign"][level] != mine["reassign"][level]
    ]
