"""The office records what becomes of a unit, and units that are new."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.features import FEATURES, load
from portal.units import queries
from portal.units.change_rules import CHANGES, Change, change_problems
from portal.units.continuity_actions import (
    ChangeRefused,
    NameTaken,
    NewUnit,
    add_unit,
    record_change,
)
from portal.units.forms import ChangeForm, NewUnitForm
from portal.units.models import Unit
from portal.units.office_blueprint import WRITERS, blueprint
from portal.units.rules import Match
from portal.web.panels import Panel
from portal.web.rendering import render


@blueprint.route("/<code>/thay-doi/", methods=["GET", "POST"])
@allow(*WRITERS)
def change(code: str) -> Any:
    """Merger, division, new name, end: shown with all it touches before it is recorded."""
    unit = queries.unit_by_code(code) or abort(404)
    form, day = ChangeForm(), today()
    if not form.is_submitted():
        return _page(unit, form)
    if not form.validate():
        return _page(unit, form, status=422)
    matches = queries.match_units(form.successors.data, form.on.data)
    wanted = _change(form, matches)
    _put_problems(form, _unmatched(matches))
    if not form.errors and request.form.get("action") != "save":
        _put_problems(form, change_problems(queries.register(), unit.code, wanted, day))
        if not form.errors:
            return _page(unit, form, wanted)
    if form.errors:
        return _page(unit, form, status=422)
    try:
        proposed = record_change(current_actor(), unit, wanted, day)
    except ChangeRefused as error:
        _put_problems(form, error.problems)
        return _page(unit, form, status=422)
    flash("Đã ghi nhận. Hồ sơ cũ giữ tên tại thời điểm đó.", "success")
    if proposed is None:
        return redirect(url_for("units_office.unit", code=unit.code))
    return redirect(url_for("publishing_office.request_page", request_id=proposed.id))


def _change(form: ChangeForm, matches: list[Match]) -> Change:
    renamed = form.kind.data == "rename"
    return Change(
        kind=form.kind.data,
        on=form.on.data,
        document=form.document.data,
        successors=() if renamed else tuple(dict.fromkeys(one.code for one in matches if one.code)),
        new_name=form.new_name.data if renamed else "",
        new_short_name=form.new_short_name.data if renamed else "",
    )


def _unmatched(matches: list[Match]) -> list[tuple[str, str]]:
    """What was typed as a successor and means no unit of that day, or several."""
    found = []
    for one in (match for match in matches if not match.code):
        names = [unit.name for code in one.candidates if (unit := queries.unit_by_code(code))]
        what = f" có thể là {'; '.join(names)}" if names else " không có trong danh mục ngày đó"
        found.append(f"“{one.written}”{what}")
    return [("successors", f"{'. '.join(found)}.")] if found else []


def _put_problems(form: ChangeForm, problems: list[tuple[str, str]]) -> None:
    for name, message in problems:
        if name:
            form[name].errors = [*form[name].errors, message]
        else:
            form.form_errors.append(message)


def _page(
    unit: Unit, form: ChangeForm, wanted: Change | None = None, status: int = 200
) -> Response:
    codes = wanted.successors if wanted else ()
    return render(
        "workspace/units/change.html",
        status=status,
        unit=unit,
        form=form,
        wanted=wanted,
        words=CHANGES[wanted.kind][0] if wanted else "",
        last_day=wanted.on - timedelta(days=1) if wanted else None,
        successors=[queries.unit_by_code(code) for code in codes],
        holdings=holdings_of(unit),
    )


def holdings_of(unit: Unit) -> list[Panel]:
    """What stands open with a unit, feature by feature: nothing of it moves by itself."""
    found = [load(feature.holdings)(unit, today()) for feature in FEATURES if feature.holdings]
    return [panel for panel in found if panel.rows]


@blueprint.route("/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def new_unit() -> Any:
    """A unit that has just been set up."""
    form = NewUnitForm()
    form.parent.set_choices(queries.units_for_choice(today()))
    if not form.is_submitted():
        return render("workspace/units/new_unit.html", form=form)
    if form.validate():
        wanted = NewUnit(
            name=form.name.data,
            short_name=form.short_name.data,
            type=form.type.data,
            valid_from=form.valid_from.data,
            document=form.document.data,
            parent=Unit.get_by_id(form.parent.data) if form.parent.data else None,
            block=form.block.data or "",
        )
        try:
            made = add_unit(current_actor(), wanted, today())
        except NameTaken:
            form.name.errors = ["Đã có đơn vị đang hoạt động mang tên này."]
        else:
            flash(f"Đã thêm {made.name}. Trang của đơn vị chờ duyệt đăng.", "success")
            return redirect(url_for("units_office.unit", code=made.code))
    return render("workspace/units/new_unit.html", status=422, form=form)
