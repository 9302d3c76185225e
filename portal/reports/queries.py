"""Named reads of duties, drafts and submissions. ``seen_by`` decides who sees which duty."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import JOIN, ModelSelect, fn

from portal.accounts.rules import UNIT_ROLES, Actor
from portal.inspections.models import Visit
from portal.inspections.queries import AUDIENCES, visits_for
from portal.plans.models import Plan
from portal.prepared import Prepared, hole
from portal.publishing.payload import canonical, sha256_of
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.evidence.queries import frozen_evidence
from portal.reports.form_version import GENERAL, FormDefinition, applicable, parse
from portal.reports.history_queries import previous_year_values
from portal.reports.models import DraftField, Duty, FormVersion, Submission
from portal.reports.outline_adapting import adapted
from portal.reports.rules import in_order, is_counted
from portal.reports.statistics.previous import prefilled
from portal.units.models import Unit

#: Everything of a form version but its long definition, which is cached by its hash.
FORM = (
    FormVersion.id, FormVersion.code, FormVersion.version, FormVersion.title, FormVersion.sha256,
)  # fmt: skip

#: Everything of a plan but its long texts: many pages read the duty, none of them the plan's body.
_LONG = {
    "body_html", "summary", "review_period", "visit_days", "sub_units", "contents", "team",
    "original_removed", "import_flags",
}  # fmt: skip
_PLAN = [column for column in Plan._meta.sorted_fields if column.name not in _LONG]

_WHOLE = (Duty, Unit, *_PLAN, Visit, *FORM)


def duties_of(actor: Actor, audience: str) -> "ModelSelect[Duty]":
    """The duties that ``actor`` may see as ``audience``: see ``seen_by``."""
    return seen_by(actor, audience, join_duties(_WHOLE))


def seen_by(actor: Actor, audience: str, query: "ModelSelect[Duty]") -> "ModelSelect[Duty]":
    """THE scoping of duties, for one audience: every read of this feature goes through it.

    The office sees all; a team those of its visits; a unit its own, whatever else its people
    are: an officer of the office who also writes his unit's report writes no other's. A visit
    that is unannounced and not released is unknown to a unit, and so is its report.
    """
    if not actor.has(*AUDIENCES[audience]):
        return query.where(Duty.id.is_null())
    if audience == "team":
        return query.where(Duty.visit.in_(visits_for(actor, "team").select(Visit.id)))
    if audience == "unit":
        open_to_unit = Visit.id.is_null() | (Visit.unannounced == False) | Visit.released  # noqa: E712
        return query.where(Duty.unit == actor.unit_id, open_to_unit)
    return query


def join_duties(columns: tuple[Any, ...]) -> "ModelSelect[Duty]":
    """Duties with everything that their scoping asks about joined; reads only ``columns``."""
    return (
        Duty.select(*columns)
        .join(Unit)
        .switch(Duty)
        .join(Plan)
        .switch(Duty)
        .join(Visit, JOIN.LEFT_OUTER)
        .switch(Duty)
        .join(FormVersion, JOIN.LEFT_OUTER)
    )


# Building these costs more than running them, and every page of a report begins with one.
_SOMEBODY = Actor(None, "", frozenset(UNIT_ROLES), hole(1))
_OWN = Prepared(lambda: duties_of(_SOMEBODY, "unit").where(Duty.id == hole(0)))
_ANY = Prepared(lambda: join_duties(_WHOLE).where(Duty.id == hole(0)))


def duty_row(duty_id: int) -> Duty | None:
    """The duty with everything joined, for an action that has its permission already."""
    return _only(_ANY.rows(duty_id))


def duty_for(actor: Actor, audience: str, duty_id: int) -> Duty | None:
    """The duty of that number if ``actor`` may see it; None otherwise (answer 404)."""
    if audience == "unit" and actor.has(*AUDIENCES["unit"]):
        return _only(_OWN.rows(duty_id, actor.unit_id))
    return duties_of(actor, audience).where(Duty.id == duty_id).first()


def _only(rows: Iterable[Duty]) -> Duty | None:
    return next(iter(list(rows)), None)


@lru_cache(maxsize=64)
def _definition(sha256: str, level: str) -> FormDefinition:
    form = FormVersion.get(FormVersion.sha256 == sha256)
    whole = parse(form.definition)
    return adapted(applicable(whole, level), level) if level else whole


def definition_of(duty: Duty) -> FormDefinition:
    """The form as the unit of ``duty`` answers it. ValueError when the duty has no form."""
    form = duty.form
    if form is None:
        raise ValueError(f"duty {duty.id} has no report form")
    return _definition(form.sha256, duty.unit.level)


def form_of(form: FormVersion) -> FormDefinition:
    """The whole form, for every level."""
    return _definition(form.sha256, "")


def current_form(code: str = GENERAL) -> FormVersion | None:
    """The newest version of a form."""
    return (
        FormVersion.select()
        .where(FormVersion.code == code)
        .order_by(FormVersion.version.desc())
        .first()
    )


class StoredField(NamedTuple):
    """A field of a draft as it is read for a page: three hundred of them, so no models."""

    code: str
    value: str
    version: int
    updated_at: datetime
    updated_by: str
    client: str = ""
    sequence: int = 0


_FIELDS = Prepared(
    lambda: DraftField.select(*(getattr(DraftField, name) for name in StoredField._fields)).where(
        DraftField.duty == hole(0)
    )
)


def draft_fields(duty: Duty) -> dict[str, StoredField]:
    """Every stored field of the draft by its code."""
    instant = DraftField.updated_at.python_value
    return {
        code: StoredField(code, value, version, instant(at), *rest)
        for code, value, version, at, *rest in _FIELDS.raw(duty.id)
    }


def draft_values(duty: Duty) -> dict[str, Any]:
    """Field code → value of the draft, in the order of the form, blanks left out.

    Fields that do not apply to the unit's level stay in the draft but are not listed.
    """
    return values_in(duty, draft_fields(duty))


def values_in(
    duty: Duty, fields: dict[str, StoredField], known: dict[str, Any] | None = None
) -> dict[str, Any]:
    """``draft_values`` of fields already read; ``known``: last year's accepted values, if read.

    A blank cell of last year's column says what the accepted report of that year said, a blank
    cut-off day what the form says.
    """
    stored = {
        code: json.loads(field.value)
        for code, field in fields.items()
        if is_counted(code) and field.value != "null"
    }
    if not duty.form_id:
        return stored
    definition = definition_of(duty)
    known = previous_year_values(duty) if known is None else known
    cutoff = definition.cutoff_in(duty.year)
    given = {"cutoff": cutoff} if cutoff else {}
    return in_order(definition, given | prefilled(definition, known) | stored)


def done_marks(fields: dict[str, StoredField]) -> set[str]:
    """Parts the writer declared complete: section codes, ``tasks``."""
    return {
        code.removeprefix("done:")
        for code, field in fields.items()
        if not is_counted(code) and field.value == "true"
    }


def snapshot_of(duty: Duty) -> dict[str, Any]:
    """All that a submission freezes of the draft: form, unit, values, hashes of evidence."""
    form = duty.form
    return {
        "form": (
            {"code": form.code, "version": form.version, "sha256": form.sha256} if form else None
        ),
        "duty": {"id": duty.id, "kind": duty.kind, "title": duty.title, "year": duty.year},
        "plan": duty.plan.slug,
        "unit": {"code": duty.unit.code, "name": duty.unit.name, "level": duty.unit.level},
        "values": draft_values(duty),
        "evidence": frozen_evidence(duty),
    }


def snapshot_digest(snapshot: dict[str, Any]) -> str:
    """A hash of the draft as seen: a page sends it back, to show that it was not stale."""
    return sha256_of(canonical(snapshot))


def submissions_of(duty: Duty) -> list[Submission]:
    """Every submission of a duty, newest first; all stay readable."""
    return list(
        Submission.select().where(Submission.duty == duty).order_by(Submission.number.desc())
    )


def latest_submission(duty: Duty) -> Submission | None:
    """The newest submission, if any."""
    return (
        Submission.select()
        .where(Submission.duty == duty)
        .order_by(Submission.number.desc())
        .first()
    )


def submission_for(duty: Duty, number: int) -> Submission | None:
    """Submission ``number`` of this duty."""
    return Submission.get_or_none(Submission.duty == duty, Submission.number == number)


def earliest_receipt(duty: Duty) -> date | None:
    """The day the report first arrived, on paper or here: the one that counts.

    What the unit took back, or did not own up to, never arrived.
    """
    standing = (Submission.duty == duty) & Submission.state.not_in(WITHDRAWN)
    return Submission.select(fn.MIN(Submission.received_on)).where(standing).scalar()
