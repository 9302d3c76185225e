"""What the codes of a form mean: one that is dropped is never used for something else. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.reports.form_version import FormDefinition


@dataclass(frozen=True)
class Meaning:
    """What a code of an earlier version meant: its kind of data and its words."""

    kind: str
    words: str
    version: int


History = Mapping[tuple[str, str], Meaning]


def meanings(form: FormDefinition) -> dict[tuple[str, str], Meaning]:
    """The codes of one version and what they mean, for ``History``."""
    found = {
        ("chi-tieu", one.code): Meaning(one.type, one.label, form.version)
        for one in form.indicators
    }
    found |= {
        ("de-cuong", one.code): Meaning(one.kind, one.title, form.version) for one in form.sections
    }
    for part, items in (("nhom-chi-tieu", form.stat_groups), ("nhom-nhiem-vu", form.task_groups)):
        found |= {(part, one.code): Meaning("", one.title, form.version) for one in items}
    return found
