"""Withdrawn documents: what stays, what goes, live, as a file and in the preview."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from tests.browser_client import Client
from tests.site import publishing
from tests.site.factories import PLAN
from tests.site.inspection_factories import CONCLUSION

PAGE = "/ke-hoach/2026/kiem-tra-cchc/"

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize(("how", "status"), [("mistake", 410), ("stopped", 200)])
def test_a_tombstone_tells_why_and_hides_text_versions_and_files(
    visitor: Client, how: str, status: int
) -> None:
    file = next(iter(catalog(Shelf()).files))
    publishing.withdraw("plan", PLAN, how, "Đăng trước khi ký.", "/ke-hoach/2027/moi/")
    text = visitor.get(PAGE, status).text
    assert "Đăng trước khi ký." in text
    assert 'href="/ke-hoach/2027/moi/"' in text
    assert "152/QĐ-UBND" not in text
    visitor.get(f"{PAGE}phien-ban/1/", 404)
    visitor.get(f"/tep/{file}/ke-hoach-2026-da-ky.pdf", 404)
    assert PAGE not in visitor.get("/ke-hoach/").text
    assert PAGE not in visitor.get("/sitemap.xml").text


def test_what_was_replaced_stays_readable_under_a_banner_without_its_files(
    visitor: Client,
) -> None:
    file = next(iter(catalog(Shelf()).files))
    publishing.withdraw("plan", PLAN, "replaced", "Có kế hoạch mới.", "/ke-hoach/2027/moi/")
    text = visitor.get(PAGE).text
    assert "Được thay thế từ ngày" in text
    assert "Có kế hoạch mới." in text
    assert "152/QĐ-UBND" in text
    assert "tệp của phiên bản này không còn được đăng" in text
    visitor.get(f"{PAGE}phien-ban/1/")
    visitor.get(f"/tep/{file}/ke-hoach-2026-da-ky.pdf", 404)


def test_pages_that_pointed_at_it_still_open(visitor: Client) -> None:
    publishing.withdraw("plan", PLAN, "mistake", "Đăng nhầm.")
    publishing.withdraw("conclusion", CONCLUSION, "mistake", "Đăng nhầm.")
    for path in ("/", "/khac-phuc-sau-kiem-tra/", "/don-vi/so-tai-chinh/", "/lich-kiem-tra/"):
        visitor.get(path)


def test_a_withdrawn_visit_leaves_the_schedule(visitor: Client) -> None:
    publishing.withdraw("visit", "2026/so-ngoai-vu", "stopped", "Không kiểm tra nữa.")
    assert "Sở Ngoại vụ" not in visitor.get("/lich-kiem-tra/").text
    month = visitor.get("/lich-kiem-tra/2026/11/").text
    assert "lịch đã đăng nay ngừng đăng" in month
    assert "Sở Ngoại vụ" not in month


def test_a_withdrawn_unit_leaves_a_tombstone_and_pages_name_it_without_a_link(
    visitor: Client,
) -> None:
    publishing.withdraw("unit", "so-ngoai-vu", "mistake", "Nhập trùng.")
    assert "Nhập trùng." in visitor.get("/don-vi/so-ngoai-vu/", 410).text
    assert "/don-vi/so-ngoai-vu/" not in visitor.get("/sitemap.xml").text
    text = visitor.get(PAGE).text
    assert "Sở Ngoại vụ" in text
    assert "/don-vi/so-ngoai-vu/" not in text


def test_frozen_tombstones_stand_where_the_document_stood(
    run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    publishing.withdraw("plan", PLAN, "mistake", "Đăng trước khi ký.")
    report = run_freeze()
    site = data / "site"
    text = (site / "ke-hoach/2026/kiem-tra-cchc/index.html").read_text(encoding="utf-8")
    assert "Đăng trước khi ký." in text
    assert not (site / "ke-hoach/2026/kiem-tra-cchc/phien-ban").exists()
    assert not (site / "tep").exists()
    assert any(name.startswith("tep/") for name in report.removed)


@pytest.mark.parametrize(
    ("kind", "slug", "path", "name"),
    [
        ("plan", PLAN, "/ke-hoach/", "Kế hoạch"),
        ("conclusion", CONCLUSION, "/ket-luan/", "Kết luận"),
        ("unit", "so-ngoai-vu", "/don-vi/", "Đơn vị"),
    ],
)
def test_a_tombstone_leads_on_to_what_is_there(
    visitor: Client, kind: str, slug: str, path: str, name: str
) -> None:
    publishing.withdraw(kind, slug, "stopped", "Không còn cần.")
    text = visitor.get(f"{path}{slug}/").text
    main = text[text.index("<main") :]
    assert f'href="{path}">{name} đang đăng</a>' in main
    assert f'href="{path}">{name}</a>' in text[text.index('aria-label="Đường dẫn"') :]
