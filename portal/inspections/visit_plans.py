"""What a visit and its sessions are to be, before they are stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.inspections.clash_rules import Clash
from portal.inspections.models import Team
from portal.plans.models import Plan, Strand
from portal.units.models import Unit


@dataclass(frozen=True)
class SessionPlan:
    """A session as planned; ``part`` is a key of ``PARTS``."""

    on: date
    part: str = "day"
    time: str = ""
    place: str = ""
    sub_unit: str = ""
    public_note: str = ""
    internal_note: str = ""


@dataclass(frozen=True)
class VisitPlan:
    """A visit as planned; ``clashes`` are the warnings that were accepted with “Vẫn lưu”."""

    plan: Plan
    unit: Unit
    strand: Strand | None = None
    team: Team | None = None
    method: str = ""
    unannounced: bool = False
    internal_note: str = ""
    clashes: tuple[Clash, ...] = ()
    why: str = ""
    demo: bool = False

    @property
    def accepted(self) -> str:
        """The accepted warnings as one text, for the audit entry."""
        return overridden(self.clashes, self.why)


def overridden(clashes: Iterable[Clash], why: str) -> str:
    """Warnings that were accepted, and why, as the log keeps them; empty without warnings."""
    told = "; ".join(clash.text for clash in clashes)
    return f"{told} Lý do vẫn lưu: {why}" if told and why else told
