"""The blueprint of draws, and what its views share."""

from flask import Blueprint, abort, url_for

from portal.plans.blueprint import found_plan
from portal.plans.drawing import queries
from portal.plans.drawing.models import Draw
from portal.plans.models import Plan

blueprint = Blueprint(
    "draws_office",
    __name__,
    url_prefix="/lam-viec/dieu-hanh/ke-hoach/<int:plan_id>/chon-ngau-nhien",
)


def found_draw(plan_id: int, draw_number: int) -> tuple[Plan, Draw]:
    """The plan and the draw of an address, or 404."""
    row = found_plan(plan_id)
    return row, queries.draw_of(row, draw_number) or abort(404)


def draw_url(found: Draw) -> str:
    """The page of a draw."""
    return url_for("draws_office.draw", plan_id=found.plan_id, draw_number=found.number)
