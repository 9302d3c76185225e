"""Named reads of accounts."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import JOIN

from portal.accounts.models import AuditEntry, RoleGrant, SignInAttempt, SignInSession, User
from portal.accounts.rules import MUST_HAVE_SECOND_STEP, WINDOW, Actor, session_is_over
from portal.prepared import Prepared, hole
from portal.units.models import Unit


class SignedIn:
    """The user of a request, as Flask-Login wants it; read in one query."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, user: User, session: SignInSession, roles: frozenset[str], token: str):
        self.user = user
        self.session = session
        self.full_name: str = user.full_name
        self.unit = user.unit if user.unit_id else None
        self.unit_name: str = self.unit.name if self.unit else ""
        self.must_change_password: bool = user.must_change_password
        self.needs_typist: bool = user.is_shared and not session.typist_name
        self.needs_code: bool = session.second_step_due
        # a password alone opens nothing to who has a second step
        held = frozenset() if self.needs_code else roles
        self.actor = Actor(user.id, user.full_name, held, user.unit_id, session.typist_name)
        self.lacks_second_step: bool = not user.second_step and bool(roles & MUST_HAVE_SECOND_STEP)
        self._token = token

    @property
    def browser_owner(self) -> str:
        """Whose the edits are that a browser keeps: this person's, in a shared account the
        typist's; tells nothing about either."""
        typist = " ".join((self.session.typist_name or "").casefold().split())
        named = f"{self.user.id}|{typist}"
        return hashlib.sha256(named.encode()).hexdigest()[:16]

    def get_id(self) -> str:
        """What the cookie carries: the session's token, never the user's id."""
        return self._token


def token_hash(token: str) -> str:
    """What is stored of a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


_SIGNED_IN = Prepared(
    lambda: (
        SignInSession.select(SignInSession, User, Unit, RoleGrant.role)
        .join(User)
        .join(Unit, join_type=JOIN.LEFT_OUTER)
        .switch(User)
        .join(RoleGrant, JOIN.LEFT_OUTER, attr="grant")
        .where(SignInSession.token_hash == hole(0), SignInSession.ended_at.is_null(), User.active)
    )
)


def signed_in_user(token: str, now: datetime, config: Mapping[str, Any]) -> SignedIn | None:
    """The user behind a session token; None when the session ended or was never there."""
    rows: Any = list(_SIGNED_IN.rows(token_hash(token)))
    session = rows[0] if rows else None
    if session is None or session_is_over(
        session.started_at,
        session.last_seen_at,
        now,
        config["SESSION_HOURS"],
        config["IDLE_MINUTES"],
    ):
        return None
    if session.user.is_demo and not config["DEMO"]:
        return None
    grants = [getattr(row.user, "grant", None) for row in rows]
    roles = frozenset(grant.role for grant in grants if grant is not None and grant.role)
    return SignedIn(session.user, session, roles, token)


def failures(username: str, address: str, now: datetime) -> tuple[int, int]:
    """Failed sign-ins within the window: of this address on this account, and in all."""
    recent = SignInAttempt.select().where(
        SignInAttempt.at > now - WINDOW,
        SignInAttempt.address == address,
        SignInAttempt.succeeded == False,  # noqa: E712 (SQL comparison)
    )
    pair = recent.where(SignInAttempt.username == username).count()
    return pair, recent.count()


def users() -> list[User]:
    """Every account with its unit and grants, by user name."""
    rows = (
        User.select(User, Unit)
        .join(Unit, join_type=JOIN.LEFT_OUTER)
        .order_by(User.username)
        .prefetch(RoleGrant.select())
    )
    return list(rows)


def username_used(username: str) -> bool:
    """Whether an account has that user name, however it is written."""
    return User.select().where(User.username == username.strip().lower()).exists()


def open_sessions(user_id: int) -> list[SignInSession]:
    """Sessions of a user that were not ended, newest first."""
    return list(
        SignInSession.select()
        .where(SignInSession.user == user_id, SignInSession.ended_at.is_null())
        .order_by(SignInSession.started_at.desc())
    )


def live_sessions(user_id: int, now: datetime, config: Mapping[str, Any]) -> list[SignInSession]:
    """The sessions of a user that still open something, newest first."""
    hours, idle = config["SESSION_HOURS"], config["IDLE_MINUTES"]
    return [
        row
        for row in open_sessions(user_id)
        if not session_is_over(row.started_at, row.last_seen_at, now, hours, idle)
    ]


def history_of(kind: str, key: object) -> list[AuditEntry]:
    """The audit entries of one subject, oldest first."""
    return list(
        AuditEntry.select()
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == str(key))
        .order_by(AuditEntry.id)
    )


def nameless() -> dict[int, str]:
    """Accounts whose name was taken off → what they are called now. The log keeps their names,
    as hashes were taken over it; pages show these."""
    rows = User.select(User.id, User.full_name).where(User.anonymised_at.is_null(False))
    return {row.id: row.full_name for row in rows}
