"""``freeze``: from what is published to the site that readers see."""

import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_frozen import FrozenFlaskWarning

from portal import create_app, db
from portal.publishing.shelf import Shelf
from portal.site.catalog import KINDS
from portal.site.freezing import checks, manifest
from portal.site.freezing.builds import Build, Builds, FreezeRefused
from portal.site.freezing.compression import is_text
from portal.site.freezing.freezer import SiteFreezer
from portal.site.freezing.processes import in_processes

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What a freeze did; kept beside the build, outside the public folder.

    Names are of files, without compressed forms; ``size`` in bytes, ``seconds`` of work, of
    which ``phases`` names the long ones.
    """

    number: int
    frozen_at: str
    as_of: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int
    size: int
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
) -> Report:
    """Freeze all that is public on the day ``as_of`` and show it.

    ``dest`` is where readers find it (a link is made there), by default ``<DATA>/site``.
    ``full`` renders every page anew. FreezeRefused says what stands in the way; the site
    shown before then stands as it was.
    """
    started = time.monotonic()
    before = db.database.obj
    try:
        app = create_app({**config, "FROZEN": True, "AS_OF": as_of}, public_only=True)
        return _freeze(app, dest, full, _Moment(as_of, now, started), progress)
    finally:
        # the caller may work with another app
        db.database.initialize(before)


@dataclass(frozen=True)
class _Moment:
    as_of: date
    now: datetime
    started: float
    phases: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.phases[name] = round(time.monotonic() - started, 3)


def _freeze(
    app: Flask, dest: Path | None, full: bool, moment: _Moment, progress: Progress
) -> Report:
    data = app.config["DATA"]
    builds = Builds.beside(dest) if dest else Builds.in_data(data)
    builds.check_link()
    with builds.locked(), builds.unfinished() as folder:
        last = builds.shown()
        with db.snapshot(app), app.test_request_context():
            shelf, linked = Shelf(), None if full else last
            with moment.phase("reading"):
                shelf.read(KINDS)
            freezer = SiteFreezer(app, folder / "site", shelf, moment.as_of, linked)
            with moment.phase("pages"):
                _render(freezer, progress)
            with moment.phase("compression"):
                texts = [name for name in freezer.written if is_text(name)]
                freezer.take(in_processes(freezer.compress_share, texts))
            public = manifest.publications(shelf)
        with moment.phase("checks"):
            _check(app, freezer, last)
        report = _report(freezer, last, moment)
        if last is not None and _same(last, freezer.entries, public):
            builds.prune()
            return report
        previous = last.manifest_sha256 if last else ""
        digest = manifest.write(folder / "site", data, freezer.entries, public, previous)
        return _finish(builds, folder, freezer, digest, report)


def _finish(
    builds: Builds, folder: Path, freezer: SiteFreezer, digest: str, report: Report
) -> Report:
    number = max(builds.numbers(), default=0) + 1
    report = Report(**{**asdict(report), "number": number})
    text = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text, encoding="utf-8")
    build = builds.finish(folder, freezer.entries, digest)
    builds.show(build)
    builds.prune()
    return report


def _render(freezer: SiteFreezer, progress: Progress) -> None:
    urls = freezer.urls()
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        freezer.take(in_processes(freezer.freeze_share, urls, progress))


def _check(app: Flask, freezer: SiteFreezer, last: Build | None) -> None:
    gone = bool(last and set(last.entries) - set(freezer.entries))
    secret = (str(app.config["DATA"]),)
    found = checks.problems(freezer.site, freezer.entries, freezer.written, gone, secret)
    first = [text for _, text in zip(range(5), found, strict=False)]
    if first:
        raise FreezeRefused(f"Bản công bố không đạt kiểm tra: {'; '.join(first)}.")


def _same(last: Build, entries: dict[str, Any], public: list[Any]) -> bool:
    kept = json.loads((last.site / manifest.NAME).read_text(encoding="utf-8"))
    hashes = {name: entry["sha256"] for name, entry in entries.items()}
    return bool(kept["files"] == hashes and kept["publications"] == public)


def _report(freezer: SiteFreezer, last: Build | None, moment: _Moment) -> Report:
    old = _hashes(last.entries if last else {})
    new = _hashes(freezer.entries)
    return Report(
        number=0,
        frozen_at=moment.now.isoformat(timespec="seconds"),
        as_of=moment.as_of.isoformat(),
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        removed=tuple(sorted(old.keys() - new.keys())),
        files=len(freezer.entries),
        size=sum(entry["size"] for entry in freezer.entries.values()),
        seconds=round(time.monotonic() - moment.started, 3),
        phases=moment.phases,
    )


def _hashes(entries: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {
        name: entry["sha256"]
        for name, entry in entries.items()
        if not name.endswith((".gz", ".br"))
    }
