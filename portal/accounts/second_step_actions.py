"""Named writes of the second step: set it up, pass it, take it away."""

import base64
import hashlib
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

from portal.accounts.actions import TooManyTries
from portal.accounts.audit import record
from portal.accounts.models import (
    RecoveryCode,
    SecondStep,
    SignInAttempt,
    SignInSession,
    User,
)
from portal.accounts.queries import failures
from portal.accounts.rules import Actor, may_try
from portal.accounts.second_step_rules import (
    counter_of,
    new_recovery_codes,
    read_recovery_code,
)
from portal.clock import now
from portal.db import write


class WrongStepCode(Exception):
    """Neither the code of this half minute nor an unused code on paper."""


def begin(actor: Actor, user: User, key: str) -> None:
    """Make a secret for ``user`` that counts once a code of it was typed; none if it does."""
    with write():
        if User.get_by_id(user.id).second_step:
            return
        SecondStep.delete().where(SecondStep.user == user).execute()
        secret = _box(key).encrypt(pyotp.random_base32().encode()).decode()
        SecondStep.create(user=user, secret=secret)
        record(actor, "begin-second-step", user)


def secret_of(user: User, key: str) -> str:
    """The secret of ``user``; "" when none was begun, or the portal's key is another now."""
    row = SecondStep.get_or_none(SecondStep.user == user)
    if row is None:
        return ""
    try:
        return _box(key).decrypt(row.secret.encode()).decode()
    except InvalidToken:
        return ""


def _box(key: str) -> Fernet:
    digest = hashlib.sha256(f"second-step:{key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def confirm(actor: Actor, user: User, typed: str, address: str, key: str) -> list[str]:
    """Turn the second step on; returns the codes to print, known only now.

    WrongStepCode and TooManyTries as ``take``.
    """
    _take_code(user, typed, address, key)
    with write():
        User.update(second_step=True).where(User.id == user.id).execute()
        codes = _keep_codes(user)
        record(actor, "turn-on-second-step", user)
    return codes


def print_again(actor: Actor, user: User, typed: str, address: str, key: str) -> list[str]:
    """New codes to print; the earlier ones are worth nothing. Needs a code of the app."""
    _take_code(user, typed, address, key)
    with write():
        codes = _keep_codes(user)
        record(actor, "print-recovery-codes", user)
    return codes


def _keep_codes(user: User) -> list[str]:
    codes = new_recovery_codes()
    RecoveryCode.delete().where(RecoveryCode.user == user).execute()
    for code in codes:
        RecoveryCode.create(user=user, code_hash=_hash(user, code.replace("-", "")))
    return codes


def _hash(user: User, code: str) -> str:
    return hashlib.sha256(f"recovery:{user.id}:{code}".encode()).hexdigest()


def take(
    actor: Actor, user: User, session: SignInSession, typed: str, address: str, key: str
) -> int | None:
    """Let a session in by a code of the app or one on paper.

    Returns how many codes on paper are left when one was used, else None. WrongStepCode, or
    TooManyTries after five wrong ones from ``address``.
    """
    paper, left = read_recovery_code(typed), None
    if paper:
        left = _take_paper(actor, user, paper, address)
    else:
        _take_code(user, typed, address, key)
    with write():
        SignInSession.update(second_step_due=False).where(SignInSession.id == session.id).execute()
        record(actor, "pass-second-step", user)
    return left


def _take_paper(actor: Actor, user: User, code: str, address: str) -> int:
    instant = _may_try(user, address)
    unused = RecoveryCode.update(used_at=instant).where(
        RecoveryCode.user == user,
        RecoveryCode.code_hash == _hash(user, code),
        RecoveryCode.used_at.is_null(),
    )
    with write():
        used = unused.execute()
        if used:
            record(actor, "use-recovery-code", user)
    if not used:
        _wrong(user, address, instant)
    rest = RecoveryCode.select().where(RecoveryCode.user == user, RecoveryCode.used_at.is_null())
    return int(rest.count())


def _take_code(user: User, typed: str, address: str, key: str) -> None:
    instant = _may_try(user, address)
    row = SecondStep.get_or_none(SecondStep.user == user)
    secret = secret_of(user, key)
    last = row.last_counter if row else 0
    counter = counter_of(secret, typed, instant.timestamp(), last) if secret else None
    taken = 0
    if counter is not None:
        with write():
            # of two at once with the same code one is late
            taken = (
                SecondStep.update(last_counter=counter)
                .where(SecondStep.user == user, SecondStep.last_counter < counter)
                .execute()
            )
    if not taken:
        _wrong(user, address, instant)


def _may_try(user: User, address: str) -> datetime:
    instant = now()
    if not may_try(*failures(_tries(user), address, instant)):
        raise TooManyTries
    return instant


def _wrong(user: User, address: str, instant: datetime) -> None:
    with write():
        SignInAttempt.create(username=_tries(user), address=address, succeeded=False, at=instant)
    raise WrongStepCode


def _tries(user: User) -> str:
    return f"(mã) {user.username}"


def reset(actor: Actor, user: User) -> None:
    """Take the second step away from somebody who lost the phone; ends the sessions."""
    with write():
        if not User.get_by_id(user.id).second_step:
            return
        SecondStep.delete().where(SecondStep.user == user).execute()
        RecoveryCode.delete().where(RecoveryCode.user == user).execute()
        User.update(second_step=False).where(User.id == user.id).execute()
        SignInSession.update(ended_at=now()).where(
            SignInSession.user == user, SignInSession.ended_at.is_null()
        ).execute()
        record(actor, "reset-second-step", user)
