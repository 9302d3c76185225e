"""``search_first``: the first search in a frozen site of 10,000 pages (budget: 60 KB).

The value is the most that one of four questions fetches in a fresh browser: script, index and the
ten pages shown, compressed as a server sends them. The index is built by ``portal freeze``; its
time is that of the phase ``search`` (compression of its files included), its memory that of the
largest process of the whole freeze. Pagefind indexes a copy of the same pages in the same run;
versions that are no longer current are left out on both sides.
"""

import json
import os
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
  for (const one of found.results.slice(0, 10)) await one.data();
  return found.results.length;
}"""

Answers = dict[str, tuple[int, int]]


def main() -> None:
    """Freeze, let Pagefind index a copy, ask both."""
    with measuring.folder() as work:
        large_site.copy(work / "data", PAGES)
        ours = measuring.portal(work / "data", "freeze")
        site = (work / "data" / "site").resolve()
        phases = json.loads(site.with_name("report.json").read_text("utf-8"))["phases"]
        pages = copy(site, work / "copy")
        index = work / "copy" / "pagefind"
        run = measuring.command([*peers.pagefind(), "--site", work / "copy"])
        mine, theirs = ask(site), ask_pagefind(work / "copy")
        sizes = [folder_size(site / "tim-kiem" / "du-lieu"), folder_size(index)]
    for query in QUERIES:
        print(f"  “{query}”: {mine[query]} here, {theirs[query]} by Pagefind (bytes, results)")
    print(f"  {pages} pages; portal {ours} {phases}; Pagefind {run}; load {os.getloadavg()}")
    value = float(max(fetched for fetched, _ in mine.values()))
    peer = float(max(fetched for fetched, _ in theirs.values()))
    time_ratio, memory_ratio = phases["search"] / run.wall, ours.memory / run.memory
    ok = (
        value <= BUDGET["bytes"]
        and time_ratio <= BUDGET["time_ratio"]
        and memory_ratio <= BUDGET["memory_ratio"]
        and all(found for _, found in mine.values())
    )
    measuring.result(
        "search_first", value, "bytes", peer, value / peer, BUDGET, ok,
        seconds=phases["search"], peer_seconds=run.wall, time_ratio=time_ratio,
        memory=ours.memory, peer_memory=run.memory, memory_ratio=memory_ratio,
        index=sizes[0], peer_index=sizes[1], pages=pages,
    )  # fmt: skip


def folder_size(folder: Path) -> int:
    """Bytes of all files, compressed forms beside them included."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def copy(site: Path, into: Path) -> int:
    """Link the pages that the search covers into a folder of their own; how many."""
    count = 0
    for path in site.rglob("index.html"):
        place = path.relative_to(site)
        if "phien-ban" not in place.parts:
            (into / place).parent.mkdir(parents=True, exist_ok=True)
            os.link(path, into / place)
            count += 1
    return count


def ask(site: Path) -> Answers:
    """For each question the bytes of script, index and results, and the number of pages found."""
    answers = {}
    with chromium.served(site) as address, chromium.browser() as browser:
        for query in QUERIES:
            page = browser.new_context().new_page()
            fetched = chromium.watch(page)
            page.goto(f"{address}/tim-kiem/index.html")
            page.fill("#tu-can-tim", query)
            page.press("#tu-can-tim", "Enter")
            page.wait_for_selector(".site-result:nth-child(10)")
            page.wait_for_load_state("networkidle")
            said = page.inner_text("#ket-qua-dem").split()[0]
            size = sum(
                length for url, length in fetched.items() if "du-lieu/" in url or "js/search" in url
            )
            answers[query] = (size, int(said) if said.isdigit() else 0)
            page.context.close()
    return answers


def ask_pagefind(site: Path) -> Answers:
    """The same of Pagefind, its own files counted."""
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
