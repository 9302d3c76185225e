"""``freeze_full``: a full freeze of 10,000 pages (budget: 0.35 × Hugo's wall time, 64 MiB).

Cold commands into empty folders on the same disk, turn by turn. The value is the whole of
``portal freeze`` (checks, manifest, signature and switch included) without what Hugo does not
make: the compressed forms (they are made as pages are; each of the processes tells its part) and
the search index. Both are told apart, and with them ``whole_ratio``. Memory is that of the
largest process, for 1,000 pages and for 10,000. What Hugo is given, and what it is spared, says
``hugo_site``.
"""

import json
import statistics
from dataclasses import dataclass
from pathlib import Path

import hugo_site
import large_site
import measuring

PAGES, FEW, TIMES = 10_000, 1_000, 3
BUDGET, MEMORY, FLAT, APART = 0.35, 64.0, 1.1, 1.0


@dataclass(frozen=True)
class Freeze:
    """A freeze: its command, and the seconds of its phases as the portal reports them."""

    run: measuring.Run
    phases: dict[str, float]

    @property
    def seconds(self) -> float:
        """Wall time without the compression and the search index."""
        return self.run.wall - self.phases["compression"] - self.phases["search"]


def freeze(data: Path) -> Freeze:
    """A cold freeze of everything where nothing has been frozen before."""
    measuring.aside(data / "builds")
    (data / "site").unlink(missing_ok=True)
    run = measuring.portal(data, "freeze")
    report = json.loads((data / "site").resolve().with_name("report.json").read_text("utf-8"))
    return Freeze(run, report["phases"])


def main() -> None:
    """Freeze and let Hugo build in turns; medians."""
    with measuring.folder() as work:
        large_site.copy(work / "few", FEW)
        few = freeze(work / "few")
        large_site.copy(work / "data", PAGES)
        frozen = work / "data" / "site"
        ours, theirs = [freeze(work / "data")], []
        hugo = hugo_site.make(work / "hugo", frozen.resolve(), work / "data")
        theirs.append(hugo.build())
        pages, size, size_there = hugo_site.compare(hugo, frozen.resolve())
        if abs(pages - PAGES) > PAGES * 0.02:
            raise SystemExit(f"The province has {pages} pages, not {PAGES}.")
        for _ in range(TIMES - 1):
            ours.append(freeze(work / "data"))
            theirs.append(hugo.build())
    print(f"{pages} pages, {size} bytes here, {size_there} by Hugo")
    for one in ours:
        print(f"  portal {one.run} {one.phases}")
    for run in theirs:
        print(f"  hugo   {run}")
    value = statistics.median(one.seconds for one in ours)
    packing, index = (
        statistics.median(one.phases[name] for one in ours) for name in ("compression", "search")
    )
    peer = measuring.median(theirs)
    most = max(one.run.memory for one in ours)
    flat = most / few.run.memory
    apart = packing + index <= APART * peer
    ok = value <= BUDGET * peer and most <= MEMORY and flat <= FLAT and apart
    measuring.result(
        "freeze_full", value, "s", peer, value / peer,
        {"ratio": BUDGET, "MiB": MEMORY, "flat": FLAT, "apart": APART}, ok,
        compression_ratio=packing / peer, search_index=index / peer,
        whole_ratio=statistics.median(one.run.wall for one in ours) / peer,
        cpu_ratio=statistics.median(one.run.cpu for one in ours) / measuring.median(theirs, "cpu"),
        memory=most, memory_of_1000=few.run.memory, flat=flat, peer_memory=measuring.memory(theirs),
    )  # fmt: skip


if __name__ == "__main__":
    main()
