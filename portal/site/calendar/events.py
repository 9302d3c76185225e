"""The events of a calendar: a session through all its moves, and how often it was changed."""

from collections.abc import Iterator
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog
from portal.site.versions import numbered

Row = dict[str, Any]
OFF = ("moved", "cancelled")
#: What an event shows of its session; a change of any of these is a new revision.
_SHOWN = ("on", "part_name", "time", "place", "sub_unit", "note", "reason")


def events_of(shelf: Shelf, visit: Entry, host: str) -> Iterator[Row]:
    """What a calendar says of a visit: one event for each session and all that it was moved to."""
    rows = {row["code"]: row for row in catalog(shelf).sessions_of(visit)}
    revisions = _revisions(shelf, visit)
    for first, last in _lives(visit.payload["sessions"]).items():
        row, (revision, stamp) = rows[last], revisions[first]
        came = row["moved_from"]
        yield {
            **{name: row[name] for name in (*_SHOWN, "part", "state")},
            "uid": f"{visit.slug.replace('/', '.')}.{first}@{host}",
            "sequence": revision,
            "stamp": stamp,
            "unit": row["unit"]["name"],
            "path": f"{row['month_path']}#{row['anchor']}",
            "moved_from": {name: came[name] for name in ("on", "part_name", "reason")}
            if came
            else None,
        }


def _lives(sessions: list[Row]) -> dict[str, str]:
    """The first code of each session’s life, and the code of the session it is now.

    Where two were moved into one, the first of them lives on in it and the other is off.
    """
    onward = {one["code"]: one["moved_to"] for one in sessions if one["state"] == "moved"}
    known = {one["code"] for one in sessions}
    onward = {code: to for code, to in onward.items() if to in known}
    lives, taken = dict[str, str](), set[str]()
    for first in (one["code"] for one in sessions if one["code"] not in onward.values()):
        way = [first]
        while onward.get(way[-1], way[0]) not in way:
            way.append(onward[way[-1]])
        lives[first] = first if way[-1] in taken else way[-1]
        taken.update(way)
    return {**{code: code for code in sorted(known - taken)}, **lives}


def _revisions(shelf: Shelf, visit: Entry) -> dict[str, tuple[int, str]]:
    """For each event, by the first code of its life: SEQUENCE and DTSTAMP, those of the version
    that changed it last. Numbers of versions only rise, whatever is erased of them later."""
    history = [visit] if visit.version == 1 else shelf.history("visit", visit.slug)
    newest, *older = [
        (number, one, {} if one.withdrawn else _facts(one)) for number, one in numbered(history)
    ]
    found = {}
    for first, facts in newest[2].items():
        changed = newest
        for earlier in older:
            if earlier[2].get(first) != facts:
                break
            changed = earlier
        at = changed[1].published_at
        found[first] = (changed[0] - 1, at.isoformat() if at else "")
    return found


def _facts(visit: Entry) -> dict[str, tuple[Any, ...]]:
    rows = {one["code"]: one for one in visit.payload["sessions"]}
    name = visit.payload["unit"]["name"]
    return {
        first: (name, rows[last]["state"] in OFF, *(rows[last][field] for field in _SHOWN))
        for first, last in _lives(visit.payload["sessions"]).items()
    }
