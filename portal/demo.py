"""``portal demo``: accounts (user name = role name) and a past that makes the demo believable.

Demo data only: the accounts are refused outside demo mode, the records say that they are samples.
"""

import os
from pathlib import Path

from portal.accounts import actions
from portal.accounts.audit import record
from portal.accounts.models import User
from portal.accounts.rules import ROLES, SYSTEM, TEAM_ROLES, UNIT_ADMIN, UNIT_ROLES
from portal.db import write
from portal.inspections.models import TeamMember, Visit
from portal.reports.models import Duty
from portal.reports.receiving import UnitDocument, record_received
from portal.units.models import Unit

#: The unit of the demo accounts, where the province has it; else the one that is visited last.
DEMO_UNIT = "ban-quan-ly-khu-cong-nghiep"


def add_demo_accounts(data: Path, cost: int) -> tuple[str, list[str]]:
    """Make sure that the demo accounts are there; returns their password and their names."""
    password = _kept_password(data / "secrets" / "demo-password")
    unit = Unit.get_or_none(Unit.code == DEMO_UNIT) or _visited_last()
    for role, words in ROLES.items():
        if User.get_or_none(User.username == role) is None:
            actions.add_user(
                SYSTEM, role, f"{words} (trình diễn)", [role], password, cost,
                unit=unit if role in (*UNIT_ROLES, UNIT_ADMIN) else None,
                is_demo=True, must_change=False,
            )  # fmt: skip
    _join_the_teams()
    return password, list(ROLES)


def _visited_last() -> Unit | None:
    owed = Duty.select(Duty, Unit).join(Unit).where(Duty.kind == "visit_report")
    duty = owed.order_by(Duty.id.desc()).first()
    return duty.unit if duty else None


def _join_the_teams() -> None:
    """The team accounts stand for the sample members of the same role."""
    for account in TEAM_ROLES:
        user = User.get(User.username == account)
        role = account.removeprefix("team_")
        if not TeamMember.select().where(TeamMember.user == user).exists():
            member = TeamMember.get_or_none(TeamMember.role == role, TeamMember.user.is_null())
            if member:
                with write():
                    TeamMember.update(user=user).where(TeamMember.id == member.id).execute()
                    record(SYSTEM, "link-member", member, after={"user": account})


def receive_past_reports() -> int:
    """Record the reports of visits that are over as received in time; returns how many.

    The demo unit's own stay open, so that there is a report to try.
    """
    own = User.select(User.unit).where(User.is_demo, User.unit.is_null(False))
    duties = (
        Duty.select(Duty, Visit)
        .join(Visit)
        .where(
            Duty.kind == "visit_report",
            Duty.state == "open",
            Visit.state.in_(("visited", "concluded")),
            Duty.unit.not_in(own),
        )
    )
    received = list(duties)
    for position, duty in enumerate(received, start=1):
        record_received(
            SYSTEM,
            duty,
            arrival_number=f"{position:02d} (minh họa)",
            received_on=duty.due_on,
            copies=1,
            document=UnitDocument(f"{position:02d}/BC (minh họa)", duty.due_on, "Minh họa"),
        )
    return len(received)


def _kept_password(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(actions.new_password())
    return path.read_text()
