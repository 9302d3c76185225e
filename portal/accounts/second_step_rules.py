"""The second step of sign-in: codes of the hour and codes on paper. Pure; time is an argument."""

import hmac
import re
import secrets

import pyotp

#: No 0 and O, no 1 and I: recovery codes are printed and typed again.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODES = 10
_LENGTH = 10
#: A clock may be this many steps of half a minute off.
_DRIFT = 1
STEP = 30


def counter_of(secret: str, typed: str, seconds: float, last: int) -> int | None:
    """The step whose code was typed, later than ``last``; None when it is none of the present.

    A code that was used once is not taken again, not even within its half minute.
    """
    code = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    totp, here = pyotp.TOTP(secret), int(seconds) // STEP
    for counter in range(here - _DRIFT, here + _DRIFT + 1):
        if counter > last and hmac.compare_digest(totp.generate_otp(counter), code):
            return counter
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of 50 random bits, in two groups of five."""
    made = ["".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)) for _ in range(_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in made]


def read_recovery_code(typed: str) -> str:
    """The recovery code somebody typed, without hyphens; "" when it is none."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if len(code) == _LENGTH and set(code) <= set(ALPHABET) else ""


def address_for_app(secret: str, username: str, title: str) -> str:
    """What the picture holds that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=title or "Cổng CCHC")
