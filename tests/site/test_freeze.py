"""The freeze: exact, incremental, whole or not at all."""

import os
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from flask_frozen import Freezer, MissingURLGeneratorWarning

from portal import create_app, db
from portal.publishing.editorial import PagePayload
from portal.publishing.shelf import Shelf
from portal.site.catalog import KINDS
from portal.site.freezing.builds import KEPT, Builds, FreezeRefused
from portal.site.freezing.freezer import SiteFreezer, configure, registry_urls
from portal.site.freezing.run import freeze
from portal.site.freezing.tracing import TracedShelf
from tests.page_checks import Page, problems_of
from tests.site import factories, inspection_factories, publishing
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import digest_of, files_of

Run = Callable[..., Any]


def test_an_empty_portal_freezes(run_freeze: Run, data: Path) -> None:
    report = run_freeze()
    assert (data / "site" / "index.html").is_file()
    assert report.number == 1


def test_every_frozen_page_keeps_the_rules_and_every_link_leads_somewhere(
    published: None, run_freeze: Run, data: Path
) -> None:
    run_freeze()
    site = (data / "site").resolve()
    found = files_of(site)
    pages = [name for name in found if name.endswith(".html")]
    assert len(pages) > 20
    for name in pages:
        text = found[name].decode()
        assert problems_of(text) == [], name
        for link in Page(text).links:
            if urlsplit(link).scheme:
                continue
            assert "?" not in link, (name, link)
            target = unquote(urlsplit(urldefrag(urljoin(f"file:///s/{name}", link))[0]).path)
            assert target.startswith("/s/"), (name, link)
            assert target.removeprefix("/s/") in found, (name, link)


def test_stock_frozen_flask_over_the_same_registry_gives_the_same_bytes(
    published: None, run_freeze: Run, settings: dict[str, Any], data: Path, tmp_path: Path
) -> None:
    run_freeze()
    ours = files_of(data / "site")
    app = create_app({**settings, "FROZEN": True, "AS_OF": AS_OF}, public_only=True)
    configure(app, tmp_path / "stock")
    stock = Freezer(app, with_no_argument_rules=False, log_url_for=False)
    with db.connection(app):
        urls = registry_urls(Shelf(), AS_OF)
    stock.register_generator(lambda: urls)
    with warnings.catch_warnings():
        # lists too short for a second page have an address for it all the same
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        stock.freeze()
    theirs = files_of(tmp_path / "stock")
    # what a freeze makes of all pages together: compressed forms, manifest, codes, search index
    together = ("manifest.", "xac-thuc/ma/", "tim-kiem/du-lieu/")
    extra = {one for one in ours if one.endswith((".gz", ".br")) or one.startswith(together)}
    assert theirs.keys() == ours.keys() - extra
    assert [name for name in theirs if theirs[name] != ours[name]] == []


