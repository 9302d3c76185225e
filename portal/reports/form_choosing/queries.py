"""The forms that plans chose, and the form a report is asked on."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from portal.clock import today
from portal.plans.models import Plan
from portal.reports.duties.kinds import KINDS
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_choosing.rules import Finding, findings, in_group, narrowest
from portal.reports.models import Duty, FormVersion
from portal.reports.queries import FORM, current_form, form_of
from portal.units.models import Unit
from portal.units.queries import units_on


@dataclass(frozen=True)
class Listed:
    """A choice with what speaks against it as things stand."""

    choice: FormChoice
    findings: list[Finding]


@dataclass(frozen=True)
class Use:
    """So many reports of a kind under a plan are asked on one form version."""

    kind: str
    form: FormVersion
    reports: int


def form_asked(plan: Plan | int, kind: str, unit: Unit) -> FormVersion | None:
    """The form that a report of ``kind`` is asked on now: the plan's choice, else the usual."""
    choice = narrowest(choices(plan), kind, unit.type, unit.level)
    return choice.form if choice else _usual(unit.level)


def _usual(level: str) -> FormVersion | None:
    """The form that a unit of ``level`` is asked on from now: one meant for it, else the general.

    The newest version of each form says for which levels it is meant.
    """
    seen: set[str] = set()
    for form in FormVersion.select(*FORM).order_by(FormVersion.code, FormVersion.version.desc()):
        if form.code not in seen and level in form_of(form).meant_for:
            return form
        seen.add(form.code)
    return current_form()


def choices(plan: Plan | int) -> list[FormChoice]:
    """What a plan chose, with the forms."""
    return list(
        FormChoice.select(FormChoice, FormVersion)
        .join(FormVersion)
        .where(FormChoice.plan == plan)
        .order_by(FormChoice.kind, FormChoice.units, FormChoice.id)
    )


def listed(plan: Plan) -> list[Listed]:
    """The choices of a plan, each looked through."""
    return [Listed(one, findings_of(plan, one.units, one.form)) for one in choices(plan)]


def findings_of(plan: Plan, units: str, form: FormVersion) -> list[Finding]:
    """What speaks against asking the group ``units`` on ``form`` under ``plan``."""
    newest = FormVersion.select(fn.MAX(FormVersion.version)).where(FormVersion.code == form.code)
    return findings(form_of(form), levels_of(plan, units), newest.scalar())


def levels_of(plan: Plan, units: str) -> set[str]:
    """The levels of the group's units: of those that report under the plan, else of all."""
    owing = Unit.select().join(Duty).where(Duty.plan == plan, Duty.form.is_null(False)).distinct()
    known = list(owing.order_by(Unit.id)) or units_on(today())
    return {unit.level for unit in known if in_group(units, unit.type, unit.level)}


def uses(plan: Plan) -> list[Use]:
    """On which forms the reports of a plan stand."""
    counted: Any = (
        Duty.select(Duty.kind, Duty.form, fn.COUNT(Duty.id))
        .where(Duty.plan == plan, Duty.form.is_null(False), Duty.state != "waived")
        .group_by(Duty.kind, Duty.form)
        .order_by(Duty.kind, Duty.form)
        .tuples()
    )
    rows = list(counted)
    forms = {one.id: one for one in FormVersion.select().order_by(FormVersion.id)}
    return [Use(KINDS[kind].words if kind in KINDS else kind, forms[form], n)
            for kind, form, n in rows]  # fmt: skip


def plans_with_reports() -> list[Plan]:
    """The plans that a form may be chosen for, newest first."""
    return list(Plan.select().order_by(Plan.year.desc(), Plan.id.desc()))
