"""What a freeze did, told to who ran it and kept beside the build, outside the public folder."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from portal.site.freezing.build import REPORT
from portal.site.freezing.file_codes import CODES

Entries = dict[str, tuple[str, int]]
#: Where files lie that follow from the others: nobody needs to be told that they changed.
DERIVED = (CODES, "tim-kiem/du-lieu/")


@dataclass(frozen=True)
class Report:
    """What a freeze did.

    Names are of files, without compressed forms, lists of codes and the search index, which
    follow from the others; ``size`` in bytes, ``seconds`` of work, of which ``phases`` names the
    long ones; ``allowed``: why many pages might vanish at once.
    """

    number: int
    frozen_at: str
    as_of: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int
    size: int
    allowed: str
    seconds: float
    phases: dict[str, float]

    @property
    def nothing_new(self) -> bool:
        """Whether the site stayed as it was, so that no build was made."""
        return not self.number

    def write(self, folder: Path) -> None:
        """Keep it in the folder of its build."""
        with (folder / REPORT).open("w", encoding="utf-8") as file:
            json.dump(vars(self), file, ensure_ascii=False, indent=1)


def report_of(
    entries: Entries,
    before: Entries,
    now: datetime,
    as_of: date,
    allowed: str,
    seconds: float,
    phases: dict[str, float],
) -> Report:
    """The report on a build of these ``entries`` after one of those ``before``; it has no number
    yet."""
    old, new = _hashes(before), _hashes(entries)
    return Report(
        number=0,
        frozen_at=now.isoformat(timespec="seconds"),
        as_of=as_of.isoformat(),
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        removed=tuple(sorted(old.keys() - new.keys())),
        files=len(entries),
        size=sum(size for _, size in entries.values()),
        allowed=allowed,
        seconds=round(seconds, 3),
        phases=phases,
    )


def _hashes(entries: Entries) -> dict[str, str]:
    return {
        name: sha256
        for name, (sha256, _) in entries.items()
        if not name.endswith((".gz", ".br")) and not name.startswith(DERIVED)
    }
