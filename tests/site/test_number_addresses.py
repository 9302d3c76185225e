"""A plan under its number: both addresses work, live and frozen, whichever came first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.number_addresses import number_redirects, numbers
from tests.browser_client import Client
from tests.site import factories, publishing
from tests.site.factories import PLAN

PAGE = "/ke-hoach/2026/kiem-tra-cchc/"
BY_NUMBER = "/ke-hoach/2026/152-qd-ubnd/"

pytestmark = pytest.mark.usefixtures("database")


def numbered(number: str) -> Any:
    return factories.plan(document=factories.document(number=number))


def test_a_plan_published_before_it_had_a_number_is_found_under_both(visitor: Client) -> None:
    publishing.publish(PLAN, numbered(""))
    visitor.get(BY_NUMBER, 404)
    publishing.correct(PLAN, numbered("152/QĐ-UBND"), "Đã có số.")
    visitor.get(PAGE)
    answer = visitor.get(BY_NUMBER, 301)
    assert answer.headers["Location"].endswith(PAGE)
    assert BY_NUMBER not in visitor.get("/sitemap.xml").text


def test_a_number_that_was_corrected_keeps_leading_to_its_plan(visitor: Client) -> None:
    publishing.publish(PLAN, numbered("125/QĐ-UBND"))
    publishing.correct(PLAN, numbered("152/QĐ-UBND"), "Sửa số.")
    publishing.publish("2026/khac", numbered("125/QĐ-UBND"))
    for number in ("125-qd-ubnd", "152-qd-ubnd"):
        answer = visitor.get(f"/ke-hoach/2026/{number}/", 301)
        assert answer.headers["Location"].endswith(PAGE), number


def test_the_page_of_a_plan_is_never_taken_by_a_number(visitor: Client) -> None:
    publishing.publish(PLAN, numbered("152/QĐ-UBND"))
    publishing.publish("2026/152-qd-ubnd", numbered("7/KH"))
    visitor.get(BY_NUMBER)


def test_a_number_of_what_is_hidden_leads_nowhere(visitor: Client) -> None:
    publishing.publish(PLAN, numbered("152/QĐ-UBND"))
    publishing.withdraw("plan", PLAN, "mistake", "Đăng nhầm.")
    visitor.get(BY_NUMBER, 404)
    assert number_redirects(Shelf()) == []


@pytest.mark.usefixtures("published")
def test_the_frozen_address_leads_on_by_itself(
    app: Flask, run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    text = (data / f"site{BY_NUMBER}index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../kiem-tra-cchc/index.html">' in text
    assert 'href="../kiem-tra-cchc/index.html"' in text
    assert 'rel="canonical"' not in text
    with app.app_context():
        assert numbers(Shelf())["2026/152-qd-ubnd"] == PLAN
    listed = (data / "site/sitemap.xml").read_text()
    assert "152-qd-ubnd" not in listed


@pytest.mark.usefixtures("published")
def test_a_server_of_files_is_told_to_redirect(visitor: Client) -> None:
    assert [(one.path, one.status, one.successor) for one in number_redirects(Shelf())] == [
        (BY_NUMBER, 301, PAGE)
    ]
