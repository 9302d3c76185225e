"""All that follows from what is published: pages, their codes, the search index."""

import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask_frozen import FrozenFlaskWarning

from portal import db
from portal.publishing.payload import canonical, sha256_of
from portal.site.catalog import KINDS
from portal.site.freezing import brake, manifest
from portal.site.freezing.build import Build
from portal.site.freezing.compression import RECIPE
from portal.site.freezing.file_codes import make_codes
from portal.site.freezing.files import Made
from portal.site.freezing.freezer import SiteFreezer
from portal.site.freezing.processes import alongside, in_processes
from portal.site.freezing.searching import make_search
from portal.site.freezing.tracing import TracedShelf
from portal.site.rendering import build_digest

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Moment:
    """When a freeze is made, of what day, and how long its parts take (``phases``, in seconds).

    ``started`` on the monotonic clock; ``allowed``: why many pages may vanish.
    """

    as_of: date
    now: datetime
    started: float
    allowed: str
    phases: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a part."""
        started = time.monotonic()
        yield
        self.phases[name] = round(time.monotonic() - started, 3)


@dataclass(frozen=True)
class Built:
    """What was made: the files, what ``Build`` tells of them later (``kept``), the list of
    publications; how many addresses were made anew, of how many."""

    made: Made
    kept: dict[str, Any]
    public: list[dict[str, Any]]
    anew: int
    all: int


def build_from(
    app: Flask,
    folder: Path,
    last: Build | None,
    shown: Build | None,
    moment: Moment,
    progress: Progress,
) -> Built:
    """Make in ``folder`` what is not as it was in the ``last`` build; raises FreezeRefused.

    ``shown``: the build that readers see, whose pages may not vanish in numbers.
    """
    with db.snapshot(app), app.test_request_context():
        with moment.phase("reading"):
            same = last and last.told("digest") == build_digest()
            shelf = TracedShelf()
            shelf.read(KINDS, last.facts if last and same else None)
            freezer = SiteFreezer(app, folder / "site", shelf, moment.as_of, last)
        brake.check(shown, set(freezer.names.values()), moment.allowed)
        with moment.phase("pages"):
            made = _pages(freezer, progress)
        _tell_apart(moment.phases, made)
        codes = partial(make_codes, freezer, made.entries, shelf, last)
        # what stands already is on its way to the disk when the build is finished
        with alongside(os.sync, len(freezer.stale)), alongside(codes, len(freezer.urls)) as told:
            with moment.phase("search"):
                found = make_search(freezer, folder, last)
            for other in (found, told()):
                made.entries |= other.entries
                made.problems += other.problems
        public = manifest.publications(shelf)
        kept = {
            **freezer.told(made),
            "recipe": RECIPE,
            "entries": made.entries,
            "facts": shelf.facts(),
            "public": sha256_of(canonical(public)),
        }
        return Built(made, kept, public, len(freezer.stale), len(freezer.urls))


def _pages(freezer: SiteFreezer, progress: Progress) -> Made:
    """Keep what cannot have changed, render the rest in two processes."""
    total, made = len(freezer.urls), freezer.keep_fresh()
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        shares = in_processes(
            freezer.freeze_share,
            freezer.stale,
            lambda done, _all: progress(done, total),
            freezer.weight,
        )
    for share in shares:
        made.add(share)
    return made


def _tell_apart(phases: dict[str, float], made: Made) -> None:
    """Compression and checks happen while pages are made; each of two processes tells its part."""
    for name, seconds in made.seconds.items():
        phases[name] = round(seconds / made.shares, 3)
        phases["pages"] = round(phases["pages"] - phases[name], 3)
