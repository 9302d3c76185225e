"""A kind of inspection as a document declares it."""

from dataclasses import dataclass, field

from portal.plans.importing.counts_said import count_words
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
    #: Numbers of units that the document announces, each with the count read where it stands.
    counts: list[tuple[int, int]] = field(default_factory=list)
    #: The number in the label of the kind, whose units stand in the lines below it.
    said: int | None = None

    @property
    def count_notes(self) -> list[str]:
        """Where another number of units was read than the document says."""
        counts = list(self.counts)
        if self.said is not None and self.units:
            counts.append((self.said, len(self.units)))
        return list(dict.fromkeys(filter(None, (count_words(*one) for one in counts))))

    def add(self, mention: Mention, quote: str, place: str) -> None:
        """Name a unit once."""
        known = {one.mention.code or one.mention.written for one in self.units}
        if (mention.code or mention.written) not in known and len(self.units) < MOST_UNITS:
            self.units.append(FoundUnit(mention, quote, place))
