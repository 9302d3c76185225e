"""Between the rows of a plan's lists and the inputs that show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.plans.deadline_form import form_values
from portal.plans.forms import lines
from portal.plans.item_forms import (
    QuantityForm,
    SubjectForm,
    SurveyGroupForm,
    TaskForm,
    TeamRoleForm,
)
from portal.plans.item_rules import (
    Body,
    InvalidItem,
    Item,
    Quantity,
    Subject,
    SurveyGroup,
    Task,
    TeamRole,
)
from portal.plans.naming_queries import Naming


@dataclass(frozen=True)
class Editor:
    """How one list is edited: its words, its form, and the way from the form to a row."""

    one: str
    part: str
    form: type[Any]
    read: Callable[[Any, Naming, Any], Item]


def shown(item: Any) -> dict[str, Any]:
    """The inputs that show a row."""
    values: dict[str, Any] = dict(vars(item))
    if isinstance(item, Quantity):
        for name in ("minimum", "maximum"):
            if values[name] is not None:
                values[name] = Decimal(str(values[name]))
    elif isinstance(item, TeamRole):
        values["body"] = item.body.name
    elif isinstance(item, Task):
        values |= form_values(item.due) if item.due else {}
        values |= {"lead": _text(item.lead), "support": _text(item.support)}
    elif isinstance(item, SurveyGroup):
        values["rates"] = [block.code for block in item.rates]
    elif isinstance(item, Subject):
        values |= {"block": item.block.code, "units": _text(item.units)}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _quantity(form: QuantityForm, _naming: Naming, _stored: Any) -> Quantity:
    return Quantity(
        form.title.data, form.unit.data, _number(form.minimum.data), _number(form.maximum.data)
    )


def _role(form: TeamRoleForm, naming: Naming, stored: TeamRole | None) -> TeamRole:
    recorded = [stored.body] if stored else []
    return TeamRole(form.role.data, naming.body(form.body.data, recorded), form.note.data or "")


def _task(form: TaskForm, naming: Naming, stored: Task | None) -> Task:
    recorded = [*stored.lead, *stored.support] if stored else []
    return Task(
        form.number.data,
        form.title.data,
        form.rule() if form.kind.data else None,
        tuple(naming.body(line, recorded) for line in lines(form.lead.data)),
        tuple(naming.body(line, recorded) for line in lines(form.support.data)),
        form.note.data or "",
    )


def _group(form: SurveyGroupForm, naming: Naming, _stored: Any) -> SurveyGroup:
    ballots = form.ballots.data
    return SurveyGroup(
        form.ballot_code.data,
        form.name.data,
        form.mode.data,
        int(ballots) if ballots is not None else None,
        form.ballots_rule.data or "",
        tuple(Body(naming.blocks[code], code) for code in form.rates.data or ()),
    )


def _subject(form: SubjectForm, naming: Naming, stored: Subject | None) -> Subject:
    block = form.block.data
    units, unknown = naming.listed(form.units.data or "", stored.units if stored else ())
    if unknown:
        raise InvalidItem("units", f"Chưa khớp đơn vị nào: {'; '.join(unknown)}.")
    if not units and stored is None:
        units = [naming.units[code] for code in naming.members.get(block, ())]
    return Subject(Body(naming.blocks[block], block), tuple(units))


EDITORS = {
    "quantities": Editor("chỉ tiêu, số lượng", "chi-tieu", QuantityForm, _quantity),
    "team_roles": Editor("vai trò trong Đoàn", "doan", TeamRoleForm, _role),
    "tasks": Editor("việc phải làm", "nhiem-vu", TaskForm, _task),
    "survey_groups": Editor("đối tượng điều tra", "dieu-tra", SurveyGroupForm, _group),
    "subjects": Editor("khối xếp hạng", "doi-tuong", SubjectForm, _subject),
}


def _text(bodies: Iterable[Body]) -> str:
    return "\n".join(body.name for body in bodies)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
