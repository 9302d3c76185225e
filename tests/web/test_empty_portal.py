"""A portal before its province: no link leads nowhere, nobody is told of a button he has not."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.site import factories, publishing

START, GUIDE = "/lam-viec/", "/trang/huong-dan/"
NAMED = re.compile(r"(?:Bấm|Lấy|chọn) “([^”]+)”")


def pages_of(client):
    """Every page of the workspace that its links lead to, as (address, tree)."""
    waiting, seen = [START], set()
    while waiting:
        path = waiting.pop()
        if path in seen or "/tai-khoan/dang-xuat" in path:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.mimetype != "text/html":
            continue
        tree = html.fromstring(answer.text)
        yield path, tree
        inside = path.startswith(("/lam-viec/", "/tai-khoan/"))
        for link in tree.xpath("//a/@href") if inside else ():
            parts = urlsplit(urljoin(path, link))
            if not parts.netloc:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))


@pytest.mark.parametrize("role", ["admin", "office_editor", "supervisor"])
def test_every_link_opens_and_what_is_named_is_there(sign_in, role):
    opened = 0
    for path, tree in pages_of(sign_in(role)):
        opened += path.startswith("/lam-viec/")
        there = " ".join(tree.xpath("//a//text() | //button//text()"))
        for named in tree.xpath("//*[@class='app-empty__text']/text()"):
            for button in NAMED.findall(named):
                assert button in there or button == "Trình đăng", (path, button)
    assert opened > 5


def test_the_start_page_says_what_to_do_until_there_is_a_province(sign_in):
    client = sign_in("admin")
    before = client.get(START).text
    assert "portal load content/provinces/" in before
    assert GUIDE not in before
    publishing.publish("province", factories.province())
    after = client.get(START).text
    assert "portal load" not in after
    assert GUIDE in after


@pytest.mark.parametrize(
    ("path", "writer", "reader"),
    [
        ("/lam-viec/dieu-hanh/don-vi/", "Bấm “Nhập từ tệp”", "do cán bộ Sở Nội vụ nhập từ tệp"),
        ("/lam-viec/dieu-hanh/lich-nghi/", "Lấy bản dự kiến", "do cán bộ Sở Nội vụ nhập"),
        ("/lam-viec/dieu-hanh/tai-khoan-don-vi/", "Mở danh mục đơn vị", "Mở danh mục đơn vị"),
    ],
)
def test_an_empty_list_speaks_to_its_reader(sign_in, path, writer, reader):
    assert writer in sign_in("office_editor").get(path).text
    shown = sign_in("admin").get(path).text
    assert reader in shown
    assert "Phát thư kích hoạt (.docx)" not in shown
    assert "Bấm “Nhập từ tệp”" not in shown
