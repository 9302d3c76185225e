"""The report forms of the office: every version, one read whole, its definition as Excel."""

import io

from flask import flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.documents.file_types import XLSX
from portal.reports.form_choosing import office as choosing_office
from portal.reports.form_choosing.queries import plans_with_reports
from portal.reports.form_making import actions, draft_office, queries, row_office
from portal.reports.form_making.blueprint import READERS, WRITERS, blueprint, found_form
from portal.reports.form_making.diff_rules import KIND_WORDS, differences
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.whole import said, whole
from portal.reports.models import Duty
from portal.web.rendering import render

__all__ = ["blueprint", "choosing_office", "draft_office", "row_office"]


@blueprint.get("/")
@allow(*READERS)
def versions() -> Response:
    """The versions of each form with their use, and the drafts in the making."""
    return render(
        "workspace/reports/form_making/versions.html",
        versions=queries.versions(),
        drafts={draft.code: draft for draft in queries.drafts()},
        plans=plans_with_reports(),
        writer=current_actor().has(*WRITERS),
    )


@blueprint.get("/<int:form_id>/")
@allow(*READERS)
def version(form_id: int) -> Response:
    """One version whole: what it asks of whom, lint, what changed from the one before."""
    form = found_form(form_id)
    raw, old = queries.raw_of(form.definition), queries.before(form)
    return render(
        "workspace/reports/form_making/version.html",
        form=form,
        whole=whole(raw),
        old=old,
        differences=differences(queries.raw_of(old.definition), raw) if old else [],
        kind_words=KIND_WORDS,
        findings=queries.findings_of_version(form),
        duties=Duty.select().where(Duty.form == form).count(),
        in_force=queries.newest(form.code).id == form.id,
        draft=queries.draft_of(form.code),
        writer=current_actor().has(*WRITERS),
        said=said,
    )


@blueprint.get("/<int:form_id>/dinh-nghia.xlsx")
@allow(*READERS)
def version_xlsx(form_id: int) -> Response:
    """The definition of a version, to be changed in Excel."""
    form = found_form(form_id)
    return attached(form.definition, f"bieu-mau-{form.code}-ban-{form.version}.xlsx")


@blueprint.post("/<int:form_id>/soan")
@allow(*WRITERS)
def begin(form_id: int) -> Response:
    """Begin the draft of the next version, or go on with the one that is there."""
    form = found_form(form_id)
    try:
        draft = actions.begin(current_actor(), form, now())
    except actions.NotNewest as problem:
        flash(str(problem), "error")
        return redirect(url_for("forms_office.version", form_id=form.id))
    return redirect(url_for("forms_office.draft", form_draft=draft.id))


def attached(definition: str, name: str) -> Response:
    """A stored definition as an Excel file."""
    body = io.BytesIO(definition_xlsx(queries.raw_of(definition)))
    return send_file(body, mimetype=XLSX, as_attachment=True, download_name=name)
