"""The public grid of reports: what it says, where it stands, and what is left of one taken off."""

import pytest

from portal.publishing.shelf import Shelf
from portal.site.gone import Gone, gone_addresses
from portal.site.verification_codes import codes
from tests.browser_client import Client
from tests.site import factories, publishing

PAGE = f"/tinh-hinh-nop-bao-cao/{factories.PLAN}/"
PLAN = f"/ke-hoach/{factories.PLAN}/"


@pytest.mark.usefixtures("published")
def test_the_grid_says_of_which_day_it_is_where_it_leads_and_what_is_left_of_it(
    visitor: Client,
) -> None:
    page = visitor.get(PAGE).text
    assert "Trong 3 báo cáo đã nộp hoặc quá hạn, 1 báo cáo đúng hạn, tính đến ngày 19/11" in page
    assert "quá&nbsp;20&nbsp;ngày" in page.replace("\xa0", "&nbsp;")
    assert "đã gia hạn" in page
    assert "Chậm 3 ngày" in page
    assert "Được miễn" not in page, "none is"
    for path in ("/don-vi/so-ngoai-vu/", PLAN, "/du-lieu/nop-bao-cao.csv"):
        assert f'href="{path}"' in page
    for path in ("/", PLAN, "/tinh-hinh-nop-bao-cao/2026/", "/don-vi/so-ngoai-vu/"):
        assert f'href="{PAGE}' in visitor.get(path).text, path
    assert 'href="/tinh-hinh-nop-bao-cao/2026/"' in visitor.get("/danh-muc/").text
    assert PAGE in visitor.get("/sitemap.xml").text
    assert f'href="{PAGE}#don-vi-so-ngoai-vu"' in visitor.get("/tim-kiem/?q=nop+ngoai+vu").text

    publishing.withdraw("visit", "2026/so-tai-chinh", "mistake", "Đăng nhầm lịch.")
    page = visitor.get(PAGE).text
    assert "Trong 2 báo cáo đã nộp hoặc quá hạn, 0 báo cáo đúng hạn" in page
    for path in (PAGE, "/don-vi/so-tai-chinh/", "/du-lieu/nop-bao-cao.csv"):
        text = visitor.get(path).text
        assert "Báo cáo tự kiểm tra" in text, path
        assert "Báo cáo phục vụ kiểm tra" not in text, "it goes with its visit"

    before = page
    publishing.withdraw("plan", factories.PLAN, "mistake", "Đăng trước khi ký.")
    page = visitor.get(PAGE, 410).text
    assert "Ngừng đăng cùng kế hoạch. Đăng trước khi ký." in page
    assert "Số liệu theo loại báo cáo" not in page
    assert Gone(PAGE, "mistake", 410, "") in gone_addresses(Shelf())
    for path in (
        "/",
        "/tinh-hinh-nop-bao-cao/",
        "/don-vi/so-ngoai-vu/",
        "/tin-moi.xml",
        "/sitemap.xml",
    ):
        assert PAGE not in visitor.get(path).text, path
    assert PAGE not in visitor.get("/tim-kiem/?q=nop+ngoai+vu").text
    [code] = [one for one in codes(Shelf()) if one["path"] == PAGE]
    assert code["state"] == "ngung"
    publishing.publish(factories.PLAN, factories.plan())
    assert visitor.get(PAGE).text == before, "it is back with its plan"
    publishing.withdraw("plan", factories.PLAN, "replaced", "Có kế hoạch mới.")
    assert "Số liệu theo loại báo cáo" in visitor.get(PAGE).text, "as the plan itself is readable"

    publishing.withdraw("timeliness", factories.PLAN, "mistake", "Nhầm số liệu.")
    assert "Nhầm số liệu." in visitor.get(PAGE, 410).text
    visitor.get("/tinh-hinh-nop-bao-cao/2026/", 404)
    assert visitor.get("/du-lieu/nop-bao-cao.csv").text.count("\n") == 1


@pytest.mark.usefixtures("published")
def test_the_figures_of_a_grid_are_of_one_day(visitor: Client) -> None:
    for path in ("/tinh-hinh-nop-bao-cao/", "/tinh-hinh-nop-bao-cao/2026/kiem-tra-cchc/"):
        text = visitor.get(path).text
        assert "ính đến ngày 19/11/2026" in text
        assert "số liệu tính đến" not in text.lower()
        assert "Đăng lúc " in text
