"""The search index on its way into a build: linked where it stands, else written like pages."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from portal.site.freezing.builds import Build
from portal.site.freezing.files import Files, Made
from portal.site.freezing.freezer import SiteFreezer
from portal.site.freezing.processes import in_processes
from portal.site.search.frozen import prepare


def make_search(freezer: SiteFreezer, folder: Path, last: Build | None) -> Made:
    """Put the index of all that can be found into the build that is being made in ``folder``."""
    prepared = prepare(folder, last.folder if last else None, freezer.digest)
    files = Files(freezer.site, last, freezer.files.rules)
    for name in prepared.same:
        files.link(name)
    made, files.made = files.made, Made()

    def put(names: Iterable[str]) -> Made:
        for name in names:
            files.put(name, (prepared.folder / name).read_bytes())
        return files.made

    for share in in_processes(put, prepared.new):
        made.add(share)
    shutil.rmtree(prepared.folder)
    return made
