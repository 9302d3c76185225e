"""Who knocks: every role, its like in another unit or team, and everyone who is not let in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask

from portal.accounts.models import RoleGrant, SignInSession, User
from portal.accounts.queries import token_hash
from portal.accounts.rules import ROLES, TEAM_ROLES, UNIT_ADMIN, UNIT_ROLES
from portal.clock import now
from portal.inspections.models import Team, TeamMember
from portal.units.models import Unit
from tests import factories
from tests.browser_client import Client


@dataclass(frozen=True)
class Person:
    """``side``: whose visits and duties the person may see as a unit or as a team.

    ``tries``: the one audience that is worth trying; the others are as for the same role.
    """

    name: str
    roles: frozenset[str]
    unit_side: str = ""
    team_sides: tuple[str, ...] = ()
    tries: str = ""

    def sees(self, audience: str, side: str) -> bool:
        """Whether things of ``side`` are this person's in that audience; the office has all."""
        sides = {"unit": (self.unit_side,), "team": self.team_sides}
        return side in sides.get(audience, (side,))


def _person(name: str, *roles: str, **values: Any) -> Person:
    return Person(name, frozenset(roles), **values)


def _plain(role: str) -> Person:
    return _person(
        role, role,
        unit_side="own" if role in (*UNIT_ROLES, UNIT_ADMIN) else "",
        team_sides=("own", "third") if role in TEAM_ROLES else (),
    )  # fmt: skip


#: The roles; a unit's people belong to the own unit, a team's to the own team.
ROLE_HOLDERS = tuple(_plain(role) for role in ROLES)
OTHERS = (
    *(_person(f"other_{role}", role, unit_side="other") for role in UNIT_ROLES),
    *(_person(f"other_{role}", role, team_sides=("other",)) for role in TEAM_ROLES),
    # an officer of the office who also writes the report of the other unit
    _person("officer_and_unit", "office_editor", "unit_head", unit_side="other", tries="unit"),
    # of the own team, but from the agency that the own visits inspect
    _person("recused_member", "team_member", team_sides=("third",)),
    # has a unit and stands in a team, but no role of either any more
    _person("lapsed", "appraiser"),
    _person("unit_of_nowhere", "unit_head"),
    _person("without_role"),
    _person("shared_named", "unit_editor", unit_side="own"),
)
#: Those who stand outside: no address but the sign-in page answers them.
OUTSIDE = tuple(
    _person(stage, *ROLES, unit_side="own")
    for stage in ("anonymous", "forged", "expired", "idle", "signed_out", "locked")
)
#: Those who must do something first, and where they are sent.
UNFINISHED = {
    "must_change": "/tai-khoan/doi-mat-khau",
    "shared_unnamed": "/tai-khoan/nguoi-nhap",
}
PEOPLE = {one.name: one for one in (*ROLE_HOLDERS, *OTHERS)}


def settle(own: Unit, other: Unit, team: Team, other_team: Team) -> None:
    """Accounts and sessions for everyone; those of the demo are there."""
    units = {"own": own, "other": other}
    for user in User.select().where(User.is_demo):
        _open(user, user.username)
    for person in OTHERS:
        user = User.create(username=person.name, full_name=person.name, password_hash="-",
                           must_change_password=False,
                           unit=own if person.name == "lapsed" else units.get(person.unit_side),
                           is_shared=person.name == "shared_named", created_at=now())  # fmt: skip
        for role in sorted(person.roles):
            RoleGrant.create(user=user, role=role)
        _open(user, person.name, typist_name="Tô Thị B" if user.is_shared else "")
        crew = other_team if "other" in person.team_sides else team
        if person.roles & set(TEAM_ROLES) or person.name == "lapsed":
            TeamMember.create(team=crew, name=person.name, user=user,
                              agency=own if person.name == "recused_member" else None)  # fmt: skip
    long_ago, hour = now() - timedelta(hours=30), timedelta(hours=1)
    for name, values in {
        "expired": {"started_at": long_ago}, "idle": {"last_seen_at": long_ago},
        "signed_out": {"ended_at": now() - hour}, "locked": {}, "must_change": {},
        "shared_unnamed": {},
    }.items():  # fmt: skip
        user = factories.user("admin", own, username=name, active=name != "locked",
                              must_change_password=name == "must_change",
                              is_shared=name == "shared_unnamed")  # fmt: skip
        for role in sorted(set(ROLES) - {"admin"}):
            RoleGrant.create(user=user, role=role)
        _open(user, name, **values)


def _open(user: User, name: str, **values: Any) -> None:
    # Seen a little ahead of time: the session is not touched while a test watches the tables.
    times = {"started_at": now(), "last_seen_at": now() + timedelta(hours=1)}
    SignInSession.create(token_hash=token_hash(f"ve-{name}"), user=user, **{**times, **values})


def client_of(app: Flask, name: str) -> Client:
    """The browser of that person; it carries the token of the session, or a forged one."""
    client = Client(app)
    if name != "anonymous":
        with client.http.session_transaction() as session:
            session["_user_id"] = f"ve-{name}"
            session["_fresh"] = True
    return client
