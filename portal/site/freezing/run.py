"""``freeze``: from what is published to the site that readers see."""

import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_frozen import FrozenFlaskWarning

from portal import create_app, db
from portal.publishing.payload import canonical, sha256_of
from portal.site.catalog import KINDS
from portal.site.freezing import brake, checks, manifest, standing
from portal.site.freezing.assembling import assemble
from portal.site.freezing.build import Build
from portal.site.freezing.builds import Builds, FreezeRefused
from portal.site.freezing.compiled import keep_compiled
from portal.site.freezing.file_codes import CODES, make_codes
from portal.site.freezing.files import Made
from portal.site.freezing.freezer import SiteFreezer
from portal.site.freezing.processes import in_processes
from portal.site.freezing.searching import make_search
from portal.site.freezing.tracing import TracedShelf
from portal.site.rendering import build_digest

_DERIVED = (CODES, "tim-kiem/du-lieu/")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What a freeze did; kept beside the build, outside the public folder.

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


def freeze(
    config: Mapping[str, Any],
    as_of: date,
    now: datetime,
    dest: Path | None = None,
    full: bool = False,
    progress: Progress = lambda _done, _all: None,
    allowed: str = "",
) -> Report:
    """Freeze all that is public on the day ``as_of`` and show it.

    ``dest`` is where readers find it (a link is made there), by default ``<DATA>/site``.
    ``full`` renders every page anew; ``allowed``: why more than a twentieth of the pages may
    vanish. FreezeRefused says what stands in the way; the site
    shown before then stands as it was.
    """
    started = time.monotonic()
    before = db.database.obj
    try:
        app = create_app({**config, "FROZEN": True, "AS_OF": as_of}, public_only=True)
        builds = Builds.beside(dest) if dest else Builds.in_data(app.config["DATA"])
        try:
            report = _freeze(app, builds, full, _Moment(as_of, now, started, allowed), progress)
        except Exception as error:
            standing.note_failure(builds, now, error)
            raise
        standing.note_success(builds)
        return report
    finally:
        # the caller may work with another app
        db.database.initialize(before)


@dataclass(frozen=True)
class _Moment:
    as_of: date
    now: datetime
    started: float
    allowed: str
    phases: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.phases[name] = round(time.monotonic() - started, 3)


def _freeze(app: Flask, builds: Builds, full: bool, moment: _Moment, progress: Progress) -> Report:
    data, most = app.config["DATA"], app.config["BUILDS_KEPT"]
    builds.check_link()
    with builds.locked(), builds.unfinished() as folder:
        last = builds.shown()
        builds.check_room(last)
        keep_compiled(app, data)
        with db.snapshot(app), app.test_request_context():
            with moment.phase("reading"):
                before = None if full else last
                same = before and before.told("digest") == build_digest()
                shelf = TracedShelf()
                shelf.read(KINDS, before.facts if before and same else None)
                freezer = SiteFreezer(app, folder / "site", shelf, moment.as_of, before)
            brake.check(last, set(freezer.names.values()), moment.allowed)
            with moment.phase("pages"):
                made = _make(freezer, progress)
            with moment.phase("codes"):
                told = make_codes(freezer, made.entries, shelf, before)
            with moment.phase("search"):
                found = make_search(freezer, folder, before)
            for other in (told, found):
                made.entries |= other.entries
                made.problems += other.problems
            public = manifest.publications(shelf)
            kept = {
                **freezer.told(made),
                "entries": made.entries,
                "facts": shelf.facts(),
                "public": sha256_of(canonical(public)),
            }
        _tell_apart(moment.phases, made)
        _refuse(made.problems)
        report = _report(made, last, moment)
        if last and (last.entries, last.told("public")) == (made.entries, kept["public"]):
            if last.told("digest") != kept["digest"]:
                last.take_over(folder, kept)
            builds.prune(most)
            return report
        with moment.phase("files"):
            done, total = len(freezer.stale), len(freezer.urls)
            assemble(
                freezer.site, made.entries, before,
                None if full else builds.take_outdated(folder, most),
                lambda linked, _all: progress(min(done + linked, total), total),
            )  # fmt: skip
            _check(app, freezer, made, last, full)
        with moment.phase("manifest"):
            kept["manifest_sha256"] = manifest.write(
                folder / "site", data, made.entries, public, builds.next(), _newest(builds, last)
            )
        made_anew = _finish(builds, folder, kept, report)
        builds.prune(most)
        return made_anew


def _newest(builds: Builds, shown: Build | None) -> Build | None:
    """The last build made, shown or not: the next manifest names it."""
    numbers = builds.numbers()
    if shown and numbers[-1:] == [shown.number]:
        return shown
    return builds.build(numbers[-1]) if numbers else None


def _make(freezer: SiteFreezer, progress: Progress) -> Made:
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


def _finish(builds: Builds, folder: Path, kept: dict[str, Any], report: Report) -> Report:
    number = max(builds.numbers(), default=0) + 1
    report = replace(report, number=number)
    with (folder / "report.json").open("w", encoding="utf-8") as file:
        json.dump(vars(report), file, ensure_ascii=False, indent=1)
    build = builds.finish(folder, kept)
    builds.show(build)
    return report


def _check(app: Flask, freezer: SiteFreezer, made: Made, last: Build | None, full: bool) -> None:
    """Refuse a build with a problem; what was kept is looked at when a page vanished."""
    before = last.entries.keys() if last else set()
    gone = any(not name.startswith(_DERIVED) for name in before - made.entries.keys())
    if full or last is None or gone:
        secret = (str(app.config["DATA"]),)
        _refuse(list(checks.problems(freezer.site, made.entries, (), gone, secret)))


def _refuse(problems: list[str]) -> None:
    if problems:
        raise FreezeRefused(f"Bản công bố không đạt kiểm tra: {'; '.join(problems[:5])}.")


def _report(made: Made, last: Build | None, moment: _Moment) -> Report:
    old = _hashes(last.entries if last else {})
    new = _hashes(made.entries)
    return Report(
        number=0,
        frozen_at=moment.now.isoformat(timespec="seconds"),
        as_of=moment.as_of.isoformat(),
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        removed=tuple(sorted(old.keys() - new.keys())),
        files=len(made.entries),
        size=sum(size for _, size in made.entries.values()),
        allowed=moment.allowed,
        seconds=round(time.monotonic() - moment.started, 3),
        phases=moment.phases,
    )


def _hashes(entries: dict[str, tuple[str, int]]) -> dict[str, str]:
    return {
        name: sha256
        for name, (sha256, _) in entries.items()
        if not name.endswith((".gz", ".br")) and not name.startswith(_DERIVED)
    }
