"""The office's pages: schedule, visits, teams, findings, conclusions, remediation."""

from portal.inspections import (
    office_address,
    office_burden,
    office_comparing,
    office_conclusion_files,
    office_conclusions,
    office_notices,
    office_petitions,
    office_planning,
    office_remediation,
    office_schedule,
    office_sessions,
    office_teams,
    office_visits,
    record_pages,
    word_pages,
)
from portal.inspections.blueprints import office as blueprint
from portal.inspections.petitions import office as petition_pages

__all__ = ["PAGES", "blueprint"]

#: Importing a module registers its pages with the blueprint.
PAGES = (
    office_schedule,
    office_planning,
    office_visits,
    office_sessions,
    office_teams,
    record_pages,
    word_pages,
    office_conclusion_files,
    office_conclusions,
    office_remediation,
    office_petitions,
    petition_pages,
    office_notices,
    office_burden,
    office_comparing,
    office_address,
)
