"""What becomes public of a plan."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from portal.plans.rules import RELATIONS
from portal.publishing.payload import Payload, PublicFile, Ref, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument


@dataclass(frozen=True)
class StrandPayload:
    """A kind of inspection within the plan (loại kiểm tra) with its units and deadlines."""

    code: str
    name: str
    mode: str
    mode_name: str
    method: str
    text: str
    units: tuple[UnitRef, ...]
    deadlines: tuple[PublicDeadline, ...]


@dataclass(frozen=True)
class RelationPayload:
    """Another document related to the plan; ``kind_name`` is said from this plan's side.

    ``kind`` from outside: amended_by, replaced_by, repealed_by, corrected_by, based_on,
    issued_with; from the plan that is the document: amends, replaces, repeals, corrects,
    basis_of, issues. ``label``
    cites the document; ``plan_slug`` is set when it is a plan of the portal.
    """

    code: str
    kind: str
    kind_name: str
    label: str
    number: str
    issued_on: str
    subject: str
    plan_slug: str = ""


def other_side(kind: str) -> tuple[str, str]:
    """A kind of relation and its words as the other document says it."""
    for back, (forth, words, words_back) in RELATIONS.items():
        if kind == forth:
            return _BACK.get(back, back), words_back
        if kind == _BACK.get(back, back):
            return forth, words
    raise KeyError(kind)


#: The one kind that has another code in payloads of the plan that is the document.
_BACK = {"basis": "basis_of"}


@dataclass(frozen=True)
class QuantityPayload:
    """A target or an amount the plan states; ``strand_name`` where it is about one strand."""

    code: str
    title: str
    sentence: str
    minimum: int | float | None
    maximum: int | float | None
    unit: str
    strand_name: str = ""


@dataclass(frozen=True)
class TeamRolePayload:
    """An agency of the team and what its people are there; outside bodies have no code."""

    code: str
    role: str
    role_name: str
    agency: UnitRef
    strand_name: str = ""
    note: str = ""


@dataclass(frozen=True)
class TaskPayload:
    """A row of the table of an index plan. ``due_words``: the time as the document says it;
    ``last_day`` (ISO, empty when none) and ``sentence``: what it comes to, and why."""

    code: str
    number: str
    title: str
    due_words: str = ""
    last_day: str = ""
    sentence: str = ""
    provisional: bool = False
    lead: tuple[UnitRef, ...] = ()
    support: tuple[UnitRef, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class SurveyGroupPayload:
    """Who is asked about which blocks; ``ballots`` is None where the plan sets no number."""

    code: str
    ballot_code: str
    name: str
    mode: str
    mode_name: str
    ballots: int | None = None
    ballots_rule: str = ""
    rates: tuple[UnitRef, ...] = ()


@dataclass(frozen=True)
class SubjectPayload:
    """A block of units that are scored and ranked together; ``code`` is that of the block."""

    code: str
    name: str
    units: tuple[UnitRef, ...]


#: Fields that came after the first release: absent where they say nothing.
ADDED: dict[str, Any] = {
    "plan_kind": "inspection",
    "quantities": (),
    "team_roles": (),
    "tasks": (),
    "survey_groups": (),
    "subjects": (),
}


@dataclass(frozen=True)
class PlanPayload(Payload):
    """A plan. ``body_html`` is sanitised and carries numbered anchors.

    Units of an unannounced strand never stand in it. ``contents``: what is inspected.
    ``plan_kind`` is inspection or index; ``subjects``: who an index plan ranks.
    """

    kind: ClassVar[str] = "plan"

    year: int
    title: str
    summary: str
    document: PublicDocument
    missing_document_reason: str
    strands: tuple[StrandPayload, ...]
    review_period: str
    visit_days: str
    sub_units: str
    team: tuple[str, ...]
    body_html: str
    original: PublicFile | None
    relations: tuple[RelationPayload, ...] = ()
    contents: tuple[str, ...] = ()
    demo: bool = False
    plan_kind: str = "inspection"
    quantities: tuple[QuantityPayload, ...] = ()
    team_roles: tuple[TeamRolePayload, ...] = ()
    tasks: tuple[TaskPayload, ...] = ()
    survey_groups: tuple[SurveyGroupPayload, ...] = ()
    subjects: tuple[SubjectPayload, ...] = ()

    def headline(self) -> str:
        return self.title

    def as_json(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in ADDED or value != ADDED[name]
        }

    def refs(self) -> list[Ref]:
        units = {unit.code for strand in self.strands for unit in strand.units}
        units |= {unit.code for block in self.subjects for unit in block.units}
        return [Ref("year"), *(Ref("plan-unit", code) for code in sorted(units))]
