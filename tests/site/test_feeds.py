"""The feeds of news: what they tell, of what, and that ids last."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.news import news
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.usefixtures("published")


def test_the_feed_tells_of_major_changes_only(visitor: Client) -> None:
    feed = ElementTree.fromstring(visitor.get("/tin-moi.xml").data)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert "Lịch kiểm tra: 3 cuộc kiểm tra" in titles
    plan = "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026"
    assert titles.count(plan) == 1
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert not [text for text in summaries if text and "Đính chính" in text]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_a_withdrawal_is_news_and_its_earlier_version_is_not() -> None:
    publishing.withdraw("conclusion", inspection_factories.CONCLUSION, "mistake", "Đăng nhầm.")
    rows = [one for one in news(Shelf(), 50) if one["kind"] == "Kết luận"]
    assert [row["change"] for row in rows] == ["Ngừng đăng"]


def test_markup_in_a_title_does_not_break_the_feed(visitor: Client) -> None:
    publishing.publish("2026/la", factories.plan(title="<b>A & B</b>"))
    feed = ElementTree.fromstring(visitor.get("/tin-moi.xml").data)
    assert "<b>A & B</b>" in [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]


def entries(visitor: Client, path: str) -> dict[str, Any]:
    feed = ElementTree.fromstring(visitor.get(path).data)
    return {str(one.findtext(f"{ATOM}id")): one for one in feed.iter(f"{ATOM}entry")}


def test_news_told_together_keeps_its_id_when_one_of_it_is_withdrawn(visitor: Client) -> None:
    before = entries(visitor, "/tin-moi.xml")
    publishing.withdraw("visit", max(Shelf().slugs("visit")), "mistake", "Đăng nhầm.")
    after = entries(visitor, "/tin-moi.xml")
    assert set(after) > set(before)
    titles = {one.findtext(f"{ATOM}title") for one in after.values()}
    assert "Lịch kiểm tra: 2 cuộc kiểm tra" in titles


def test_there_is_a_feed_for_plans_for_conclusions_and_for_a_unit(visitor: Client) -> None:
    everything = set(entries(visitor, "/tin-moi.xml"))
    plans, conclusions = (
        entries(visitor, path) for path in ("/ke-hoach/tin-moi.xml", "/ket-luan/tin-moi.xml")
    )
    assert plans
    assert conclusions
    assert set(plans) < everything
    assert set(conclusions) < everything
    titles = [
        str(one.findtext(f"{ATOM}title"))
        for one in entries(visitor, "/don-vi/so-ngoai-vu/tin-moi.xml").values()
    ]
    assert [title for title in titles if "Sở Ngoại vụ" in title]
    assert not [title for title in titles if "Sở Tài chính" in title]
    assert "/don-vi/so-ngoai-vu/tin-moi.xml" in visitor.get("/don-vi/so-ngoai-vu/").text
    visitor.get("/don-vi/so-noi-vu/tin-moi.xml", 404)


def test_the_json_feed_says_the_same(app: Flask, visitor: Client) -> None:
    atom = entries(visitor, "/tin-moi.xml")
    told = json.loads(visitor.get("/tin-moi.json").data)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in told["items"]] == list(atom)
    assert not [one for one in told["items"] if "url" in one]
    app.config["PUBLIC_URL"] = "https://cchc.example.vn/"
    told = json.loads(visitor.get("/tin-moi.json").data)
    assert told["feed_url"] == "https://cchc.example.vn/tin-moi.json"
    assert all(one["url"].startswith("https://cchc.example.vn/") for one in told["items"])
