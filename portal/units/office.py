"""The register as the office sees it: what units there are, and what became of them."""

from flask import abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.units import office_changes, queries
from portal.units.importing import office as office_import
from portal.units.office_blueprint import READERS, WRITERS, blueprint
from portal.units.rules import BLOCKS, LEVELS, SUCCESSIONS, TYPES, valid_on
from portal.web.rendering import render

__all__ = ["blueprint", "office_changes", "office_import"]


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
        writer=current_actor().has(*WRITERS),
    )


@blueprint.get("/<code>/")
@allow(*READERS)
def unit(code: str) -> Response:
    """One unit with its names, blocks and neighbours in time; what an ended one left open."""
    found = queries.unit_by_code(code) or abort(404)
    day, actor = today(), current_actor()
    ended = found.valid_to is not None and found.valid_to < day
    left = office_changes.holdings_of(found) if ended and actor.has(*READERS[:-1]) else []
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
        ended=ended,
        heirs=queries.heirs(found, day) if ended else [],
        holdings=left,
        writer=actor.has(*WRITERS),
    )
