"""The process that builds an index: ``python -m portal.site.search.building FOLDER [LAST]``.

Its memory is its own, and small, because it loads the standard library alone; the freeze that
starts it stays as slim with ten thousand pages as with one thousand. The first line of standard
input says what to do: ``{"count": shards, "old": bundles of LAST and the prints of their words}``
where ``old`` is null for a whole index. The sections that are new follow, one a line, then an
empty line. Shards that are new are written to FOLDER; standard output names them, or says null
where the words of the old sections are not known any more, and the whole must be built.
"""

import errno
import gc
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.site.search.shards import (
    Record,
    bundle_name,
    changed,
    print_of,
    records_of,
    script,
    shard_name,
    whole,
)


def build(
    folder: Path, last: Path | None, count: int, old: dict[str, str] | None, new: Iterable[Record]
) -> list[str] | None:
    """Write the shards that a task asks for; their names."""
    if last is None or old is None:
        shards = whole(new, count)
    else:
        before = _old_records(last, old)
        if before is None:
            return None
        shards = changed(before, new, count, last)
    names = []
    for number, content in shards:
        name = shard_name(number)
        (folder / name).write_text(script("tu", number, content), encoding="utf-8")
        names.append(name)
    return names


def _old_records(last: Path, old: dict[str, str]) -> list[Record] | None:
    """The sections of old bundles; None when their words were others in the index of ``last``."""
    found: list[Record] = []
    for first, expected in old.items():
        records = list(records_of(last / bundle_name(int(first))))
        if print_of(records) != expected:
            return None
        found += records
    return found


def _given() -> Iterator[Record]:
    """The sections on standard input, to the empty line: without it whoever feeds us died."""
    for line in sys.stdin:
        if line == "\n":
            return
        yield Record.parse(line)
    sys.exit("the sections end without their end")


if __name__ == "__main__":
    # millions of small things that live to the end, none of them in a circle
    gc.disable()
    places = [Path(word) for word in sys.argv[1:]]
    task = json.loads(sys.stdin.readline())
    try:
        made = build(
            places[0], places[1] if len(places) > 1 else None, task["count"], task["old"], _given()
        )
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit(errno.ENOSPC)  # whoever waits says it in a plain sentence
        raise
    json.dump(made, sys.stdout)
