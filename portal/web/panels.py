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

    ``urgent``: something in it was given back, or a count says that something is overdue.
    """

    title: str
    rows: list[Row] = field(default_factory=list)
    empty: str = ""
    more: str = ""
    more_href: str = ""
    urgent: bool = False

    @property
    def presses(self) -> bool:
        """Whether it is urgent, or shows something overdue: then it stands first."""
        return self.urgent or any(row.tone == "late" for row in self.rows)


def in_order(panels: Iterable[Panel]) -> list[Panel]:
    """What presses first, empty lists last; otherwise as they came."""
    return sorted(panels, key=lambda panel: (not panel.presses, not panel.rows))
