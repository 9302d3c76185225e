"""What a timeline consists of."""

from dataclasses import dataclass
from datetime import datetime

from portal.clock import local


@dataclass(frozen=True)
class Event:
    """Something that happened; ``internal`` ones stay in the office and are not printed."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    internal: bool = False
    kind: str = ""


def moment(at: datetime) -> str:
    """“08:30 ngày 05/03/2026”."""
    return local(at).strftime("%H:%M ngày %d/%m/%Y")
