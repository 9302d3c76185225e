"""Frozen builds that were made before an erasure and may still hold what was erased."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.site.freezing.builds import Builds


@dataclass(frozen=True)
class OldBuild:
    """A kept build made before a moment; ``shown``: readers see it now."""

    number: int
    frozen_at: datetime
    shown: bool


def builds_before(data: Path, moment: datetime) -> list[OldBuild]:
    """The kept builds of the portal that were made before ``moment``, oldest first."""
    builds = Builds.in_data(data)
    shown = builds.shown()
    found = []
    for number in builds.numbers():
        report = json.loads((builds.home / str(number) / "report.json").read_text("utf-8"))
        made = datetime.fromisoformat(report["frozen_at"])
        if made < moment:
            found.append(OldBuild(number, made, bool(shown and shown.number == number)))
    return found


def prune_before(data: Path, moment: datetime) -> list[int]:
    """Remove those builds, but for the one that readers see; the numbers removed.

    FreezeRefused (of the freeze) while one is running.
    """
    builds = Builds.in_data(data)
    with builds.locked():
        gone = [one.number for one in builds_before(data, moment) if not one.shown]
        for number in gone:
            builds.remove(number)
    return gone
