"""A team shares the reading of reports out, and says how far it is."""

from collections.abc import Mapping
from datetime import datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.inspections.models import Team
from portal.reports.models import Submission
from portal.reports.review.models import PartMark, PartReader, UnitReader


def assign_parts(actor: Actor, team: Team, readers: Mapping[str, int | None]) -> int:
    """Who reads each part of the reports of a team: part → number of the member, None for
    nobody. Parts that are not named stay. How many changed."""
    with write():
        rows = PartReader.select().where(PartReader.team == team)
        before = {row.part: row.member_id for row in rows}
        changed = {part: who for part, who in readers.items() if before.get(part) != who}
        for part, who in changed.items():
            PartReader.delete().where(PartReader.team == team, PartReader.part == part).execute()
            if who is not None:
                PartReader.create(team=team, part=part, member=who)
        if changed:
            record(
                actor,
                "assign-report-parts",
                team,
                before={part: before.get(part) for part in changed},
                after=changed,
            )
        return len(changed)


def assign_units(actor: Actor, team: Team, readers: Mapping[int, int | None]) -> int:
    """Who of a team reads the whole report of a unit: number of the unit → of the member, None
    for nobody. Units that are not named stay. How many changed."""
    with write():
        rows = UnitReader.select().where(UnitReader.team == team)
        before = {row.unit_id: row.member_id for row in rows}
        changed = {unit: who for unit, who in readers.items() if before.get(unit) != who}
        for unit, who in changed.items():
            UnitReader.delete().where(UnitReader.team == team, UnitReader.unit == unit).execute()
            if who is not None:
                UnitReader.create(team=team, unit=unit, member=who)
        if changed:
            record(
                actor,
                "assign-report-units",
                team,
                before={str(unit): before.get(unit) for unit in changed},
                after={str(unit): who for unit, who in changed.items()},
            )
        return len(changed)


def mark_parts(
    actor: Actor, submission: Submission, states: Mapping[str, str], now: datetime
) -> int:
    """How far the team is with parts of a submission: part → a code of MARKS, "" for not read.

    Parts that are not named stay. How many changed.
    """
    with write():
        rows = PartMark.select().where(PartMark.submission == submission)
        before = {row.part: row.state for row in rows}
        changed = {part: state for part, state in states.items() if before.get(part, "") != state}
        for part, state in changed.items():
            PartMark.delete().where(
                PartMark.submission == submission, PartMark.part == part
            ).execute()
            if state:
                PartMark.create(
                    submission=submission, part=part, state=state, at=now, by=actor.name
                )
        if changed:
            record(
                actor,
                "mark-report-part",
                submission,
                before={part: before.get(part, "") for part in changed},
                after=changed,
            )
        return len(changed)