def test_an_incremental_build_is_the_full_one_byte_for_byte(
    published: None, settings: dict[str, Any], data: Path, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    once = tmp_path / "once"
    freeze(settings, AS_OF, NOW, steps)
    freeze(settings, AS_OF, NOW, once)
    before = digest_of(steps.with_name("steps.builds") / "1")
    new = inspection_factories.conclusion(title="Kết luận thứ hai")
    publishing.publish("2026/ket-luan-hai", new)
    step = freeze(settings, AS_OF, NOW, steps)
    full = freeze(settings, AS_OF, NOW, once, full=True)
    assert (step.added, step.changed, step.removed) == (full.added, full.changed, full.removed)
    assert "ket-luan/2026/ket-luan-hai/index.html" in step.added
    assert "trang/gioi-thieu/index.html" not in step.changed
    assert files_of(steps) == files_of(once)
    assert digest_of(steps.with_name("steps.builds") / "1") == before


def test_unchanged_files_are_linked_and_changed_ones_are_new(
    published: None, run_freeze: Run, data: Path
) -> None:
    run_freeze()
    publishing.publish("lien-he", PagePayload("Liên hệ", "Nơi nhận.", 2, "<p>Mới.</p>"))
    report = run_freeze()
    first, second = data / "builds/1/site", data / "builds/2/site"
    same, other = "don-vi/index.html", "trang/lien-he/index.html"
    # The list of codes names every version. The map of the site says to the second when a page
    # changed: within one second it stays as it was.
    assert set(report.changed) - {"sitemap.xml"} == {other, "xac-thuc/ma.txt"}
    assert (first / same).stat().st_ino == (second / same).stat().st_ino
    assert (first / f"{same}.gz").stat().st_ino == (second / f"{same}.gz").stat().st_ino
    assert (first / other).stat().st_ino != (second / other).stat().st_ino
    assert "Nơi tiếp nhận" in (first / other).read_text(encoding="utf-8")
    assert "Nơi nhận" in (second / other).read_text(encoding="utf-8")


def test_nothing_new_makes_no_build(published: None, run_freeze: Run, data: Path) -> None:
    run_freeze()
    assert run_freeze().nothing_new
    assert run_freeze(full=True).nothing_new
    assert Builds.in_data(data).numbers() == [1]


def test_a_release_that_changes_no_byte_makes_every_page_anew_only_once(
    published: None, run_freeze: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_freeze()
    monkeypatch.setattr("portal.site.freezing.freezer.build_digest", lambda: "next release")
    made: list[str] = []
    one = SiteFreezer._build_one
    monkeypatch.setattr(
        SiteFreezer, "_build_one", lambda *args: (made.append(args[1]), one(*args))[1]
    )
    assert run_freeze().nothing_new
    assert "/don-vi/" in made
    made.clear()
    assert run_freeze().nothing_new
    assert [url for url in made if not url.startswith("/static/")] == []
    assert Builds.in_data(data).numbers() == [1]


def test_what_did_not_change_is_not_made_anew(
    published: None, run_freeze: Run, settings: dict[str, Any], data: Path, tmp_path: Path
) -> None:
    run_freeze()
    other = inspection_factories.conclusion(
        unit=factories.refs("ubnd-xa-mai-son")[0], visit_slug="",
        document=factories.document(number="99/TB-UBND"),
    )  # fmt: skip
    publishing.publish("2026/ket-luan-hai", other)
    app = create_app({**settings, "FROZEN": True, "AS_OF": AS_OF}, public_only=True)
    with db.snapshot(app), app.test_request_context():
        shelf = TracedShelf()
        shelf.read(KINDS)
        last = Builds.in_data(data).shown()
        stale = set(SiteFreezer(app, tmp_path / "none", shelf, AS_OF, last).stale)
    assert "/ket-luan/2026/ket-luan-hai/" in stale
    assert "/ket-luan/" in stale
    kept = {
        f"/ket-luan/{inspection_factories.CONCLUSION}/",
        "/ke-hoach/2026/kiem-tra-cchc/",
        "/trang/lien-he/",
    }
    assert stale & kept == set()


def test_a_day_changes_only_the_pages_it_is_about(
    published: None, run_freeze: Run, data: Path
) -> None:
    run_freeze(date(2026, 12, 1))
    assert run_freeze(date(2026, 12, 2)).nothing_new
    after = run_freeze(date(2026, 12, 9))
    assert after.changed == (
        "index.html",
        "ke-hoach/2026/kiem-tra-cchc/index.html",
        "ke-hoach/2026/kiem-tra-cchc/phien-ban/1/index.html",
        "ke-hoach/2026/kiem-tra-cchc/phien-ban/2/index.html",
        "ke-hoach/loai-kiem-tra/truc-tiep/index.html",
        "lich-kiem-tra/2026/index.html",
        "lich-kiem-tra/index.html",
    )


def test_rollback_shows_the_build_before_and_old_builds_go(
    published: None, run_freeze: Run, data: Path
) -> None:
    builds = Builds.in_data(data)
    for n in range(KEPT + 2):
        page = PagePayload("Liên hệ", f"Lần {n}.", 2, "<p>Sở Nội vụ.</p>")
        publishing.publish("lien-he", page)
        run_freeze()
    assert builds.numbers() == list(range(3, KEPT + 3))
    assert builds.roll_back().number == KEPT + 1
    text = (data / "site/trang/lien-he/index.html").read_text(encoding="utf-8")
    assert f"Lần {KEPT}." in text
    for _ in range(KEPT - 2):
        builds.roll_back()
    with pytest.raises(FreezeRefused, match="Không còn"):
        builds.roll_back()
    assert run_freeze().number == KEPT + 3


def test_the_not_found_page_of_a_site_under_a_prefix_names_it(
    published: None, settings: dict[str, Any], data: Path
) -> None:
    config = {**settings, "PUBLIC_URL": "https://sonla.example.vn/kiem-tra/"}
    freeze(config, AS_OF, NOW)
    text = (data / "site/404.html").read_text(encoding="utf-8")
    assert 'href="/kiem-tra/static/vendor/portal.css"' in text
    assert 'href="/kiem-tra/don-vi/"' in text
    feed = (data / "site/tin-moi.xml").read_text(encoding="utf-8")
    assert 'href="https://sonla.example.vn/kiem-tra/ke-hoach/2026/kiem-tra-cchc/"' in feed
    page = (data / "site/ke-hoach/index.html").read_text(encoding="utf-8")
    assert 'href="../static/vendor/portal.css"' in page


def test_the_live_address_appears_only_when_it_is_set(
    published: None, settings: dict[str, Any], data: Path
) -> None:
    freeze(settings, AS_OF, NOW)
    assert "Đăng nhập" not in (data / "site/index.html").read_text(encoding="utf-8")
    freeze({**settings, "LIVE_URL": "https://lam-viec.example.vn"}, AS_OF, NOW)
    text = (data / "site/index.html").read_text(encoding="utf-8")
    assert 'href="https://lam-viec.example.vn/tai-khoan/dang-nhap"' in text


def test_the_report_lies_outside_the_public_folder(
    published: None, run_freeze: Run, data: Path
) -> None:
    report = run_freeze()
    assert (data / "builds/1/report.json").is_file()
    public = files_of(data / "site")
    assert "report.json" not in public
    assert not {"keys.json", "entries.json", "facts.json"} & public.keys()
    assert report.files == len(public) - 3
    assert os.readlink(data / "site") == "builds/1/site"
