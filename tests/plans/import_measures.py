"""Reads a document as the import does, against a register of the content folder, and measures
what it found against what is expected: recall and precision of units, dates, sessions."""

import csv
import io
from dataclasses import dataclass
from functools import cache

from portal.config import ROOT
from portal.documents.word.reading import import_docx
from portal.plans.importing.deadlines_found import FoundDeadline, read_deadlines
from portal.plans.importing.kinds_found import FoundKind, read_kinds
from portal.plans.importing.legal_bases import Basis, read_bases
from portal.plans.importing.letterhead import Letterhead, read_letterhead
from portal.plans.importing.paper import read_paper
from portal.plans.importing.reading import NamedUnit
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.sessions_found import FoundSession, read_sessions
from portal.plans.importing.team_found import General, read_general

SEEDS = ROOT.parent / "shared" / "seeds" / "docx"


@dataclass(frozen=True)
class Found:
    """Everything that the import reads in one document."""

    head: Letterhead
    bases: list[Basis]
    kinds: dict[str, FoundKind]
    deadlines: list[FoundDeadline]
    sessions: list[FoundSession]
    general: dict[str, General]

    def units(self, key: str) -> set[str]:
        """The codes of the units of one kind."""
        return {one.mention.code for one in self.kinds[key].units if one.mention.code}

    @property
    def days(self) -> set[tuple[str, str]]:
        """Deadlines and windows in a short form."""
        return {short_rule(one) for one in self.deadlines}


def short_rule(one: FoundDeadline) -> tuple[str, str]:
    """(kind, value) of a rule: 2024-10-30, 7w for seven working days, 4,5,6 for months."""
    rule = one.rule
    if rule.day:
        return rule.kind, rule.day.isoformat()
    if rule.n:
        return rule.kind, f"{rule.n}{'w' if rule.counting == 'working' else ''}"
    if rule.start:
        return rule.kind, f"{rule.start}..{rule.end}"
    return rule.kind, ",".join(map(str, rule.months)) or str(rule.quarter or rule.month)


@cache
def tree_of(province: str) -> NameTree:
    """The names of a register of the content folder."""
    path = ROOT / "content" / "provinces" / province / "units.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] != "authority"]
    return NameTree(
        NamedUnit(
            row["code"], (row["name"], row["short_name"], *row["aliases"].split(";")), (), True
        )
        for row in rows
    )


def read(content: bytes, province: str, year: int) -> Found:
    """What the import finds in a Word file."""
    paper, tree = read_paper(import_docx(io.BytesIO(content)).html), tree_of(province)
    head = read_letterhead(paper)
    return Found(
        head,
        read_bases(paper, head),
        {one.key: one for one in read_kinds(paper, tree)},
        read_deadlines(paper, year),
        read_sessions(paper, tree, year),
        read_general(paper, tree),
    )


def rates(found: set, expected: set) -> tuple[float, float]:
    """Recall and precision."""
    both = len(found & expected)
    return both / len(expected) if expected else 1.0, both / len(found) if found else 1.0
