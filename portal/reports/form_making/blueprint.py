"""The blueprint of the pages about report forms, who may open them, and what they look up."""

from typing import Any

from flask import Blueprint, abort

from portal.reports.form_making import queries
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import PARTS, Part
from portal.reports.models import FormVersion
from portal.reports.office_blueprint import READERS, WRITERS

__all__ = ["ISSUER", "READERS", "WRITERS", "blueprint", "found_draft", "found_form", "found_part"]

#: As publishing: who answers for what every unit is asked.
ISSUER = "office_approver"

blueprint = Blueprint("forms_office", __name__, url_prefix="/lam-viec/dieu-hanh/bieu-mau")


def found_form(form_id: int) -> FormVersion:
    """The version of the address; 404 when there is none."""
    row: Any = FormVersion.get_or_none(FormVersion.id == form_id) or abort(404)
    return row


def found_draft(form_draft: int) -> FormDraft:
    """The draft of the address, with its base; 404 when there is none."""
    row: Any = queries.draft(form_draft) or abort(404)
    return row


def found_part(form_part: str) -> Part:
    """The part of the address; 404 when there is none."""
    return PARTS.get(form_part) or abort(404)
