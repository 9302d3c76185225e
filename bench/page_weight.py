"""``page_weight``: all that a first visit loads (budget: 60 KB compressed, no layout shift).

Every page type of a frozen sample in a fresh browser: HTML, styles, scripts, fonts, icons as
they come over the wire from a server that hands out the compressed files; how far the page
moved while it loaded; whether the same words can be read without JavaScript.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import chromium
import measuring
import workspace

from portal import db
from portal.site.freezing.run import freeze
from portal.site.pages import match
from tests.site.publishing import publish_all

BUDGET = 60_000
#: The one thing that scripts add to a page.
PRINT_BUTTON = {"In", "trang", "này"}
_SHIFT = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 300);
})"""

#: A form that only a script can answer is no text to be read without one.
_WITHOUT_FORMS = "() => document.querySelectorAll('main form').forEach(one => one.remove())"


def page_types(site: Path) -> dict[str, str]:
    """One address of each page type, the heaviest."""
    found: dict[str, tuple[int, str]] = {}
    for file in site.rglob("*.html"):
        path = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        known = match(path)
        if known:
            heavier = (file.stat().st_size, path)
            found[known[0].name] = max(found.get(known[0].name, heavier), heavier)
    return {name: path for name, (_, path) in sorted(found.items())}


def visit(browser: Any, address: str) -> tuple[int, float, str]:
    """Bytes, movement and words of a first visit."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    fetched = chromium.watch(page)
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate(_SHIFT)
    page.evaluate(_WITHOUT_FORMS)
    words = page.locator("main").inner_text()
    page.context.close()
    return sum(fetched.values()), shift, words


def words_without_script(browser: Any, address: str) -> str:
    """What can be read when JavaScript is switched off."""
    page = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    ).new_page()
    page.goto(address, wait_until="networkidle")
    words: str = page.locator("main").inner_text()
    page.context.close()
    return words


def main() -> None:
    """Visit every page type; the heaviest counts."""
    weights, shifts, unread = {}, {}, []
    with measuring.folder() as data:
        app = workspace.portal(data)
        with db.connection(app):
            publish_all(data)
        config = {"DATA": str(data), "SECRET_KEY": "bench"}
        freeze(config, date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=UTC))
        site = (data / "site").resolve()
        with chromium.served(site) as address, chromium.browser() as browser:
            for name, path in page_types(site).items():
                weights[name], shifts[name], words = visit(browser, address + path)
                plain = words_without_script(browser, address + path)
                print(f"  {name:20} {weights[name]:7} bytes, shift {shifts[name]:.4f}")
                if set(words.split()) - PRINT_BUTTON - set(plain.split()):
                    unread.append(name)
    heaviest = max(weights, key=lambda name: weights[name])
    value, shift = weights[heaviest], max(shifts.values())
    measuring.result(
        "page_weight", float(value), "bytes", None, None, {"bytes": BUDGET, "shift": 0},
        value <= BUDGET and not shift and not unread, heaviest=heaviest,
        lightest=min(weights.values()), shift=shift, unreadable_without_script=unread,
        page_types=len(weights),
    )  # fmt: skip


if __name__ == "__main__":
    main()
