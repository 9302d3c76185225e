"""``freeze_change``: one change on a site of 10,000 pages (budget: 0.15 × Hugo's full build).

A new version of one conclusion is published, then ``portal freeze`` run cold, switch included.
Hugo has no incremental build on disk: its peer is the whole build, in turns. The portal is one
that has run for a while: it has as many builds as it keeps, so that each freeze also sees to it
that the oldest goes.
"""

from pathlib import Path

import hugo_site
import large_site
import measuring

PAGES, TIMES, BUDGET = 10_000, 3, 0.15
KEPT = 2


def freeze(data: Path) -> measuring.Run:
    """Bring the site up to date."""
    return measuring.portal(data, "freeze", PORTAL_BUILDS_KEPT=str(KEPT))


def main() -> None:
    """Publish, freeze, let Hugo build; three times."""
    with measuring.folder() as work:
        data: Path = work / "data"
        large_site.copy(data, PAGES)
        freeze(data)
        for number in range(1, KEPT):
            large_site.change(data, PAGES, TIMES + number)
            freeze(data)
        hugo = hugo_site.make(work / "hugo", (data / "site").resolve(), data)
        ours, theirs = [], []
        for number in range(1, TIMES + 1):
            large_site.change(data, PAGES, number)
            before = (data / "site").resolve()
            ours.append(freeze(data))
            if (data / "site").resolve() == before:
                raise SystemExit("The freeze found no change.")
            theirs.append(hugo.build())
    for run in ours:
        print(f"  portal {run}")
    for run in theirs:
        print(f"  hugo   {run}")
    value, peer = measuring.median(ours), measuring.median(theirs)
    measuring.result(
        "freeze_change", value, "s", peer, value / peer, BUDGET, value <= BUDGET * peer,
        cpu_ratio=measuring.median(ours, "cpu") / measuring.median(theirs, "cpu"),
        memory=measuring.memory(ours),
    )  # fmt: skip


if __name__ == "__main__":
    main()
