"""The blueprint of the calendar's pages, and who may open them."""

from flask import Blueprint, abort

from portal.accounts.rules import OFFICE_ROLES

READERS = (*OFFICE_ROLES, "supervisor", "admin")
WRITERS = OFFICE_ROLES
FIRST_YEAR, LAST_YEAR = 2000, 2100

blueprint = Blueprint("calendar_office", __name__, url_prefix="/lam-viec/dieu-hanh/lich-nghi")


def known_year(year: int) -> None:
    """404 for a year that no calendar here is about."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
