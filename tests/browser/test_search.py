"""The search of the frozen site in a real browser: from a disk, under a sub-path, strict CSP."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.site.freezing.run import freeze
from portal.site.search.asking import ask, ranked
from portal.site.search.filling import read_files
from portal.site.search.words import query_of
from portal.web.security import CONTENT_SECURITY_POLICY
from tests.site import publishing
from tests.site.search.conftest import QUESTIONS, publish_more

pytestmark = pytest.mark.browser


@pytest.fixture
def frozen(settings: dict[str, Any], app: Any, database: Any) -> Path:
    """The frozen site of a province that search must find its way in."""
    data = Path(app.config["DATA"])
    publishing.publish_all(data)
    publish_more(data)
    read_files(data)
    freeze(settings, date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=UTC))
    return (data / "site").resolve()


@pytest.fixture
def under_a_path(frozen: Path, tmp_path: Path) -> Iterator[str]:
    """The same site on a plain server, two folders down, with the policy of the real one."""
    shutil.copytree(frozen, tmp_path / "www" / "tinh" / "cchc")

    class Strict(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    handler = functools.partial(Strict, directory=str(tmp_path / "www"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/tinh/cchc"
    server.shutdown()
    server.server_close()


def opened(chromium: Any, address: str, **options: Any) -> Any:
    page = chromium.new_context(locale="vi-VN", **options).new_page()
    page.failures = []
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    # a disk has no origin: the fonts that it refuses are not what is tried here
    page.on(
        "console",
        lambda said: (
            said.type == "error"
            and not address.startswith("file:")
            and page.failures.append(said.text)
        ),
    )
    page.set_default_timeout(30_000)
    page.goto(address)
    return page


def asked(page: Any, text: str) -> list[tuple[str, str]]:
    """Type a question; title and address of every result, further ones included."""
    page.fill("#tu-can-tim", text)
    page.evaluate("document.getElementById('ket-qua-dem').textContent = 'Đang tìm…'")
    page.click("main [data-search] button")
    if not text.strip():
        assert page.locator("#ket-qua").is_hidden()
        return []
    expect(page.locator("#ket-qua-dem")).not_to_have_text("Đang tìm…")
    while page.locator("[data-search-more]").is_visible():
        shown = page.locator(".site-result").count()
        page.click("[data-search-more] button")
        page.locator(".site-result").nth(shown).wait_for()
    return page.evaluate(
        "[...document.querySelectorAll('.site-result a')].map(one => [one.textContent, one.href])"
    )


def test_the_frozen_search_gives_what_the_live_one_does(
    frozen: Path, under_a_path: str, chromium: Any
) -> None:
    page = opened(chromium, f"file://{frozen}/tim-kiem/index.html")
    for text in QUESTIONS:
        found = asked(page, text)
        live = [hit for number in (1, 2, 3, 4, 5) for hit in ask(text, number).hits]
        assert [title for title, _ in found] == [hit.title for hit in live], text
        said = page.inner_text("#ket-qua-dem")
        assert not live or said.startswith(f"{len(live)} trang"), said
        for (_, address), hit in zip(found, live, strict=True):
            path, mark, anchor = hit.path.partition("#")
            assert address == f"file://{frozen}{path}index.html{mark}{anchor}", text
    snippets = page.evaluate(
        "[...document.querySelectorAll('.site-result__text')].map(one => one.innerHTML)"
    )
    live_snippets = [
        "".join(f"<mark>{part}</mark>" if hit else part for part, hit in one.snippet.parts)
        for number in (1, 2, 3, 4, 5)
        for one in ask(QUESTIONS[-1], number).hits
    ]
    assert snippets == [one for one in live_snippets if one]
    assert not page.failures
    page.context.close()


def test_from_the_header_under_a_path_by_keyboard_on_a_phone(
    under_a_path: str, chromium: Any
) -> None:
    small = {"width": 360, "height": 740}
    page = opened(chromium, f"{under_a_path}/ke-hoach/index.html", viewport=small)
    page.fill("[name=q]", "so tai chinh")
    page.press("[name=q]", "Enter")
    page.wait_for_selector(".site-result")
    assert "trang có “so tai chinh”" in page.inner_text("#ket-qua-dem")
    assert page.locator("#ket-qua-dem").get_attribute("aria-live") == "polite"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert [one for one in Axe().run(page).response["violations"] if one["impact"] != "minor"] == []
    page.fill("#tu-can-tim", "zzqq")
    page.press("#tu-can-tim", "Enter")
    page.get_by_text("Không tìm thấy “zzqq”").first.wait_for()
    assert page.locator("[data-search-advice]").is_visible()
    page.go_back()
    page.wait_for_selector(".site-result")
    assert page.input_value("#tu-can-tim") == "so tai chinh"
    page.focus(".site-result a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tinh/cchc/don-vi/so-tai-chinh/**")
    assert not page.failures
    page.context.close()


def test_an_address_carries_its_question(under_a_path: str, chromium: Any) -> None:
    text = "cong khai du toan cham"
    page = opened(chromium, f"{under_a_path}/tim-kiem/index.html#q={quote(text)}")
    page.wait_for_selector(".site-result")
    page.click(".site-result a")
    page.wait_for_url("**/ket-luan/2026/ket-luan-so-tai-chinh/index.html#noi-dung-pt3")
    assert page.locator("#noi-dung-pt3").is_visible()
    page.context.close()


def test_without_javascript_the_indexes_are_there(frozen: Path, chromium: Any) -> None:
    page = opened(chromium, f"file://{frozen}/tim-kiem/index.html", java_script_enabled=False)
    assert page.get_by_text("cần JavaScript").is_visible()
    page.get_by_role("link", name="Đơn vị theo vần A–Z, cả tên cũ").click()
    assert "Mai Sơn" in page.inner_text("main")
    page.context.close()


def test_an_index_that_does_not_load_is_told(frozen: Path, chromium: Any) -> None:
    shutil.rmtree(frozen / "tim-kiem" / "du-lieu")
    page = opened(chromium, f"file://{frozen}/tim-kiem/index.html#q=ke+hoach")
    page.get_by_text("Chưa tải được chỉ mục").first.wait_for()
    page.context.close()


def test_the_rule_of_ranking_is_the_same_where_words_are_few(database: Any) -> None:
    assert ranked(query_of("không có gì")) == []
