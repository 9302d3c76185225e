"""Named writes of teams and their members."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.audit import record
from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.db import write
from portal.documents.models import IssuedDocument
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.models import Team, TeamMember, Visit
from portal.plans.models import Plan
from portal.units.models import Unit


@dataclass(frozen=True)
class MemberFacts:
    """A member as entered; ``role`` is a key of ``MEMBER_ROLES``, ``field`` what is covered."""

    name: str
    role: str
    agency: Unit | None = None
    field: str = ""
    user: User | None = None


@dataclass(frozen=True)
class Decision:
    """The decision that set a team up: number with symbol, and day."""

    number: str
    on: date | None = None


def create_team(actor: Actor, plan: Plan, name: str, decision: Decision | None = None) -> Team:
    """Create an empty team of a plan; ``decision`` as far as it is known."""
    with write():
        team = Team.create(plan=plan, name=name, decision=_decided(None, decision))
        record(actor, "create-team", team, after={"plan": plan.slug, "name": name})
    return team


def rename_team(
    actor: Actor, team: Team, version: int, name: str, decision: Decision | None = None
) -> None:
    """Change name and decision of a team read at ``version``. ChangedMeanwhile."""
    before = team.name
    with write():
        kept = _decided(team.decision_id, decision)
        same = (Team.id == team.id) & (Team.version == version)
        columns = {"name": name, "decision": kept, "version": version + 1}
        if not Team.update(columns).where(same).execute():
            raise ChangedMeanwhile
        number = decision.number if decision else ""
        record(actor, "rename-team", team, before=before, after={"name": name, "decision": number})


def _decided(known: int | None, decision: Decision | None) -> int | None:
    """The recorded decision, written anew when it changed; None while there is none."""
    if decision is None or not decision.number:
        return None if decision else known
    columns = {
        "kind": "quyet-dinh",
        "number": decision.number,
        "issued_on": decision.on,
        "subject": "Thành lập Đoàn kiểm tra",
    }
    if known is None:
        return int(IssuedDocument.create(**columns).id)
    IssuedDocument.update(columns).where(IssuedDocument.id == known).execute()
    return known


def delete_team(actor: Actor, team: Team) -> None:
    """Remove a team that no visit names; NotPossible otherwise."""
    if Visit.select().where(Visit.team == team).exists():
        raise NotPossible("Đoàn này đã được giao cuộc kiểm tra nên không xóa được.")
    with write():
        record(actor, "delete-team", team, before={"name": team.name})
        team.delete_instance(recursive=True)


def add_member(actor: Actor, team: Team, facts: MemberFacts) -> TeamMember:
    """Add a member; NotPossible for a second head, or the same person twice."""
    _check(team, facts)
    with write():
        row = TeamMember.create(
            team=team,
            name=facts.name,
            agency=facts.agency,
            role=facts.role,
            field=facts.field,
            user=facts.user,
        )
        _exclude_from_own(team)
        record(actor, "add-member", row, after=_shown(row))
    return row


def change_member(actor: Actor, row: TeamMember, facts: MemberFacts) -> None:
    """Change a member; NotPossible for a second head, or the same person twice."""
    _check(row.team, facts, row.id)
    before = _shown(row)
    with write():
        row.name, row.role, row.field = facts.name, facts.role, facts.field
        row.agency, row.user = facts.agency, facts.user
        row.save()
        _exclude_from_own(row.team)
        record(actor, "change-member", row, before, _shown(row))


def remove_member(actor: Actor, row: TeamMember) -> None:
    """Take a member out of the team."""
    with write():
        record(actor, "remove-member", row, before=_shown(row))
        team = row.team
        row.delete_instance()
        _exclude_from_own(team)


def _check(team: Team, facts: MemberFacts, own_id: int | None = None) -> None:
    others = [row for row in TeamMember.select().where(TeamMember.team == team) if row.id != own_id]
    if facts.role == "head" and any(row.role == "head" for row in others):
        raise NotPossible("Đoàn đã có Trưởng đoàn. Mỗi Đoàn chỉ có một Trưởng đoàn.")
    if facts.user and any(row.user_id == facts.user.id for row in others):
        raise NotPossible("Tài khoản này đã gắn với một thành viên khác của Đoàn.")
    agency_id = facts.agency.id if facts.agency else None
    if any((row.name, row.agency_id) == (facts.name, agency_id) for row in others):
        raise NotPossible("Người này đã có trong Đoàn.")


def _exclude_from_own(team: Team) -> None:
    """Members never inspect their own agency: keep that mark of the team's visits right."""
    rows = TeamMember.select(TeamMember.agency).where(TeamMember.team == team)
    agencies = {row.agency_id for row in rows if row.agency_id}
    open_visits = (
        Visit.select(Visit, Unit)
        .join(Unit)
        .where(Visit.team == team, Visit.state.in_(("planned", "under_way")))
    )
    for visit in open_visits:
        visit.excluded_agencies = [visit.unit.code] if visit.unit_id in agencies else []
        visit.save(only=[Visit.excluded_agencies])


def _shown(row: TeamMember) -> dict[str, object]:
    return {name: row.__data__[name] for name in ("name", "agency", "role", "field", "user")}
