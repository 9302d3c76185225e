"""One row of a draft in the browser: added, changed, removed, moved."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.reports.form_making import queries, row_actions
from portal.reports.form_making.actions import ChangedMeanwhile
from portal.reports.form_making.blueprint import WRITERS, blueprint, found_draft, found_part
from portal.reports.form_making.forms import FORMS, SeenForm, as_typed
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import (
    PARTS,
    Part,
    Raw,
    in_words,
    name_of,
    row_of,
    rows,
    seen_mark,
    value_of,
)
from portal.reports.form_making.row_rules import RowHeld
from portal.web.rendering import render

_DRAFT = "/ban-thao/<int:form_draft>/<form_part>"


@blueprint.route(f"{_DRAFT}/them", methods=["GET", "POST"])
@allow(*WRITERS)
def add_row(form_draft: int, form_part: str) -> Response:
    """A new row; ``sau`` is the row it is put behind (else it ends its group)."""
    draft, part = found_draft(form_draft), found_part(form_part)
    raw = queries.raw_of(draft.definition)
    behind = row_of(raw, part, request.args.get("sau", ""))
    form = _form(part, raw, _like(behind) if behind else {})
    if form.validate_on_submit():
        values = form.values(part)
        if values is not None:
            after = behind["code"] if behind else ""
            code = row_actions.add_row(current_actor(), draft.id, part, values, after, now())
            flash("Đã thêm dòng mới vào bản thảo.", "success")
            return _back(draft, part, code)
    return _page(draft, part, form, None, behind, 422 if form.errors else 200)


@blueprint.route(f"{_DRAFT}/<form_row>/", methods=["GET", "POST"])
@allow(*WRITERS)
def row(form_draft: int, form_part: str, form_row: str) -> Response:
    """A row of the draft: its fields, its place, its removal."""
    draft, part = found_draft(form_draft), found_part(form_part)
    raw = queries.raw_of(draft.definition)
    present = row_of(raw, part, form_row)
    if present is None and (request.method == "GET" or not queries.was_row(draft, form_row)):
        abort(404)
    shown = as_typed(part, present, _names(raw)) if present else {}
    form = _form(part, raw, shown, seen_mark(present))
    if not form.validate_on_submit():
        return _page(draft, part, form, present, None, 422 if form.errors else 200)
    values = form.values(part)
    if values is None:
        return _page(draft, part, form, present, None, 422)
    try:
        row_actions.change_row(
            current_actor(), draft.id, part, form_row, values, form.seen.data, now()
        )
    except ChangedMeanwhile as problem:
        form.seen.data = seen_mark(present)
        theirs = _theirs(part, values, present) if present else []
        return _page(draft, part, form, present, None, 409, problem.by, theirs)
    return _back(draft, part, form_row)


@blueprint.post(f"{_DRAFT}/<form_row>/bo")
@allow(*WRITERS)
def remove_row(form_draft: int, form_part: str, form_row: str) -> Response:
    """Take the row out of the draft."""
    draft, part, present = _found(form_draft, form_part, form_row)
    try:
        row_actions.remove_row(current_actor(), draft.id, part, form_row, _seen(), now())
    except RowHeld as problem:
        flash(str(problem), "error")
        return _to_row(draft, part, form_row)
    except ChangedMeanwhile as problem:
        flash(f"{problem.by} vừa sửa dòng này nên chưa bỏ. Hãy xem lại.", "warning")
        return _to_row(draft, part, form_row)
    flash(f"Đã bỏ “{name_of(part, present)}” khỏi bản thảo.", "success")
    return _back(draft, part, "")


@blueprint.post(f"{_DRAFT}/<form_row>/chuyen")
@allow(*WRITERS)
def move_row(form_draft: int, form_part: str, form_row: str) -> Response:
    """Up or down among its like."""
    draft, part, _present = _found(form_draft, form_part, form_row)
    up = request.form.get("huong") != "xuong"
    try:
        row_actions.move_row(current_actor(), draft.id, part, form_row, up, _seen(), now())
    except ChangedMeanwhile as problem:
        flash(f"{problem.by} vừa sửa dòng này nên chưa chuyển. Hãy xem lại.", "warning")
    return _to_row(draft, part, form_row)


def _found(form_draft: int, form_part: str, form_row: str) -> tuple[FormDraft, Part, Raw]:
    draft, part = found_draft(form_draft), found_part(form_part)
    present: Any = row_of(queries.raw_of(draft.definition), part, form_row) or abort(404)
    return draft, part, present


def _seen() -> str:
    return SeenForm().seen.data or ""


def _form(part: Part, raw: Raw, data: dict[str, Any], seen: str = "") -> Any:
    form = FORMS[part.code](data=data, seen=seen)
    if part.code == "kiem-tra":
        form.known = _names(raw)
    if "denominator_row" in form:
        counts = [one for one in rows(raw, PARTS["chi-tieu"]) if one["type"] == "count"]
        form.denominator_row.set_choices(
            [(one["code"], name_of(PARTS["chi-tieu"], one)) for one in counts]
        )
    groups = [
        (one["code"], name_of(PARTS["nhom-chi-tieu"], one))
        for one in rows(raw, PARTS["nhom-chi-tieu"])
    ]
    for key in ("group", "parent"):
        if key in form:
            form[key].set_choices(groups)
    return form


def _names(raw: Raw) -> dict[str, str]:
    """The indicators of the draft, for rules over them."""
    return {one["code"]: name_of(PARTS["chi-tieu"], one) for one in rows(raw, PARTS["chi-tieu"])}


def _like(behind: Raw) -> dict[str, Any]:
    """What a new row has in common with the one it follows."""
    same = {key: behind[key] for key in ("group", "parent", "unit", "type", "kind") if
            behind.get(key)}  # fmt: skip
    return same | ({"level": str(behind["level"])} if "level" in behind else {})


def _theirs(part: Part, mine: dict[str, Any], present: Raw) -> list[tuple[str, str]]:
    """What stands in the draft where it is not what was typed."""
    return [
        (one.words, in_words(one, value_of(present, one)) or "(trống)")
        for one in part.fields
        if value_of(present, one) != mine[one.key]
    ]


def _page(
    draft: FormDraft, part: Part, form: Any, present: Raw | None, behind: Raw | None, status: int,
    by: str = "", theirs: list[tuple[str, str]] | None = None,
) -> Response:  # fmt: skip
    return render(
        "workspace/reports/form_making/row.html",
        status=status,
        draft=draft,
        part=part,
        form=form,
        present=present,
        behind=behind,
        by=by,
        theirs=theirs or [],
        name_of=name_of,
        indicators=_names(queries.raw_of(draft.definition)) if part.code == "kiem-tra" else {},
        seen=seen_mark(present),
    )


def _to_row(draft: FormDraft, part: Part, code: str) -> Response:
    return redirect(
        url_for("forms_office.row", form_draft=draft.id, form_part=part.code, form_row=code)
    )


def _back(draft: FormDraft, part: Part, code: str) -> Response:
    """To the row on the page of the draft."""
    anchor = f"{part.code}-{code}" if code else part.code
    return redirect(url_for("forms_office.draft", form_draft=draft.id, _anchor=anchor))
