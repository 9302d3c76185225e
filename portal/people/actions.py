"""Named writes: codes and the accounts they make, delegations, people who leave."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from portal.accounts import actions as accounts
from portal.accounts.audit import record
from portal.accounts.models import SignInAttempt, User
from portal.accounts.queries import failures
from portal.accounts.rules import Actor, password_problem
from portal.clock import local, now
from portal.db import write
from portal.people.models import Activation, Delegation
from portal.people.queries import signing_by
from portal.people.rules import (
    ALPHABET,
    CODE_LENGTH,
    VALID_FOR,
    WRONG_CODES,
    is_open,
    read_code,
    username_for,
)
from portal.units.models import Unit
from portal.units.rules import valid_on

#: Under this name wrong codes are counted beside wrong passwords.
_TRIES = "(mã kích hoạt)"


class WrongCode(Exception):
    """No such code, or it was used, withdrawn or has expired (which of these is not said)."""


class Overlaps(Exception):
    """The deputy has a delegation in that window already."""


def hash_of(code: str) -> str:
    """What is stored of a code."""
    return hashlib.sha256(f"activation:{code}".encode()).hexdigest()


def new_code() -> str:
    """A code of 80 random bits in letters and digits that cannot be taken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def issue_letters(
    actor: Actor, units: Iterable[Unit], roles: Sequence[str]
) -> list[tuple[Unit, str]]:
    """A new code for each unit; earlier letters that nobody used are forgotten.

    Returns (unit, code): the only moment at which the codes are known.
    """
    made = [(unit, new_code()) for unit in units]
    with write():
        for unit, code in made:
            _forget(unit, "", roles)
            _keep(actor, unit, code, roles)
        codes = [unit.code for unit, _code in made]
        record(actor, "issue-letters", ("unit", "*"), after={"units": codes, "roles": list(roles)})
    return made


def invite(
    actor: Actor, unit: Unit, full_name: str, position: str, roles: Sequence[str]
) -> tuple[Activation, str]:
    """Invite one named person of the unit; returns the invitation and its code, known only now.

    Whoever is invited again gets another code, and the one before is worth nothing.
    """
    code = new_code()
    with write():
        _forget(unit, full_name)
        made = _keep(actor, unit, code, roles, full_name, position)
        after = {"name": full_name, "roles": list(roles), "unit": unit.code}
        record(actor, "invite-person", made, after=after)
    return made, code


def reissue(actor: Actor, invitation: Activation) -> tuple[Activation, str]:
    """Another code for one invitation alone, good for as long again; the lost one is worth
    nothing. Returns the invitation and its code, known only now."""
    code, at = new_code(), now()
    with write():
        Activation.update(
            code_hash=hash_of(code), created_at=at, created_by=actor.user_id,
            expires_at=at + VALID_FOR,
        ).where(Activation.id == invitation.id, Activation.used_at.is_null()).execute()  # fmt: skip
        record(actor, "reissue-code", invitation, after={"name": invitation.full_name})
    return Activation.get_by_id(invitation.id), code


def _forget(unit: Unit, name: str, roles: Sequence[str] = ()) -> None:
    """Drop the code that waits for this person; of a letter: for whoever the unit names in these
    roles, so that a letter for the head leaves that for the clerk as it is."""
    same = (Activation.unit == unit) & (Activation.full_name == name)
    if not name:
        same &= Activation.roles == " ".join(roles)
    Activation.delete().where(same, Activation.used_at.is_null()).execute()


def _keep(
    actor: Actor, unit: Unit, code: str, roles: Sequence[str], name: str = "", position: str = ""
) -> Activation:
    at = now()
    return Activation.create(
        unit=unit,
        code_hash=hash_of(code),
        roles=" ".join(roles),
        full_name=name,
        position=position,
        created_at=at,
        created_by=actor.user_id,
        expires_at=at + VALID_FOR,
    )


