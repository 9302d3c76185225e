"""The process that builds an index: ``python -m portal.site.search.building FOLDER [LAST]``.

Its memory is its own, and small, because it loads the standard library alone; the freeze that
starts it stays as slim with ten thousand pages as with one thousand. Standard input says what to
do: ``{"count": shards, "old": bundles of LAST, "new": bundles}`` where ``old`` is null for a
whole index. Bundles are read from FOLDER, those that did not change from LAST. The shards that
are new are written to FOLDER; standard output names them.
"""

import errno
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from portal.site.search.shards import (
    Record,
    bundle_name,
    changed,
    records_of,
    script,
    shard_name,
    whole,
)


def build(folder: Path, last: Path | None, task: dict[str, object]) -> list[str]:
    """Write the shards that a task asks for; their names."""
    count = int(str(task["count"]))
    new = _records([folder, last] if last else [folder], task["new"])
    if last is None or task["old"] is None:
        shards = whole(new, count)
    else:
        shards = changed(_records([last], task["old"]), new, count, last)
    names = []
    for number, content in shards:
        name = shard_name(number)
        (folder / name).write_text(script("tu", number, content), encoding="utf-8")
        names.append(name)
    return names


def _records(places: list[Path], bundles: object) -> Iterator[Record]:
    for first in bundles:  # type: ignore[attr-defined]
        paths = (place / bundle_name(first) for place in places)
        yield from records_of(next(path for path in paths if path.exists()))


if __name__ == "__main__":
    places = [Path(word) for word in sys.argv[1:]]
    try:
        made = build(places[0], places[1] if len(places) > 1 else None, json.load(sys.stdin))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit(errno.ENOSPC)  # whoever waits says it in a plain sentence
        raise
    json.dump(made, sys.stdout)
