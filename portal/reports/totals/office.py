"""What the accepted reports add up to: choose, read, drill down, take along as Excel and Word."""

import io
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, send_file, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.documents.blobs import path_of
from portal.documents.file_types import DOCX, XLSX
from portal.documents.receiving import receive_upload
from portal.plans.models import Plan
from portal.reports.duties.kinds import KINDS
from portal.reports.form_version import Indicator
from portal.reports.office_blueprint import READERS, WRITERS
from portal.reports.showing import show_any, show_day, show_value, state_of
from portal.reports.totals import actions, queries
from portal.reports.totals.adding_rules import GROUPINGS, caution, in_words
from portal.reports.totals.collected import WHY_LEFT_OUT, Collected
from portal.reports.totals.excel import workbook
from portal.reports.totals.forms import TemplateForm
from portal.reports.totals.table import by_group, by_year
from portal.reports.totals.word import (
    PLACEHOLDERS,
    SHIPPED,
    BadTemplate,
    check_template,
    provincial_report,
)
from portal.vietnamese import slug
from portal.web.rendering import render

blueprint = Blueprint("totals_office", __name__, url_prefix="/lam-viec/dieu-hanh/tong-hop")

CELL_STATES = {
    "value": "có số liệu", "none": "không phát sinh", "na": "không áp dụng", "blank": "trống",
}  # fmt: skip


@blueprint.get("/")
@allow(*READERS)
def choices() -> Response:
    """The plans whose reports can be added up."""
    return render(
        "workspace/reports/office/totals/choices.html",
        choices=queries.choices(),
        kinds=_kinds(),
        writer=current_actor().has(*WRITERS),
    )


@blueprint.get("/<int:plan_id>/<report_kind>/")
@allow(*READERS)
def table(plan_id: int, report_kind: str) -> Response:
    """Totals of both years, what is left out, cut-off dates, numbers told anew."""
    collected = _collected(plan_id, report_kind)
    return render(
        "workspace/reports/office/totals/table.html",
        collected=collected,
        lines=by_year(collected),
        years=collected.form.year_labels(collected.year),
        restated=queries.restatements(collected),
        **_frame(collected),
    )


@blueprint.get("/<int:plan_id>/<report_kind>/theo/<by>/")
@allow(*READERS)
def grouped(plan_id: int, report_kind: str, by: str) -> Response:
    """This year's totals group by group."""
    if by not in GROUPINGS:
        abort(404)
    collected = _collected(plan_id, report_kind)
    return render(
        "workspace/reports/office/totals/grouped.html",
        collected=collected,
        lines=by_group(collected, by),
        groups=collected.groups(by),
        by=by,
        **_frame(collected),
    )


@blueprint.get("/<int:plan_id>/<report_kind>/chi-tieu/<indicator>/")
@allow(*READERS)
def cells(plan_id: int, report_kind: str, indicator: str) -> Response:
    """The cells behind one total, unit by unit."""
    collected = _collected(plan_id, report_kind)
    item: Indicator = collected.form.indicator(indicator) or abort(404)
    columns = [column for column, _label in collected.form.years]
    return render(
        "workspace/reports/office/totals/cells.html",
        collected=collected,
        item=item,
        years=collected.form.year_labels(collected.year),
        totals={column: collected.total(item, column) for column in columns},
        groups={
            by: [(name, collected.total(item, "current", (by, name))) for name, _n in sizes]
            for by in GROUPINGS
            for sizes in [collected.groups(by)]
            if len(sizes) > 1
        },
        rows=[
            {
                "report": report,
                "cells": {
                    column: (state_of(value), show_value(item, value))
                    for column in columns
                    for value in [report.values.get(item.field(column))]
                },
                "note": show_any(report.values.get(item.field("note"))),
            }
            for report in collected.asked(item)
        ],
        **_frame(collected),
    )


