"""Who of a team reads what, and how far: the matrix unit × part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.accounts.rules import Actor
from portal.inspections.models import Team, TeamMember, Visit
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import Duty, FormVersion, Submission
from portal.reports.queries import duties_of, form_of
from portal.reports.reading.rules import ReadPart, cell_state, parts_of
from portal.reports.review.models import PartMark, PartReader, UnitReader
from portal.units.models import Unit
from portal.vietnamese import collation_key


@dataclass(frozen=True)
class MatrixRow:
    """A unit: its duty, the number of its newest submission, the state of each part, who reads
    the whole report if anybody does."""

    duty: Duty
    number: int | None
    cells: dict[str, str]
    reader: TeamMember | None = None

    @property
    def done(self) -> int:
        """How many parts are read."""
        return sum(state in ("read", "question") for state in self.cells.values())

    @property
    def free(self) -> int:
        """How many parts nobody was given to read."""
        return sum(state == "unassigned" for state in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """A team: its parts with their readers, its units with how far each is."""

    team: Team
    parts: list[ReadPart]
    readers: dict[str, TeamMember]
    members: list[TeamMember]
    rows: list[MatrixRow]

    @property
    def units(self) -> list[tuple[Unit, TeamMember | None]]:
        """The units, each once, with who reads their whole report."""
        return list({row.duty.unit_id: (row.duty.unit, row.reader) for row in self.rows}.values())

    def given_to(self, user_id: int | None) -> list[tuple[MatrixRow, list[ReadPart]]]:
        """What somebody of the team was given to read: report by report that came, its parts.

        Who reads the whole report of a unit reads all of it, and nobody else any of it.
        """
        found = []
        for row in self.rows:
            parts = [
                part
                for part in self.parts
                if row.cells[part.code] != "missing"
                and (who := row.reader or self.readers.get(part.code)) is not None
                and who.user_id == user_id
            ]
            if parts:
                found.append((row, parts))
        return found

    def left_for(self, user_id: int | None) -> list[tuple[MatrixRow, list[ReadPart]]]:
        """Of ``given_to`` what has not been read, or came anew since."""
        left = [
            (row, [part for part in parts if row.cells[part.code] in ("unread", "again")])
            for row, parts in self.given_to(user_id)
        ]
        return [(row, parts) for row, parts in left if parts]


def team_matrices(actor: Actor) -> list[Matrix]:
    """The teams of a reader with the reports of their visits that he may read."""
    duties = [duty for duty in duties_of(actor, "team") if duty.form_id]
    return _matrices(duties)


def reads_for_a_team(user_id: int | None) -> bool:
    """Whether somebody was given anything to read, in any team."""
    mine = TeamMember.select(TeamMember.id).where(TeamMember.user == user_id)
    shares = (PartReader, UnitReader)
    return any(one.select().where(one.member.in_(mine)).exists() for one in shares)


def plan_matrices(actor: Actor, plan_id: int) -> list[Matrix]:
    """The teams of a plan with the reports of their visits, for the office."""
    duties = duties_of(actor, "office").where(Duty.plan == plan_id, Duty.visit.is_null(False))
    return _matrices([duty for duty in duties if duty.form_id])


def marks_on(submission: Submission) -> dict[str, PartMark]:
    """What was said of each part of one submission."""
    rows = PartMark.select().where(PartMark.submission == submission).order_by(PartMark.id)
    return {row.part: row for row in rows}


def parts_for(form: FormVersion | None) -> list[ReadPart]:
    """The parts of a report on that form; none without a form."""
    return parts_of(form_of(form)) if form else []


def _matrices(duties: list[Duty]) -> list[Matrix]:
    visits = {row.id: row.team_id for row in _visits(duties)}
    numbers, marks = _numbers(duties), _marks(duties)
    wanted = sorted({team for team in visits.values() if team})
    teams = {row.id: row for row in Team.select().where(Team.id.in_(wanted or [0]))}
    members, readers, whole = _members(wanted), _readers(wanted), _whole_readers(wanted)
    found = []
    for team in wanted:
        own = [duty for duty in duties if visits.get(duty.visit_id or 0) == team]
        own.sort(key=lambda duty: (collation_key(duty.unit.name), duty.id))
        forms = [duty.form for duty in own if duty.form]
        parts = parts_for(max(forms, key=lambda form: form.version, default=None))
        rows = [
            MatrixRow(
                duty,
                numbers.get(duty.id),
                {
                    part.code: cell_state(
                        numbers.get(duty.id),
                        marks.get((duty.id, part.code), {}),
                        part.code in readers.get(team, {}) or (team, duty.unit_id) in whole,
                    )
                    for part in parts
                },
                whole.get((team, duty.unit_id)),
            )
            for duty in own
        ]
        found.append(Matrix(teams[team], parts, readers.get(team, {}), members.get(team, []), rows))
    return found


def _ids(duties: Iterable[Duty]) -> list[int]:
    return [duty.id for duty in duties] or [0]


def _visits(duties: list[Duty]) -> Any:
    return Visit.select(Visit.id, Visit.team).where(
        Visit.id.in_([duty.visit_id for duty in duties if duty.visit_id] or [0])
    )


def _numbers(duties: list[Duty]) -> dict[int, int]:
    rows: Any = (
        Submission.select(Submission.duty, Submission.number)
        .where(Submission.duty.in_(_ids(duties)), Submission.state.not_in(WITHDRAWN))
        .order_by(Submission.number)
        .tuples()
    )
    return dict(rows)


def _marks(duties: list[Duty]) -> dict[tuple[int, str], dict[int, str]]:
    rows: Any = (
        PartMark.select(Submission.duty, PartMark.part, Submission.number, PartMark.state)
        .join(Submission)
        .where(Submission.duty.in_(_ids(duties)))
        .tuples()
    )
    found: dict[tuple[int, str], dict[int, str]] = {}
    for duty, part, number, state in rows:
        found.setdefault((duty, part), {})[number] = state
    return found


def _members(teams: list[int]) -> dict[int, list[TeamMember]]:
    rows = TeamMember.select().where(TeamMember.team.in_(teams or [0])).order_by(TeamMember.id)
    found: dict[int, list[TeamMember]] = {}
    for row in rows:
        found.setdefault(row.team_id, []).append(row)
    return found


def _readers(teams: list[int]) -> dict[int, dict[str, TeamMember]]:
    rows = (
        PartReader.select(PartReader, TeamMember)
        .join(TeamMember)
        .where(PartReader.team.in_(teams or [0]))
    )
    found: dict[int, dict[str, TeamMember]] = {}
    for row in rows.order_by(PartReader.id):
        found.setdefault(row.team_id, {})[row.part] = row.member
    return found


def _whole_readers(teams: list[int]) -> dict[tuple[int, int], TeamMember]:
    rows = (
        UnitReader.select(UnitReader, TeamMember)
        .join(TeamMember)
        .where(UnitReader.team.in_(teams or [0]))
    )
    return {(row.team_id, row.unit_id): row.member for row in rows.order_by(UnitReader.id)}
