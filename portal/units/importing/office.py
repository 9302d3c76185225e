"""The office brings the register up to date from a file: upload, look, confirm."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.file_types import XLSX
from portal.documents.sheets import BadSheet, Table, checked, read_table
from portal.units.importing.actions import (
    ImportRefused,
    RegisterMoved,
    import_units,
    propose_import,
    seal_of,
)
from portal.units.importing.forms import FileForm, ReviewForm
from portal.units.importing.outcome_rules import KINDS, Known, Result
from portal.units.importing.queries import known_units, preview, unit_names
from portal.units.importing.row_rules import COLUMNS, FileRow, NoHeading, read_rows
from portal.units.importing.spreadsheet import template_csv, template_xlsx
from portal.units.office_blueprint import READERS, WRITERS, blueprint
from portal.web.rendering import render

_CHOICE = re.compile(r"chon-([0-9]{1,4})")


@blueprint.route("/nhap-tep/", methods=["GET", "POST"])
@allow(*WRITERS)
def import_file() -> Any:
    """The page with the templates; an uploaded file is read and shown beside the register."""
    form = FileForm()
    if not form.is_submitted():
        return render("workspace/units/import.html", form=form)
    if form.validate():
        try:
            table = read_table(form.file.data.stream.read(), form.file.filename)
            rows = read_rows(table)
        except (BadSheet, NoHeading) as error:
            form.file.errors = [str(error)]
        else:
            return _review(table, rows, form.file.filename, {})
    return render("workspace/units/import.html", status=422, form=form)


@blueprint.post("/nhap-tep/xem-lai/")
@allow(*WRITERS)
def import_review() -> Any:
    """What was chosen is shown again; with “save” the rows that are sound are written."""
    form = ReviewForm()
    try:
        if not form.validate():
            raise BadSheet("Không đọc lại được nội dung tệp. Hãy chọn tệp lần nữa.")
        table = _carried(form.rows.data)
        rows = read_rows(table)
    except (BadSheet, NoHeading) as error:
        again = FileForm(formdata=None)
        again.file.errors = [str(error)]
        return render("workspace/units/import.html", status=422, form=again)
    name = (form.name.data or "")[:200]
    decisions = _decisions()
    if request.form.get("action") != "save":
        return _review(table, rows, name, decisions)
    try:
        results = import_units(
            current_actor(), rows, decisions, today(), file=name, seen=form.seen.data or "-"
        )
    except RegisterMoved:
        return _review(
            table, rows, name, decisions, 409,
            "Chưa ghi: lựa chọn hoặc danh mục đã khác so với lần xem trước. Hãy xem lại.",
        )  # fmt: skip
    except ImportRefused as error:
        return _review(table, rows, name, decisions, 422, f"Chưa ghi: {error}")
    request_made = propose_import(current_actor(), results, name, today())
    flash(f"Đã ghi: {_summary(results)}.", "success")
    if request_made is None:
        return redirect(url_for("units_office.units"))
    return redirect(url_for("publishing_office.request_page", request_id=request_made.id))


@blueprint.get("/danh-muc.xlsx")
@allow(*READERS)
def register_xlsx() -> Response:
    """The whole register in the form of the template."""
    return _excel("danh-muc-don-vi.xlsx", known_units(today()).values())


@blueprint.get("/danh-muc.csv")
@allow(*READERS)
def register_csv() -> Response:
    """The whole register, as CSV."""
    return _csv("danh-muc-don-vi.csv", known_units(today()).values())


@blueprint.get("/mau-danh-muc.xlsx")
@allow(*READERS)
def empty_xlsx() -> Response:
    """The template, empty."""
    return _excel("mau-danh-muc-don-vi.xlsx", ())


@blueprint.get("/mau-danh-muc.csv")
@allow(*READERS)
def empty_csv() -> Response:
    """The template, empty, as CSV."""
    return _csv("mau-danh-muc-don-vi.csv", ())


def _excel(name: str, units: Iterable[Known]) -> Response:
    content = BytesIO(template_xlsx(units))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


def _csv(name: str, units: Iterable[Known]) -> Response:
    content = BytesIO(template_csv(units).encode())
    return send_file(content, mimetype="text/csv", as_attachment=True, download_name=name)


def _carried(text: str) -> Table:
    """The rows that the page carried; BadSheet when they are not those of a file."""
    try:
        rows = json.loads(text or "")
    except (ValueError, RecursionError):
        rows = None
    whole = isinstance(rows, list) and all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows
    )
    if not whole:
        raise BadSheet("Không đọc lại được nội dung tệp. Hãy chọn tệp lần nữa.")
    return checked(rows)


def _decisions() -> dict[int, str]:
    found = {}
    for field in request.form:
        line = _CHOICE.fullmatch(field)
        if line and request.form[field]:
            found[int(line.group(1))] = request.form[field][:120]
    return found


def _summary(results: list[Result]) -> str:
    counted = Counter(one.kind for one in results)
    return ", ".join(f"{words.lower()} {counted[kind]}" for kind, words in KINDS.items()
                     if counted[kind])  # fmt: skip


def _review(
    table: Table,
    rows: list[FileRow],
    name: str,
    decisions: dict[int, str],
    status: int = 200,
    trouble: str = "",
) -> Response:
    results = preview(rows, decisions, today())
    form = ReviewForm(formdata=None)
    form.rows.data = json.dumps(table, ensure_ascii=False)
    form.name.data, form.seen.data = name, seal_of(results)
    by_kind = {kind: [one for one in results if one.kind == kind] for kind in KINDS}
    writable = len(by_kind["new"]) + len(by_kind["changed"])
    return render(
        "workspace/units/import_review.html",
        status=status,
        form=form,
        name=name,
        by_kind=by_kind,
        kinds=KINDS,
        columns={column: words for column, (words, _hint) in COLUMNS.items()},
        writable=writable,
        left_out=len(results) - writable - len(by_kind["unchanged"]),
        decisions=decisions,
        names=unit_names(),
        trouble=trouble,
        summary=_summary(results),
    )
