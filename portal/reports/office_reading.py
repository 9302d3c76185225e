"""What the office reads of a submission: the laid-out report, its evidence, what changed. Pure
but for the look-up of the form that the submission was written on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.reports.form_version import FormDefinition, applicable
from portal.reports.layout import ReportLayout, field_label, lay_out, show_field
from portal.reports.models import FormVersion, Submission
from portal.reports.office_rules import Change, changes
from portal.reports.queries import form_of
from portal.reports.rules import in_order
from portal.reports.statistics.doubts import Doubt, doubts
from portal.reports.statistics.rules import states


@dataclass(frozen=True)
class Reading:
    """A submission as it is read: ``layout`` is None where the duty has no form."""

    form: FormDefinition | None
    layout: ReportLayout | None
    values: dict[str, Any]
    evidence: tuple[dict[str, Any], ...]
    unit_name: str
    year: int
    #: Why the unit left places blank, in its words.
    missing_reason: str = ""

    @property
    def doubts(self) -> list[Doubt]:
        """What is unusual in the statistics, and the unit's answers."""
        return doubts(self.form, self.values, self.year) if self.form else []

    @property
    def cell_states(self) -> dict[str, int]:
        """How many cells of the statistics are in each of the four states."""
        return states(self.form, self.values) if self.form else {}

    def label(self, code: str) -> str:
        """What a field is called, for a person."""
        if self.form is None:
            return code or "Toàn bộ báo cáo"
        return field_label(self.form, self.values, code, self.year)

    def show(self, code: str, value: Any) -> str:
        """The value of a field in words."""
        return show_field(self.form, code, value) if self.form else str(value or "")

    def knows(self, code: str) -> bool:
        """Whether a comment may be pinned to ``code``: a field of this report or its whole."""
        return code in ("", "cutoff", "tasks", "statistics", "evidence") or code in self.fields()

    def fields(self) -> set[str]:
        """The codes of everything in the report that can be spoken of."""
        found = set(self.values)
        if self.form:
            found |= {section.field for section in self.form.answered_sections}
            for item in self.form.indicators:
                found |= {f"stat:{item.code}"} | {
                    item.field(column) for column in ("previous", "current", "note")
                }
        return found


def read(submission: Submission) -> Reading:
    """The submission as it was sent, on the version of the form it was written on."""
    return reading_of(json.loads(submission.snapshot))


def reading_of(snapshot: Mapping[str, Any]) -> Reading:
    """The same for a snapshot, sent or not (``queries.snapshot_of``)."""
    form = _form_of(snapshot)
    year = int(snapshot["duty"]["year"])
    values = dict(snapshot.get("values") or {})
    if form:
        values = in_order(form, values)
    return Reading(
        form=form,
        layout=lay_out(form, values, year) if form else None,
        values=values,
        evidence=tuple(snapshot.get("evidence") or ()),
        unit_name=snapshot["unit"]["name"],
        year=year,
        missing_reason=str(snapshot.get("missing_reason") or ""),
    )


def changes_between(older: Reading, newer: Reading) -> list[Change]:
    """What the unit changed from one submission to the next, evidence included."""
    before, after = (dict(item.values) for item in (older, newer))
    for values, item in ((before, older), (after, newer)):
        values["evidence"] = "; ".join(_evidence_words(row) for row in item.evidence)
    return changes(before, after, partial(_label, older, newer), partial(_show, newer))


def _form_of(snapshot: Mapping[str, Any]) -> FormDefinition | None:
    named = snapshot.get("form")
    if not named:
        return None
    form = FormVersion.get(sha256=named["sha256"])
    return applicable(form_of(form), snapshot["unit"]["level"])


def _label(older: Reading, newer: Reading, code: str) -> str:
    if code == "evidence":
        return "Tài liệu minh chứng"
    return (newer if code in newer.values else older).label(code)


def _show(newer: Reading, code: str, value: Any) -> str:
    return value or "" if code == "evidence" else newer.show(code, value)


def _evidence_words(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (row.get("number"), row.get("subject"), row.get("file_name"))))
