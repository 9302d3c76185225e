"""How pages are found: the map of the site, the head of a page, the page of who is lost."""

from xml.etree import ElementTree

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site import machine_pages
from tests.browser_client import Client

pytestmark = pytest.mark.usefixtures("published")


def test_the_map_names_pages_that_open(visitor: Client) -> None:
    tree = ElementTree.fromstring(visitor.get("/sitemap.xml").data)
    paths = [
        one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "/ke-hoach/2026/kiem-tra-cchc/" in paths
    assert len(paths) > 15
    for path in paths:
        visitor.get(path)


def test_the_map_says_when_a_page_changed_and_is_cut_where_it_grows_too_long(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sitemap(visitor, "/sitemap.xml", "url")
    assert whole["/ke-hoach/2026/kiem-tra-cchc/"].endswith("Z")
    entry = Shelf().find("unit", "so-noi-vu")
    assert entry is not None
    assert entry.published_at is not None
    stamp = entry.published_at.replace(microsecond=0).isoformat()
    assert whole["/don-vi/so-noi-vu/"] == stamp.replace("+00:00", "Z")
    monkeypatch.setattr(machine_pages, "MOST", 10)
    parts = sitemap(visitor, "/sitemap.xml", "sitemap")
    found = [path for part in parts for path in sitemap(visitor, part, "url")]
    assert found == list(whole)
    visitor.get(f"/sitemap-{len(parts) + 1}.xml", 404)


def sitemap(visitor: Client, path: str, tag: str) -> dict[str, str]:
    names = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ElementTree.fromstring(visitor.get(path).data)
    return {
        str(one.findtext(f"{names}loc")): str(one.findtext(f"{names}lastmod") or "")
        for one in tree.iter(f"{names}{tag}")
    }


def test_the_head_of_a_page_names_its_one_address_only_where_the_site_knows_its_own(
    app: Flask, visitor: Client
) -> None:
    path = "/ke-hoach/2026/kiem-tra-cchc/"
    assert "canonical" not in visitor.get(path).text
    assert "Sitemap" not in visitor.get("/robots.txt").text
    app.config["PUBLIC_URL"] = "https://cchc.example.vn/kt/"
    head = visitor.get(path).text.partition("</head>")[0]
    for said in (
        f'<link rel="canonical" href="https://cchc.example.vn/kt{path}">',
        f'<meta property="og:url" content="https://cchc.example.vn/kt{path}">',
        '<meta property="og:title" content="Kế hoạch kiểm tra',
        '<meta property="og:locale" content="vi_VN">',
        'type="application/atom+xml"',
    ):
        assert head.count(said) == 1, said
    assert 'content="noindex"' in visitor.get(f"{path}phien-ban/1/").text
    assert "Sitemap: https://cchc.example.vn/kt/sitemap.xml" in visitor.get("/robots.txt").text


def test_every_kind_of_page_describes_itself(visitor: Client) -> None:
    paths = (
        "/", "/ke-hoach/", "/ke-hoach/2026/kiem-tra-cchc/", "/lich-kiem-tra/", "/ket-luan/",
        "/ket-luan/2026/ket-luan-so-tai-chinh/", "/khac-phuc-sau-kiem-tra/", "/don-vi/",
        "/don-vi/so-noi-vu/", "/du-lieu/", "/xac-thuc/",
    )  # fmt: skip
    found = [
        visitor.get(path).text.partition('<meta name="description" content="')[2].partition('"')[0]
        for path in paths
    ]
    assert len(set(found)) == len(paths)
    assert min(len(one) for one in found) > 50
    assert not [one for one in found if "<" in one]


def test_who_is_lost_can_search(visitor: Client) -> None:
    for path, status in (("/404.html", 200), ("/khong-co-gi/", 404)):
        text = visitor.get(path, status).text
        assert "/tim-kiem/" in text.partition("<main")[2]
        assert 'href="/don-vi/"' in text.partition("<main")[2]
