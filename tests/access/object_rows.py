"""A row of the table of objects, and the states in which things open and are written."""

from dataclasses import dataclass, field

#: A report was sent at least once; “unvisited” is one that no visit asks for.
SENT = "returned submitted accepted extended unannounced released unvisited"
WRITABLE = "open returned extended"
STANDING = "planned under_way visited unannounced released"
#: … and its sessions are not over; the day of “planned” lies ahead.
RUNNING = "planned under_way unannounced released"
#: What readers may be told of.
PUBLISHABLE = "planned under_way visited released"
DUE_NOW = "under_way unannounced released"


@dataclass(frozen=True)
class At:
    """``kind`` of the thing; the states in which it opens (“”: all), the answer in the others;
    the states in which a good form is taken (None: no state matters)."""

    kind: str
    opens: str = ""
    elsewhere: int = 404
    writes: str | None = None
    params: dict[str, str] = field(default_factory=dict)


def at(kind: str, opens: str = "", elsewhere: int = 404, writes: str | None = None,
       **params: str) -> At:  # fmt: skip
    """A row, with the parts of the address that hold another thing than usual."""
    return At(kind, opens, elsewhere, writes, params)
