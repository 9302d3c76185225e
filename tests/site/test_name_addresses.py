"""A renamed unit is found under each name it bore: live, frozen, on servers of files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.name_addresses import name_redirects
from portal.units.payload import FormerName
from tests.browser_client import Client
from tests.site import factories, publishing

PAGE = "/don-vi/so-van-hoa/"

pytestmark = pytest.mark.usefixtures("database")


def renamed(code: str, name: str, *former: str) -> None:
    names = tuple(FormerName(one, "", "2025-03-01") for one in former)
    publishing.publish(code, factories.unit(code, name=name, former_names=names))


def test_each_name_leads_to_the_unit_and_none_is_on_the_map(visitor: Client) -> None:
    renamed("so-van-hoa", "Sở Văn hóa và Du lịch", "Sở Văn hóa", "Sở Văn hóa, Thể thao")
    for name in ("so-van-hoa-va-du-lich", "so-van-hoa-the-thao"):
        answer = visitor.get(f"/don-vi/{name}/", 301)
        assert answer.headers["Location"].endswith(PAGE), name
    visitor.get(PAGE)
    assert "va-du-lich" not in visitor.get("/sitemap.xml").text
    assert [(one.path, one.status, one.successor) for one in name_redirects(Shelf())] == [
        ("/don-vi/so-van-hoa-the-thao/", 301, PAGE),
        ("/don-vi/so-van-hoa-va-du-lich/", 301, PAGE),
    ]


def test_a_unit_is_never_hidden_by_a_name_and_two_claims_lead_nowhere(visitor: Client) -> None:
    renamed("so-van-hoa", "Sở Nội vụ", "Sở Chung")
    renamed("so-noi-vu", "Sở Tổ chức", "Sở Chung")
    assert "Sở Tổ chức" in visitor.get("/don-vi/so-noi-vu/").text
    visitor.get("/don-vi/so-chung/", 404)
    visitor.get("/don-vi/khong-co/", 404)


@pytest.mark.usefixtures("published")
def test_the_frozen_name_leads_on_by_itself(
    app: Flask, run_freeze: Callable[..., Any], data: Path
) -> None:
    with app.app_context():
        renamed("so-van-hoa", "Sở Văn hóa và Du lịch", "Sở Văn hóa")
    run_freeze()
    text = (data / "site/don-vi/so-van-hoa-va-du-lich/index.html").read_text()
    assert 'content="0; url=../so-van-hoa/index.html"' in text
