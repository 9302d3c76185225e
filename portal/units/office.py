"""The register as the office sees it: what units there are, and what became of them."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.clock import today
from portal.units import queries
from portal.units.rules import BLOCKS, LEVELS, SUCCESSIONS, TYPES, valid_on
from portal.web.rendering import render

blueprint = Blueprint("units_office", __name__, url_prefix="/lam-viec/dieu-hanh/don-vi")
READERS = ("office_editor", "office_approver", "supervisor", "admin")


@blueprint.get("/")
@allow(*READERS)
def units() -> Response:
    """Units of today by level, and the bodies that no longer exist."""
    day = today()
    every = queries.every_unit()
    present = [unit for unit in every if valid_on(unit.valid_from, unit.valid_to, day)]
    former = [unit for unit in every if unit not in present]
    levels = [(name, [u for u in present if u.level == code]) for code, name in LEVELS.items()]
    return render(
        "workspace/units/units.html",
        levels=[(name, rows) for name, rows in levels if rows],
        former=former,
        types=TYPES,
    )


@blueprint.get("/<code>/")
@allow(*READERS)
def unit(code: str) -> Response:
    """One unit with its names, blocks and neighbours in time."""
    found = queries.unit_by_code(code) or abort(404)
    return render(
        "workspace/units/unit.html",
        unit=found,
        former_names=queries.former_names(found),
        block=BLOCKS.get(queries.block_on(found, found.valid_to or today()), ""),
        predecessors=queries.predecessors(found),
        successors=queries.successors(found),
        kinds=SUCCESSIONS,
        types=TYPES,
        levels=LEVELS,
    )
