"""What a file is filled with: the draft as it stands, and last year's accepted numbers."""

from dataclasses import dataclass
from typing import Any

from portal.reports import history_queries, queries
from portal.reports.form_version import FormDefinition
from portal.reports.models import Duty
from portal.reports.queries import StoredField


@dataclass(frozen=True)
class Filled:
    """A draft with the versions of its fields; ``last_year`` by indicator code."""

    duty_id: int
    title: str
    unit: str
    year: int
    definition: FormDefinition
    fields: dict[str, StoredField]
    values: dict[str, Any]
    last_year: dict[str, Any]

    def version(self, code: str) -> int:
        """The version of a field; 0 while nobody wrote it."""
        field = self.fields.get(code)
        return field.version if field else 0


def filled_of(duty: Duty) -> Filled:
    """The draft of ``duty``, read once."""
    fields = queries.draft_fields(duty)
    return Filled(
        duty_id=duty.id,
        title=duty.title,
        unit=duty.unit.name,
        year=duty.year,
        definition=queries.definition_of(duty),
        fields=fields,
        values=queries.values_in(duty, fields),
        last_year=history_queries.previous_year_values(duty),
    )
