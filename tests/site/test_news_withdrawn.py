"""What the news say of a withdrawal: of what was published by mistake, that it is gone and why."""

import pytest

from portal.publishing.models import Publication
from portal.publishing.shelf import Shelf
from portal.site.news import news
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

pytestmark = pytest.mark.usefixtures("published")
WITHDRAWN = [
    ("plan", factories.PLAN, "Một kế hoạch", f"/ke-hoach/{factories.PLAN}/"),
    (
        "conclusion",
        inspection_factories.CONCLUSION,
        "Một kết luận",
        f"/ket-luan/{inspection_factories.CONCLUSION}/",
    ),
    ("visit", "2026/so-ngoai-vu", "Lịch của một cuộc kiểm tra", ""),
    ("remediation", inspection_factories.CONCLUSION, "Kết quả khắc phục của một đơn vị", ""),
    ("timeliness", factories.PLAN, "Một bảng tình hình nộp báo cáo", ""),
]
FEEDS = ("/tin-moi.xml", "/tin-moi.json")


@pytest.mark.parametrize(("kind", "slug", "what", "path"), WITHDRAWN)
def test_of_a_mistake_neither_title_nor_address_is_repeated(
    visitor: Client, kind: str, slug: str, what: str, path: str
) -> None:
    title = publishing.withdraw(kind, slug, "mistake", "Chưa được ký.").title
    said = f"{what} đã gỡ vì đăng nhầm"
    for feed in FEEDS:
        told = visitor.get(feed).text
        assert said in told
        assert "Chưa được ký." in told
        assert title not in told, feed
        assert not path or path not in told, feed
    home = visitor.get("/").text
    item = home[home.index(said) - 60 : home.index(said)]
    assert item.rstrip().endswith('<li class="site-news__item">'), "no link"


def test_what_was_replaced_or_stopped_is_named_with_its_address(visitor: Client) -> None:
    row = publishing.withdraw("plan", factories.PLAN, "stopped", "Hết hiệu lực.")
    home = visitor.get("/").text
    assert f'href="/ke-hoach/{factories.PLAN}/">{row.title}</a>' in home


def test_what_was_replaced_is_called_so(visitor: Client) -> None:
    publishing.withdraw(
        "conclusion", inspection_factories.CONCLUSION, "replaced", "Có bản mới.", "/ket-luan/"
    )
    assert "· được thay thế: Có bản mới." in visitor.get("/").text
    assert "<summary>Được thay thế: Có bản mới.</summary>" in visitor.get("/tin-moi.xml").text


def test_what_was_erased_after_a_mistake_is_not_named_either(visitor: Client) -> None:
    row = publishing.withdraw("plan", factories.PLAN, "mistake", "Có tên riêng.")
    Publication.update(payload=None).where(Publication.id == row.id).execute()
    [told] = [one for one in news(Shelf(), 50) if one["id"] == row.hash]
    assert told["title"] == "Một kế hoạch đã xóa theo quy định của pháp luật"
    assert (told["gone"], told["note"], told["path"]) == (True, "", "/ke-hoach/")
