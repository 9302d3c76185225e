"""What a feature puts on the start page of whoever signed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One thing to do or to know: a link, a word about it, and a tag."""

    text: str
    href: str
    note: str = ""
    tag: str = ""
    tone: str = "grey"


@dataclass(frozen=True)
class Panel:
    """A titled list on the start page; ``empty`` says what an empty list means.

    ``urgent``: something in it is overdue or was given back, so it stands first.
    """

    title: str
    rows: list[Row] = field(default_factory=list)
    empty: str = ""
    more: str = ""
    more_href: str = ""
    urgent: bool = False


def in_order(panels: Iterable[Panel]) -> list[Panel]:
    """Urgent panels first, empty ones last; otherwise as they came."""
    return sorted(panels, key=lambda panel: (not panel.urgent, not panel.rows))
