"""The process that builds an index (``building``), as the freeze that feeds it sees it."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from portal.config import ROOT
from portal.site.search.shards import Record


def build_shards(
    folder: Path,
    last: Path | None,
    count: int,
    old: dict[str, str] | None,
    sections: Iterable[Record],
) -> list[str] | None:
    """Let ``building`` write shards into ``folder``; the names of those it wrote.

    ``old``: bundles of the site ``last`` that are gone or become ``sections``, each with the
    print of its words; None: the index is made of ``sections`` alone. What comes back is None
    when the old words are no longer known: then the whole must be built.
    """
    command = [sys.executable, "-m", "portal.site.search.building", str(folder)]
    with subprocess.Popen(
        [*command, str(last)] if last else command, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        unread = False
        try:
            process.stdin.write(json.dumps({"count": count, "old": old}) + "\n")
            for one in sections:
                process.stdin.write(one.line)
            process.stdin.write("\n")
        except BrokenPipeError:
            # it ended before it had read all: because it knows enough, or it says why
            unread = True
        said, wrong = process.communicate()
    if process.returncode == errno.ENOSPC:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    found: list[str] | None = None if process.returncode else json.loads(said)
    if process.returncode or unread and found is not None:
        raise RuntimeError(f"the search index was not built: {wrong.strip()[-500:]}")
    return found
