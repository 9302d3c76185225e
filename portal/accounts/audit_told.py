"""What an audit entry keeps, as lines that an administrator reads: no JSON on the screen."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from portal.accounts.audit_fields import FIELDS, VALUES
from portal.clock import local
from portal.vietnamese import show_date

#: More characters than this stand behind a fold.
LONG = 160
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_SESSION = re.compile(r"(\d{4}-\d\d-\d\d) (\w+)")
_HASH = re.compile(r"[0-9a-f]{64}")
_TAG = re.compile(r"<[^<>]*>")
_ORDER = {name: place for place, name in enumerate(FIELDS)}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_BLANK = "(trống)"
#: Fields whose values are never codes: the demo account ``admin`` is called that.
_NAMES = {"username", "user", "name", "title", "subject", "typist", "deputy"}


@dataclass(frozen=True)
class Line:
    """One field: its name ("" when the entry keeps one value alone), what it said and says.

    ``before`` is None where nothing was kept of it, ``after`` where only what was is kept.
    """

    label: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """``Hạn: 05/3/2026 → 10/3/2026``."""
        words = " → ".join(one for one in (self.before, self.after) if one is not None)
        return f"{self.label}: {words}" if self.label else words


def told(before: str, after: str) -> list[Line]:
    """The lines of an entry from its two JSON texts, either of which may be empty.

    Of two sets of fields only those that differ are told, and no field that was empty from the
    start; one that ``FIELDS`` does not name keeps its own name, with spaces for underscores.
    """
    old, new = _read(before), _read(after)
    if not isinstance(old or {}, dict) or not isinstance(new or {}, dict):
        values = [None if one is None else _words("", one) for one in (old, new)]
        return [] if values == [None, None] else [Line("", *values)]
    old, new = old or {}, new or {}
    names = sorted({*old, *new}, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return [
        Line(
            label(name) if name in new else f"{label(name)} (trước đó)",
            *(_words(name, one[name]) if name in one else None for one in (old, new)),
        )
        for name in names
        if old.get(name) != new.get(name) and (old.get(name), new.get(name)) not in _BOTH_EMPTY
    ]


_BOTH_EMPTY = [(one, other) for one in _EMPTY for other in _EMPTY]


def label(name: str) -> str:
    """The name of a field on the screen: a day is shown as one."""
    return FIELDS.get(name) or VALUES.get(name) or _days(name).replace("_", " ")


def _read(text: str) -> Any:
    return json.loads(text) if text else None


def _words(name: str, value: Any) -> str:
    if value in _EMPTY:
        return _BLANK
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(_words(name, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{label(part).lower()} {_words(part, said)}"
            for part, said in value.items()
            if said not in _EMPTY and said is not False
        )
    text = str(value)
    return text if name in _NAMES else _text(text)


def _text(text: str) -> str:
    if _MOMENT.fullmatch(text):
        return _moment(text)
    if _HASH.fullmatch(text):
        return f"{text[:12]}…"
    if session := _SESSION.fullmatch(text):
        day, part = session.groups()
        return f"{VALUES.get(part, part)} {_days(day)}"
    return VALUES.get(text) or unescape(_TAG.sub(" ", _days(text))).strip()


def _days(text: str) -> str:
    return _DAY.sub(lambda found: _day(found[0]), text)


def _day(text: str) -> str:
    try:
        return show_date(text)
    except ValueError:
        return text


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (local(at) if at.tzinfo else at).strftime("%H:%M ngày %d/%m/%Y")
