"""``freeze``: from what is published to the site that readers see."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from portal import create_app, db
from portal.site.freezing import checks, manifest, standing
from portal.site.freezing.assembling import assemble
from portal.site.freezing.build import Build
from portal.site.freezing.builds import Builds, FreezeRefused
from portal.site.freezing.compiled import keep_compiled
from portal.site.freezing.files import Made
from portal.site.freezing.making import Moment, Progress, build_from
from portal.site.freezing.report import DERIVED, Report, report_of, warnings_of


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
            report = _freeze(app, builds, full, Moment(as_of, now, started, allowed), progress)
        except Exception as error:
            standing.note_failure(builds, now, error)
            raise
        standing.note_success(builds)
        return report
    finally:
        # the caller may work with another app
        db.database.initialize(before)


def _freeze(app: Flask, builds: Builds, full: bool, moment: Moment, progress: Progress) -> Report:
    data, most = app.config["DATA"], app.config["BUILDS_KEPT"]
    builds.check_link()
    with builds.locked(), builds.unfinished() as folder:
        last = builds.shown()
        builds.check_room(last)
        keep_compiled(app, data)
        before = None if full else last
        built = build_from(app, folder, before, last, moment, progress)
        made, kept = built.made, built.kept
        _refuse(made.problems)
        report = report_of(
            made.entries, last.entries if last else {}, moment.now, moment.as_of, moment.allowed,
            time.monotonic() - moment.started, moment.phases, warnings_of(app.config["PUBLIC_URL"]),
        )  # fmt: skip
        if last and (last.entries, last.told("public")) == (made.entries, kept["public"]):
            if last.told("digest") != kept["digest"]:
                last.take_over(folder, kept)
            builds.prune(most)
            return report
        with moment.phase("files"):
            assemble(
                folder / "site", made.entries, before,
                None if full else builds.take_outdated(folder, most),
                lambda linked, _all: progress(min(built.anew + linked, built.all), built.all),
            )  # fmt: skip
            _check(folder / "site", made, last, full, data)
        with moment.phase("manifest"):
            kept["manifest_sha256"] = manifest.write(
                folder / "site", data, made.entries, built.public, builds.next(),
                _newest(builds, last),
            )  # fmt: skip
        made_anew = _finish(builds, folder, kept, report)
        builds.prune(most)
        return made_anew


def _newest(builds: Builds, shown: Build | None) -> Build | None:
    """The last build made, shown or not: the next manifest names it."""
    numbers = builds.numbers()
    if shown and numbers[-1:] == [shown.number]:
        return shown
    return builds.build(numbers[-1]) if numbers else None


def _finish(builds: Builds, folder: Path, kept: dict[str, Any], report: Report) -> Report:
    number = max(builds.numbers(), default=0) + 1
    report = replace(report, number=number)
    report.write(folder)
    build = builds.finish(folder, kept)
    builds.show(build)
    return report


def _check(site: Path, made: Made, last: Build | None, full: bool, data: Path) -> None:
    """Refuse a build with a problem; what was kept is looked at when a page vanished."""
    before = last.entries.keys() if last else set()
    gone = any(not name.startswith(DERIVED) for name in before - made.entries.keys())
    if full or last is None or gone:
        _refuse(list(checks.problems(site, made.entries, (), gone, (str(data),))))


def _refuse(problems: list[str]) -> None:
    if problems:
        raise FreezeRefused(f"Bản công bố không đạt kiểm tra: {'; '.join(problems[:5])}.")