@blueprint.get("/<int:plan_id>/<report_kind>/tong-hop.xlsx")
@allow(*READERS)
def excel(plan_id: int, report_kind: str) -> Response:
    """Everything as one Excel file."""
    collected = _collected(plan_id, report_kind)
    body = workbook(collected, queries.restatements(collected), today())
    return _attached(body, XLSX, _name("tong-hop", collected, "xlsx"))


@blueprint.get("/<int:plan_id>/<report_kind>/bao-cao.docx")
@allow(*READERS)
def word(plan_id: int, report_kind: str) -> Any:
    """The draft of the provincial report; from the shipped template if the office's own fails."""
    collected = _collected(plan_id, report_kind)
    restated, own = queries.restatements(collected), queries.template()
    try:
        body = provincial_report(collected, restated, today(), _bytes(own) if own else None)
    except BadTemplate as error:
        current_app.logger.warning("totals template %s: %s", own and own.file_id, error)
        flash(f"Mẫu của Sở không điền được nên dự thảo lập theo mẫu có sẵn. {error}", "error")
        body = provincial_report(collected, restated, today())
    return _attached(body, DOCX, _name("bao-cao-tong-hop", collected, "docx"))


def _name(what: str, collected: Collected, ending: str) -> str:
    """The name of a file to take along: its year and the kind of report, as people call it."""
    return f"{what}-{collected.year}-{slug(KINDS[collected.kind].words)}.{ending}"


@blueprint.route("/mau/", methods=["GET", "POST"])
@allow(*WRITERS)
def template() -> Any:
    """The template of the provincial report: which one is used, bring another."""
    form = TemplateForm()
    if not form.validate_on_submit():
        return _template_page(form, 422 if form.errors else 200)
    stream = form.file.data.stream
    try:
        unused = check_template(stream.read(form.file.max_bytes + 1))
    except BadTemplate as error:
        form.file.errors = [str(error)]
        return _template_page(form, 422)
    stream.seek(0)
    blob = receive_upload(form.file, current_app.config["DATA"])
    if blob is None:
        return _template_page(form, 422)
    actions.replace_template(current_actor(), blob, form.file.filename, now())
    left = f" Mẫu không dùng: {', '.join(unused)}." if unused else ""
    flash(f"Từ nay báo cáo tổng hợp lập theo mẫu này.{left}", "success")
    return redirect(url_for("totals_office.template"))


@blueprint.post("/mau/bo")
@allow(*WRITERS)
def drop_template() -> Any:
    """Go back to the shipped template."""
    actions.retire_template(current_actor(), now())
    flash("Từ nay dùng mẫu có sẵn của cổng.", "success")
    return redirect(url_for("totals_office.template"))


@blueprint.get("/mau/tep")
@allow(*WRITERS)
def template_file() -> Response:
    """The template in use, to be changed in Word."""
    own = queries.template()
    return _attached(
        _bytes(own) if own else SHIPPED.read_bytes(), DOCX, "mau-bao-cao-tong-hop.docx"
    )


def _template_page(form: TemplateForm, status: int) -> Response:
    return render(
        "workspace/reports/office/totals/template.html",
        status=status,
        form=form,
        own=queries.template(),
        placeholders=PLACEHOLDERS,
    )


def _collected(plan_id: int, kind: str) -> Collected:
    plan: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    if kind not in _kinds():
        abort(404)
    return queries.collect(plan, kind, today())


def _kinds() -> dict[str, str]:
    return {code: kind.words for code, kind in KINDS.items() if kind.on_form}


def _frame(collected: Collected) -> dict[str, Any]:
    return {
        "plan": collected.plan,
        "report_kind": collected.kind,
        "kind_words": _kinds()[collected.kind],
        "groupings": GROUPINGS,
        "in_words": in_words,
        "caution": caution,
        "show_day": show_day,
        "cell_states": CELL_STATES,
        "states": WHY_LEFT_OUT,
    }


def _bytes(own: Any) -> bytes:
    return path_of(current_app.config["DATA"], own.file_id).read_bytes()


def _attached(body: bytes, kind: str, name: str) -> Response:
    return send_file(io.BytesIO(body), mimetype=kind, as_attachment=True, download_name=name)
