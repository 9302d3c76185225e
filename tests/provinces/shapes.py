"""How the facts of a document are written down for the tests; ``S0:L85`` is line 85 of document 0
(content/README.md)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """A deadline rule of DOMAIN.md 1.4: where it stands in the content, what it comes to.

    ``place``: ``<strand>/<code>`` of a deadline, or ``#<number>`` of a task. ``last_day`` is
    empty when it depends on an event or nobody set it. ``says`` stands in its public words.
    """

    name: str
    place: str
    last_day: str
    says: str
    source: str


@dataclass(frozen=True)
class PlanFacts:
    """A plan as the document has it. ``number`` and ``issued_on`` are empty where it leaves them
    blank; ``strands``: code, mode and how many units it names; ``team``: code (or name) of an
    agency, its role, the strand of the team it is in."""

    kind: str
    number: str
    issued_on: str
    signer: str
    signer_title: str
    sign_capacity: str
    bases: int
    recipients: int
    contents: int = 0
    visit_days: str = ""
    sub_units: str = ""
    review_period: str = ""
    strands: tuple[tuple[str, str, int], ...] = ()
    rules: tuple[Rule, ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()
    team: tuple[tuple[str, str, str], ...] = ()
    tasks: tuple[tuple[str, str, str, str], ...] = ()
    ballots: tuple[tuple[str, str, int | None, str], ...] = ()
    subjects: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ProvinceFacts:
    """A province: units per level, and its plans by slug."""

    levels: dict[str, int]
    plans: dict[str, PlanFacts] = field(default_factory=dict)


BEFORE_5 = "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch"
BY_HEAD = "do Trưởng đoàn quyết định"
PERIOD = "Từ ngày 01/01/2023 đến thời điểm kiểm tra"  # S0:L41, S3:L98
