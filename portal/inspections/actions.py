"""Named writes of visits and their sessions. Each is one transaction with an audit entry."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.inspections.clash_queries import planned_already
from portal.inspections.duty_actions import create_duties, move_duties
from portal.inspections.models import Session, Team, Visit
from portal.inspections.queries import first_day, members_of, sessions_of
from portal.inspections.rules import next_code, slug_for
from portal.inspections.visit_plans import SessionPlan, VisitPlan, overridden
from portal.units.models import Unit
from portal.units.queries import absence, name_on

__all__ = ["SessionPlan", "VisitPlan", "overridden"]


class ChangedMeanwhile(Exception):
    """Somebody else saved the same record since it was opened; nothing was written."""


class NotPossible(Exception):
    """The record is no longer in a state that allows this; the message says why."""


def plan_visit(actor: Actor, wanted: VisitPlan, sessions: list[SessionPlan]) -> Visit:
    """Plan a visit with its sessions; duties follow unless it is unannounced. NotPossible when
    the unit does not exist on the day of a session. The same again at one instant is one visit."""
    for session in sessions:
        must_exist(wanted.unit, session.on)
    prefix = f"{wanted.plan.year}/{wanted.unit.code}"
    days = [(session.on, session.part) for session in sessions]
    with write():
        twin = planned_already(wanted.unit, wanted.strand, days) if wanted.strand else None
        if twin:
            return twin
        taken = [row.slug for row in Visit.select(Visit.slug).where(Visit.slug.startswith(prefix))]
        visit = Visit.create(
            slug=slug_for(wanted.plan.year, wanted.unit.code, wanted.unannounced, taken),
            plan=wanted.plan,
            strand=wanted.strand,
            unit=wanted.unit,
            unit_name=name_on(wanted.unit, sessions[0].on),
            team=wanted.team,
            method=wanted.method,
            unannounced=wanted.unannounced,
            excluded_agencies=_own_agency(wanted.team, wanted.unit),
            internal_note=wanted.internal_note,
            demo=wanted.demo,
            created_at=now(),
            updated_at=now(),
        )
        for number, session in enumerate(sessions, start=1):
            Session.create(visit=visit, code=f"b{number}", **asdict(session))
        record(
            actor,
            "plan-visit",
            visit,
            after={"slug": visit.slug, "sessions": [asdict(row) for row in sessions]},
            reason=wanted.accepted,
        )
        create_duties(actor, visit)
    return visit


def change_visit(actor: Actor, visit: Visit, version: int, wanted: VisitPlan) -> Visit:
    """Change team, method or internal note; unit and plan of a visit never change."""
    must_stand(visit)
    before = _shown(visit)
    with write():
        touch(
            visit,
            version,
            team=wanted.team,
            strand=wanted.strand,
            method=wanted.method,
            internal_note=wanted.internal_note,
            excluded_agencies=_own_agency(wanted.team, visit.unit),
        )
        record(actor, "change-visit", visit, before, _shown(visit), wanted.accepted)
    return visit


def add_session(
    actor: Actor, visit: Visit, version: int, session: SessionPlan, accepted: str = ""
) -> Session:
    """Add a working session; duties move when it becomes the first one."""
    must_stand(visit)
    must_exist(visit.unit, session.on)
    with write():
        old = _first_day(visit)
        touch(visit, version)
        row = Session.create(visit=visit, code=_next_code(visit), **asdict(session))
        record(actor, "add-session", row, after=asdict(session), reason=accepted)
        if _first_day(visit) != old:
            move_duties(actor, visit, "Thêm buổi làm việc")
    return row


def change_session(
    actor: Actor, visit: Visit, version: int, row: Session, session: SessionPlan
) -> Session:
    """Change a session, but not its day: that is a move, with its reason."""
    must_stand(visit)
    if row.state != "planned":
        raise NotPossible("Chỉ sửa được buổi làm việc đang theo lịch.")
    before = _session_shown(row)
    with write():
        touch(visit, version)
        for name in asdict(session).keys() - {"on"}:
            setattr(row, name, getattr(session, name))
        row.save()
        record(actor, "change-session", row, before, _session_shown(row))
    return row


def move_session(
    actor: Actor,
    visit: Visit,
    version: int,
    row: Session,
    new_on: date,
    part: str,
    reason: str,
    with_following: bool = False,
    accepted: str = "",
) -> list[Session]:
    """Move a session to ``new_on``: the old one stays, struck through, with the reason.

    ``with_following`` moves the later planned sessions by as many days. Returns the new
    sessions. Deadlines counted from the first session move with it.
    """
    must_stand(visit)
    if row.state != "planned":
        raise NotPossible("Buổi làm việc này đã được dời, hủy hoặc đã làm việc xong.")
    must_exist(visit.unit, new_on)
    shift = (new_on - row.on).days
    moving = [(row, new_on, part)]
    if with_following:
        moving += [
            (later, later.on + timedelta(days=shift), later.part)
            for later in sessions_of([visit])[visit.id]
            if later.state == "planned" and later.id != row.id and later.on >= row.on
        ]
    with write():
        old = _first_day(visit)
        touch(visit, version)
        made = [_replace(visit, one, on, one_part, reason) for one, on, one_part in moving]
        record(
            actor,
            "move-session",
            visit,
            before=[f"{one.on} {one.part}" for one, _, _ in moving],
            after=[f"{one.on} {one.part}" for one in made],
            reason=f"{reason} ({accepted})" if accepted else reason,
        )
        if _first_day(visit) != old:
            move_duties(actor, visit, reason)
    return made


def _replace(visit: Visit, row: Session, on: date, part: str, reason: str) -> Session:
    kept = ("time", "place", "sub_unit", "public_note", "internal_note")
    new = Session.create(
        visit=visit, code=_next_code(visit), on=on, part=part,
        **{name: getattr(row, name) for name in kept},
    )  # fmt: skip
    row.state, row.reason, row.moved_to = "moved", reason, new.code
    row.save()
    return new


def _next_code(visit: Visit) -> str:
    rows = Session.select(Session.code).where(Session.visit == visit)
    return next_code("b", [row.code for row in rows])


def touch(visit: Visit, version: int, **values: Any) -> None:
    """Write ``values`` and a new version; ChangedMeanwhile unless ``version`` still holds."""
    values.update(version=version + 1, updated_at=now())
    same = Visit.update(values).where(Visit.id == visit.id, Visit.version == version)
    if not same.execute():
        raise ChangedMeanwhile
    for name, value in values.items():
        setattr(visit, name, value)


def must_stand(visit: Visit) -> None:
    """NotPossible once the visit is cancelled or concluded."""
    if visit.state in ("cancelled", "concluded"):
        raise NotPossible("Cuộc kiểm tra này đã hủy hoặc đã có kết luận.")


def must_exist(unit: Unit, day: date) -> None:
    """NotPossible when the unit has ended before ``day``, or begins after it."""
    if words := absence(unit, day):
        raise NotPossible(words)


def _own_agency(team: Team | None, unit: Unit) -> list[str]:
    """The inspected unit's own code when members of the team come from it."""
    members = members_of({team.id}).get(team.id, []) if team else []
    return [unit.code] if any(member.agency == unit.code for member in members) else []


def _first_day(visit: Visit) -> date | None:
    return first_day(sessions_of([visit])[visit.id])


def _shown(visit: Visit) -> dict[str, Any]:
    return {name: visit.__data__[name] for name in ("team", "strand", "method", "internal_note")}


def _session_shown(row: Session) -> dict[str, Any]:
    return {name: str(getattr(row, name)) for name in SessionPlan.__dataclass_fields__}