def withdraw(actor: Actor, invitation: Activation) -> None:
    """Make a code worthless; one that was used stays as it is."""
    with write():
        changed = (
            Activation.update(revoked_at=now())
            .where(
                Activation.id == invitation.id,
                Activation.used_at.is_null(),
                Activation.revoked_at.is_null(),
            )
            .execute()
        )
        if changed:
            record(actor, "withdraw-invitation", invitation)


def activate(
    typed: str, full_name: str, position: str, password: str, address: str, cost: int
) -> User:
    """Make the account of whoever holds the code; the code is used up.

    TooManyTries after WRONG_CODES wrong ones from ``address``, WrongCode, WeakPassword.
    """
    instant, code = now(), read_code(typed)
    wrong, of_address = failures(_TRIES, address, instant)
    if wrong >= WRONG_CODES or not accounts.may_try(0, of_address):
        raise accounts.TooManyTries
    known = Activation.get_or_none(Activation.code_hash == hash_of(code)) if code else None
    if known is None or not _is_good(known):
        with write():
            SignInAttempt.create(username=_TRIES, address=address, succeeded=False, at=instant)
        raise WrongCode
    problem = password_problem(password, username_for(full_name, lambda _name: False))
    if problem:
        raise accounts.WeakPassword(problem)
    with write():
        used = Activation.update(used_at=instant).where(
            Activation.id == known.id, Activation.used_at.is_null(), Activation.revoked_at.is_null()
        )
        if not used.execute():
            raise WrongCode
        invited = Actor(None, f"{full_name} (kích hoạt)", unit_id=known.unit_id)
        user = accounts.add_user(
            invited,
            username_for(full_name, _is_taken),
            full_name,
            known.roles.split(),
            password,
            cost,
            unit=known.unit,
            position=position,
            must_change=False,
        )
        Activation.update(user=user).where(Activation.id == known.id).execute()
        record(invited, "activate-account", user, after={"invitation": known.id})
    return user


def _is_good(known: Activation) -> bool:
    instant = now()
    alive = valid_on(None, known.unit.valid_to, local(instant).date())
    return alive and is_open(known.used_at, known.revoked_at, known.expires_at, instant)


def _is_taken(username: str) -> bool:
    return User.select().where(User.username == username).exists()


def delegate(
    actor: Actor,
    unit: Unit,
    deputy: User,
    number: str,
    issued_on: date,
    valid_from: date,
    valid_to: date,
) -> Delegation:
    """Let a deputy sign off for the unit in a window of days; Overlaps if one can already."""
    with write():
        known = Delegation.select().where(
            Delegation.deputy == deputy,
            Delegation.ended_at.is_null(),
            Delegation.valid_from <= valid_to,
            Delegation.valid_to >= valid_from,
        )
        if known.exists():
            raise Overlaps
        made = Delegation.create(
            unit=unit,
            deputy=deputy,
            number=number,
            issued_on=issued_on,
            valid_from=valid_from,
            valid_to=valid_to,
            granted_by=actor.user_id,
            created_at=now(),
        )
        after = {"deputy": deputy.full_name, "from": valid_from, "to": valid_to}
        record(actor, "delegate-signing", made, after=after, reason=number)
    return made


def end_delegation(actor: Actor, row: Delegation) -> None:
    """End a delegation before its day; once."""
    with write():
        ended = Delegation.update(ended_at=now()).where(
            Delegation.id == row.id, Delegation.ended_at.is_null()
        )
        if ended.execute():
            record(actor, "end-delegation", row)


def note_delegation(actor: Actor, submission_id: int, today: date) -> None:
    """Write down by which paper a deputy has signed a submission; nothing for the head."""
    row = None if actor.has("unit_head") else signing_by(actor, today)
    if row is not None:
        after = {"number": row.number, "from": row.valid_from, "to": row.valid_to}
        with write():
            record(actor, "sign-by-delegation", ("submission", submission_id), after=after)
