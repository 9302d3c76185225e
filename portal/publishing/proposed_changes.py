"""What proposals would change of what is public, place by place, for whoever signs it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.publishing import gate
from portal.publishing.endings import Ending, ending_of
from portal.publishing.gate import Proposal
from portal.publishing.models import Publication
from portal.site.comparing.documents import cells_of, compare
from portal.site.comparing.word_changes import differing


class Changed(NamedTuple):
    """A place that would change, in words; of long texts the words around what differs."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """A proposal beside what is public now: nothing yet, or the current version."""

    proposal: Proposal
    current: Publication | None
    changes: list[Changed]
    ending: Ending | None = None


def compared(proposals: Iterable[Proposal]) -> list[Compared]:
    """What proposals would change, counted and named as where two versions are compared."""
    rows = []
    for one in proposals:
        current = gate.newest_version(one.kind, one.slug)
        before = current.payload if current and one.state != "withdrawn" else None
        changes = _changes(json.loads(before), one.payload) if before else []
        ending = ending_of(one.kind, one.state, one.payload)
        rows.append(Compared(one, current, changes, ending))
    return rows


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[Changed]:
    return [
        Changed(
            "; ".join(filter(None, (one["part"], one["row"], one["column"]))),
            *differing(one["before"], one["after"]),
        )
        for one in cells_of(compare(before, after))
    ]
