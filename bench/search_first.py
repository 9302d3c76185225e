"""``search_first``: the first search in a frozen site of 10,000 pages (budget: 60 KB).

The frozen site has no search yet: the value is null. The peer is measured, so that the target
is known: Pagefind over the same pages, its time, memory and size, and in a real browser the
bytes that one query fetches, with accents and without.
"""

import json
from pathlib import Path

import chromium
import large_site
import measuring
import peers

PAGES = 10_000
BUDGET = {"bytes": 60_000, "time_ratio": 0.1, "memory_ratio": 0.1}
#: Words of the pages, as written and as people without a Vietnamese keyboard type them; the
#: second pair has đ.
QUERIES = ("hồ sơ trễ hạn", "ho so tre han", "đề nghị bố trí máy quét", "de nghi bo tri may quet")
_ASK = """async query => {
  const engine = await import("/pagefind/pagefind.js");
  const found = await engine.search(query);
  for (const one of found.results.slice(0, 5)) await one.data();
  return found.results.length;
}"""


def main() -> None:
    """Freeze, let Pagefind index a copy, ask it."""
    with measuring.folder() as work:
        large_site.copy(work / "data", PAGES)
        measuring.portal(work / "data", "freeze")
        site = (work / "data" / "site").resolve()
        has_search = (site / "tim-kiem" / "index.html").exists()
        index = work / "pagefind"
        run = measuring.command([*peers.pagefind(), "--site", site, "--output-path", index])
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        answers = ask(site, index)
    for query, (fetched, found) in answers.items():
        print(f"  Pagefind, “{query}”: {found} results, {fetched} bytes on a first visit")
    peer = {
        "seconds": round(run.wall, 1), "cpu": round(run.cpu, 1), "MiB": round(run.memory),
        "index_bytes": size, "query_bytes": max(fetched for fetched, _ in answers.values()),
        "results": {query: found for query, (_, found) in answers.items()},
    }  # fmt: skip
    print(json.dumps(peer, ensure_ascii=False))
    if has_search:
        raise SystemExit("The frozen site has a search now: measure it here.")
    measuring.result(
        "search_first", None, "bytes", float(peer["query_bytes"]), None, BUDGET, False,
        peer_seconds=run.wall, peer_memory=run.memory, peer_index=size,
    )  # fmt: skip


def ask(site: Path, index: Path) -> dict[str, tuple[int, int]]:
    """For each query the bytes fetched in a fresh browser, and the number of results."""
    (site / "pagefind").symlink_to(index)
    answers = {}
    with chromium.served(site) as address, chromium.browser() as browser:
        for query in QUERIES:
            page = browser.new_context().new_page()
            page.goto(f"{address}/don-vi/")
            fetched = chromium.watch(page)
            found = page.evaluate(_ASK, query)
            answers[query] = (sum(fetched.values()), found)
            page.context.close()
    return answers


if __name__ == "__main__":
    main()
