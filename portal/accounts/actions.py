"""Named writes of accounts: each one transaction, with an audit entry."""

import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from peewee import IntegrityError

from portal.accounts import queries
from portal.accounts.audit import record
from portal.accounts.device_rules import address_part, device_words
from portal.accounts.models import RoleGrant, SignInAttempt, SignInSession, User
from portal.accounts.rules import ROLES, Actor, may_try, normalise_password, password_problem
from portal.clock import now
from portal.db import write
from portal.units.models import Unit


class WrongPassword(Exception):
    """User name and password do not match (nothing more is said)."""


class TooManyTries(Exception):
    """This address has failed too often; it has to wait."""


class WeakPassword(Exception):
    """The new password is not good enough; the message says why, in Vietnamese."""


class UsernameTaken(Exception):
    """Another account bears this user name."""


def hasher(cost: int) -> PasswordHasher:
    """Argon2id with ``cost`` passes; a cost of 1 also takes little memory (tests)."""
    memory = 65536 if cost > 1 else 1024
    return PasswordHasher(time_cost=cost, memory_cost=memory, parallelism=1)


def sign_in(
    username: str, password: str, address: str, demo: bool, cost: int, agent: str = ""
) -> tuple[User, str]:
    """Check a password and open a session; returns the user and the session's token.

    ``agent`` is what the browser says of itself; only its name and system are kept.
    """
    username = username.strip().lower()
    instant = now()
    if not may_try(*queries.failures(username, address, instant)):
        raise TooManyTries
    user = User.get_or_none(User.username == username)
    if user is not None and not (user.active and (demo or not user.is_demo)):
        user = None
    # A hash is checked in any case, so that the time does not tell whether an account exists.
    stored = user.password_hash if user else hasher(cost).hash("khong-co-tai-khoan")
    if not _matches(stored, password, cost):
        user = None
    with write():
        SignInAttempt.create(
            username=username, address=address, succeeded=user is not None, at=instant
        )
        token = _open_session(user, instant, address, agent) if user else ""
    if user is None:
        raise WrongPassword
    return user, token


def _matches(stored: str, password: str, cost: int) -> bool:
    try:
        return hasher(cost).verify(stored, normalise_password(password))
    except (VerificationError, InvalidHashError):
        return False


def _open_session(user: User, instant: datetime, address: str, agent: str) -> str:
    token = secrets.token_urlsafe(32)
    SignInSession.create(
        token_hash=queries.token_hash(token),
        user=user,
        started_at=instant,
        last_seen_at=instant,
        second_step_due=user.second_step,
        device=device_words(agent[:500]),
        address_part=address_part(address),
    )
    User.update(last_sign_in_at=instant).where(User.id == user.id).execute()
    actor = Actor(user.id, user.full_name, unit_id=user.unit_id)
    record(actor, "sign-in", user)
    return token


def touch_session(session: SignInSession, instant: datetime) -> None:
    """Note that a session is in use."""
    with write():
        SignInSession.update(last_seen_at=instant).where(SignInSession.id == session.id).execute()


def sign_out(actor: Actor, token: str) -> None:
    """End a session on the server: its cookie is worth nothing from now on."""
    with write():
        SignInSession.update(ended_at=now()).where(
            SignInSession.token_hash == queries.token_hash(token)
        ).execute()
        record(actor, "sign-out", ("user", actor.user_id))


def name_typist(actor: Actor, session: SignInSession, name: str, phone: str) -> None:
    """Note who is typing in a shared account."""
    with write():
        SignInSession.update(typist_name=name, typist_phone=phone).where(
            SignInSession.id == session.id
        ).execute()
        record(actor, "name-typist", ("user", actor.user_id), after={"typist": name})


def change_password(actor: Actor, user: User, old: str, new: str, cost: int) -> None:
    """Change one's own password; every other session of the account ends."""
    if not _matches(user.password_hash, old, cost):
        raise WrongPassword
    problem = password_problem(new, user.username)
    if problem is None and normalise_password(old) == normalise_password(new):
        problem = "Mật khẩu mới phải khác mật khẩu cũ."
    if problem:
        raise WeakPassword(problem)
    hashed = hasher(cost).hash(normalise_password(new))
    with write():
        User.update(password_hash=hashed, must_change_password=False).where(
            User.id == user.id
        ).execute()
        record(actor, "change-password", user)


def end_session(actor: Actor, user_id: int, session_id: int) -> bool:
    """End one session of a user; False when it is none of theirs, or over."""
    with write():
        ended = (
            SignInSession.update(ended_at=now())
            .where(
                SignInSession.id == session_id,
                SignInSession.user == user_id,
                SignInSession.ended_at.is_null(),
            )
            .execute()
        )
        if ended:
            record(actor, "end-sessions", ("user", user_id), after={"ended": ended})
    return bool(ended)


def end_other_sessions(actor: Actor, user_id: int, keep: int | None = None) -> int:
    """End the sessions of a user, but for ``keep``; returns how many."""
    with write():
        ended = (
            SignInSession.update(ended_at=now())
            .where(
                SignInSession.user == user_id,
                SignInSession.ended_at.is_null(),
                SignInSession.id != (keep or 0),
            )
            .execute()
        )
        record(actor, "end-sessions", ("user", user_id), after={"ended": ended})
    return ended


def add_user(
    actor: Actor,
    username: str,
    full_name: str,
    roles: list[str],
    password: str,
    cost: int,
    unit: Unit | None = None,
    is_shared: bool = False,
    is_demo: bool = False,
    phone: str = "",
    position: str = "",
    must_change: bool = True,
) -> User:
    """Add an account with its roles; the first password is changed at first use."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    hashed = hasher(cost).hash(normalise_password(password))
    try:
        with write():
            user = User.create(
                username=username.strip().lower(),
                full_name=full_name,
                phone=phone,
                position=position,
                password_hash=hashed,
                must_change_password=must_change,
                is_shared=is_shared,
                is_demo=is_demo,
                unit=unit,
                created_at=now(),
            )
            for role in roles:
                RoleGrant.create(user=user, role=role)
            after = {"username": user.username, "roles": roles, "unit": unit and unit.code}
            record(actor, "add-user", user, after=after)
    except IntegrityError as error:
        raise UsernameTaken(username) from error
    return user


def reset_password(actor: Actor, user: User, password: str, cost: int) -> None:
    """Set a new first password and end every session of the account."""
    hashed = hasher(cost).hash(normalise_password(password))
    with write():
        User.update(password_hash=hashed, must_change_password=True).where(
            User.id == user.id
        ).execute()
        SignInSession.update(ended_at=now()).where(
            SignInSession.user == user, SignInSession.ended_at.is_null()
        ).execute()
        record(actor, "reset-password", user)


def set_active(actor: Actor, user: User, active: bool) -> None:
    """Lock or reopen an account; locking ends its sessions."""
    with write():
        User.update(active=active).where(User.id == user.id).execute()
        if not active:
            SignInSession.update(ended_at=now()).where(
                SignInSession.user == user, SignInSession.ended_at.is_null()
            ).execute()
        record(actor, "open-user" if active else "lock-user", user)


def new_password() -> str:
    """A first password that is easy to read out: four groups, no look-alike letters."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def sweep_sign_in() -> int:
    """Forget sign-in attempts older than a day; returns how many."""
    with write():
        return SignInAttempt.delete().where(SignInAttempt.at < now() - timedelta(days=1)).execute()
