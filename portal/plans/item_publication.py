"""The lists of a plan as they become public, and read back from a publication."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from portal.deadlines.rules import resolve
from portal.deadlines.wording import stated_words
from portal.deadlines.work_calendar import WorkCalendar
from portal.plans.item_rules import (
    ROLES,
    SURVEY_MODES,
    Body,
    Quantity,
    Subject,
    SurveyGroup,
    Task,
    TeamRole,
    item_of,
)
from portal.plans.models import PlanItem
from portal.plans.payload import (
    QuantityPayload,
    SubjectPayload,
    SurveyGroupPayload,
    TaskPayload,
    TeamRolePayload,
)
from portal.plans.queries import WholePlan
from portal.publishing.payload import UnitRef

_SHAPES: dict[str, type[Any]] = {
    "quantities": QuantityPayload,
    "team_roles": TeamRolePayload,
    "tasks": TaskPayload,
    "survey_groups": SurveyGroupPayload,
    "subjects": SubjectPayload,
}


def rows_of(whole: WholePlan) -> dict[str, list[Any]]:
    """The rows of every list of a plan, as ``item_rules`` knows them."""
    return {name: [item_of(name, row.value) for row in rows] for name, rows in whole.lists.items()}


def public_lists(whole: WholePlan, calendar: WorkCalendar) -> dict[str, Any]:
    """The list fields of ``PlanPayload``, the deadlines of steps resolved."""
    strands = {one.strand.id: one.strand.name for one in whole.strands}
    made: dict[str, Callable[[PlanItem, Any], Any]] = {
        "quantities": lambda row, item: _quantity(row, item, strands),
        "team_roles": lambda row, item: _role(row, item, strands),
        "tasks": lambda row, item: _task(row, item, calendar),
        "survey_groups": _group,
        "subjects": _subject,
    }
    return {
        name: tuple(make(row, item_of(name, row.value)) for row in whole.lists.get(name, []))
        for name, make in made.items()
    }


def stored_lists(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The list fields of a payload kept as JSON; publications older than a list have none."""
    return {
        name: tuple(_read(shape, row) for row in stored.get(name, ()))
        for name, shape in _SHAPES.items()
    }


def _read(shape: type[Any], row: Mapping[str, Any]) -> Any:
    fields = dict(row)
    for name in ("lead", "support", "rates", "units"):
        if name in fields:
            fields[name] = tuple(UnitRef(**one) for one in fields[name])
    if "agency" in fields:
        fields["agency"] = UnitRef(**fields["agency"])
    return shape(**fields)


def _quantity(row: PlanItem, item: Quantity, strands: Mapping[int, str]) -> QuantityPayload:
    return QuantityPayload(
        row.code,
        item.title,
        item.sentence,
        item.minimum,
        item.maximum,
        item.unit,
        strands.get(row.strand_id, ""),
    )


def _role(row: PlanItem, item: TeamRole, strands: Mapping[int, str]) -> TeamRolePayload:
    return TeamRolePayload(
        row.code,
        item.role,
        ROLES[item.role],
        _ref(item.body),
        strands.get(row.strand_id, ""),
        item.note,
    )


def _task(row: PlanItem, item: Task, calendar: WorkCalendar) -> TaskPayload:
    due = resolve(item.due, calendar) if item.due else None
    return TaskPayload(
        code=row.code,
        number=item.number,
        title=item.title,
        due_words=stated_words(item.due) if item.due else "",
        last_day=due.last_day.isoformat() if due and due.last_day else "",
        sentence=due.sentence if due else "",
        provisional=bool(due and due.provisional),
        lead=_refs(item.lead),
        support=_refs(item.support),
        note=item.note,
    )


def _group(row: PlanItem, item: SurveyGroup) -> SurveyGroupPayload:
    return SurveyGroupPayload(
        row.code,
        item.ballot_code,
        item.name,
        item.mode,
        SURVEY_MODES[item.mode],
        item.ballots,
        item.ballots_rule,
        _refs(item.rates),
    )


def _subject(row: PlanItem, item: Subject) -> SubjectPayload:
    return SubjectPayload(item.block.code, item.block.name, _refs(item.units))


def _ref(body: Body) -> UnitRef:
    return UnitRef(body.code, body.name)


def _refs(bodies: Iterable[Body]) -> tuple[UnitRef, ...]:
    return tuple(_ref(body) for body in bodies)
