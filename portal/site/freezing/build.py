"""A finished build of the frozen site and what it tells of its files."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from portal.publishing.entries import Facts
from portal.site.search.frozen import STATE as _STATE

#: Values that are written at once.
_AT_ONCE = 5000
#: The files of a build, and what each page was made from, which only the next freeze reads.
ENTRIES, KEYS = "entries.json", "keys.json"
#: What lists show of each publication (``Facts``), so that the next freeze need not read it all.
FACTS = "facts.json"
#: What its freeze did (``report``).
REPORT = "report.json"


def write_keys(folder: Path, kept: dict[str, Any]) -> None:
    """Write what ``Build`` tells later of the build in ``folder``."""
    apart = {ENTRIES: kept["entries"], FACTS: kept.get("facts", {})}
    keys = {name: value for name, value in kept.items() if name not in ("entries", "facts")}
    for name, content in (*apart.items(), (KEYS, {"format": 3, **keys})):
        with (folder / name).open("w", encoding="utf-8") as file:
            file.writelines(_pieces(content))


def _pieces(content: dict[str, Any]) -> Iterator[str]:
    """The JSON of an object, some thousands of its values at a time."""
    yield "{"
    items = iter(content.items())
    between = ""
    while some := dict(islice(items, _AT_ONCE)):
        yield between + json.dumps(some, separators=(",", ":"))[1:-1]
        between = ","
    yield "}"


@dataclass(frozen=True)
class Build:
    """A finished build: the public folder ``site``, beside it what stays private.

    ``entries``: sha256 and size of every file. ``pages``: for each page the notes of what it
    was made from, ``prints`` what they came to (``tracing``), ``digest`` what rendered it;
    ``parts``: of which segments long files are made (``long_files``).
    ``public``: the hash of the list of publications.
    """

    folder: Path

    @property
    def number(self) -> int:
        """The number of the build."""
        return int(self.folder.name)

    @property
    def site(self) -> Path:
        """The folder that readers are served from."""
        return self.folder / "site"

    @property
    def frozen_at(self) -> datetime:
        """When it was begun: it shows what was published until then."""
        told = json.loads((self.folder / REPORT).read_text("utf-8"))
        return datetime.fromisoformat(told["frozen_at"])

    @property
    def pages(self) -> dict[str, list[int]]:
        """The notes of each page, as places in ``prints``."""
        found: dict[str, list[int]] = self._kept["pages"]
        return found

    @property
    def prints(self) -> list[tuple[str, str]]:
        """Every note and its print when the build was made."""
        found: list[tuple[str, str]] = self._kept["prints"]
        return found

    @property
    def parts(self) -> dict[str, dict[str, tuple[int, int, int, int]]]:
        """Where the segments of long files stand, by their keys (``growing.Places``)."""
        found: dict[str, dict[str, tuple[int, int, int, int]]] = self._kept["parts"]
        return found

    def told(self, name: str) -> str:
        """``digest``, ``public`` or ``manifest_sha256``; empty in a build of an older release."""
        return str(self._kept.get(name, ""))

    @property
    def manifest_sha256(self) -> str:
        """The hash of the manifest, which the next one names."""
        return self.told("manifest_sha256")

    @property
    def facts(self) -> dict[str, Facts]:
        """The facts of the publications shown, by their hash; none from an older release."""
        apart = self.folder / FACTS
        found = json.loads(apart.read_bytes()) if apart.exists() else {}
        return {hash_: Facts.kept(told) for hash_, told in found.items()}

    def take_over(self, folder: Path, kept: dict[str, Any]) -> None:
        """Tell of this build what another one told that came to the same files (in ``folder``).

        After a new release every page is made anew; told so, the next freeze need not do it again.
        """
        write_keys(folder, {**kept, "manifest_sha256": self.manifest_sha256})
        for name in (_STATE, FACTS, KEYS):
            os.replace(folder / name, self.folder / name)

    @cached_property
    def entries(self) -> dict[str, tuple[str, int]]:
        """sha256 and size of every file."""
        apart = self.folder / ENTRIES
        found = json.loads(apart.read_bytes()) if apart.exists() else self._kept["entries"]
        if self._is_first_format(found):
            return {name: (one["sha256"], one["size"]) for name, one in found.items()}
        for name, (sha256, size) in found.items():
            # in its place: tens of thousands of files
            found[name] = sha256, size
        entries: dict[str, tuple[str, int]] = found
        return entries

    @staticmethod
    def _is_first_format(entries: dict[str, Any]) -> bool:
        return any(isinstance(one, dict) for one in islice(entries.values(), 1))

    @cached_property
    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads((self.folder / KEYS).read_bytes())
        # an older release knew less
        return {"pages": {}, "prints": [], "parts": {}, **kept}
