"""A kind of inspection as a document declares it."""

from dataclasses import dataclass, field

from portal.plans.importing.mentions import Mention

MOST_UNITS = 500


@dataclass(frozen=True)
class FoundUnit:
    """A unit of a kind, with the line that names it."""

    mention: Mention
    quote: str
    place: str


@dataclass
class FoundKind:
    """A kind of inspection; ``groups``: “các sở, ban, ngành …” that it names as a whole."""

    key: str
    mode: str
    name: str
    quote: str
    place: str
    units: list[FoundUnit] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    method: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    sure: bool = True

    def add(self, mention: Mention, quote: str, place: str) -> None:
        """Name a unit once."""
        known = {one.mention.code or one.mention.written for one in self.units}
        if (mention.code or mention.written) not in known and len(self.units) < MOST_UNITS:
            self.units.append(FoundUnit(mention, quote, place))
