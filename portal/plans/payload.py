"""What becomes public of a plan."""

from dataclasses import dataclass
from typing import ClassVar

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

    ``kind`` from outside: amended_by, replaced_by, repealed_by, corrected_by, based_on; from
    the plan that is the document: amends, replaces, repeals, corrects, basis_of. ``label``
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


@dataclass(frozen=True)
class PlanPayload(Payload):
    """An inspection plan. ``body_html`` is sanitised and carries numbered anchors.

    Units of an unannounced strand never stand in it. ``contents``: what is inspected.
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

    def headline(self) -> str:
        return self.title

    def refs(self) -> list[Ref]:
        units = {unit.code for strand in self.strands for unit in strand.units}
        return [Ref("year"), *(Ref("plan-unit", code) for code in sorted(units))]
