"""The blueprint of the office's pages of the register, and who may open them."""

from flask import Blueprint

from portal.accounts.rules import OFFICE_ROLES

READERS = (*OFFICE_ROLES, "supervisor", "admin")
WRITERS = OFFICE_ROLES

blueprint = Blueprint("units_office", __name__, url_prefix="/lam-viec/dieu-hanh/don-vi")
