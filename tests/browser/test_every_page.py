"""Every page type, as each role meets it: no axe violation, no sideways scroll on a phone.

Set PORTAL_SHOTS to a folder to keep a picture of each page, wide and narrow.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from lxml import html as lxml_html
from werkzeug.exceptions import HTTPException

from portal import create_app, db
from portal.clock import today
from portal.publishing.shelf import Shelf
from portal.site.pages import PAGES
from tests.access_table import ANYONE, EXPECTED, SIGNED_IN
from tests.browser.conftest import serve
from tests.browser.furnished import furnish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SHOTS = os.environ.get("PORTAL_SHOTS", "")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # what is right need not be told element by element
    "resultTypes": ["violations"],
}
#: The public, and one role of each audience (the others see the same pages, or fewer).
ROLES = (
    "unit_editor",
    "unit_viewer",
    "team_secretary",
    "office_editor",
    "office_approver",
    "admin",
)
STARTS = {"": "/", **dict.fromkeys(ROLES, "/lam-viec/")}
#: Addresses that answer with a file, not a page.
FILES = (".docx", ".xlsx", ".csv", ".ics", ".xml", ".txt", ".pdf", ".json")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The default profile is enough here: pages of the other differ in words alone."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("trang") / "data")


@pytest.fixture(scope="module")
def unlinked(served: Any) -> dict[str, list[str]]:
    """By role, what no link leads to; the demo has got what it lacked."""
    return furnish(served.data)


def endpoint_of(adapter: Any, path: str) -> str | None:
    try:
        return adapter.match(path, method="GET")[0]
    except HTTPException:
        return None


def is_judged(role: str, endpoint: str) -> bool:
    """Whether no role before this one may open the page: what several see is judged once.

    The start page and the steps to the public site differ by who looks.
    """
    allowed = EXPECTED.get(endpoint, ANYONE)
    if not role or allowed == ANYONE or endpoint.startswith(("start.", "publishing_office.")):
        return True
    before = ROLES[: ROLES.index(role)]
    return not before if allowed == SIGNED_IN else not set(before) & set(allowed)


def links_of(text: str, place: str, address: str) -> list[str]:
    """The addresses of the portal that a page leads to."""
    paths = []
    for link in lxml_html.fromstring(text).xpath("//a/@href"):
        parts = urlsplit(urljoin(place, link))
        if f"{parts.scheme}://{parts.netloc}" == address:
            paths.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return paths


def judge(page: Any, where: str) -> list[str]:
    """Violations on the page at hand, wide; then whether it fits a phone."""
    problems = []
    for violation in Axe().run(page, options=RULES).response["violations"]:
        targets = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        problems.append(f"{where}: {violation['id']} at {targets}")
    page.set_viewport_size({"width": 360, "height": 740})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 360:
        problems.append(f"{where}: {width} px wide on a phone")
    if SHOTS:
        name = where.replace(" ", "_").replace("/", "-")
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}-360.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.screenshot(path=f"{SHOTS}/{name}-1280.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    return problems


@pytest.mark.parametrize("role", STARTS, ids=lambda role: role or "public")
def test_every_page_type_is_accessible_and_fits_a_phone(served, unlinked, person, role):
    app = create_app({"DATA": str(served.data), "DATABASE": "", "SECRET_KEY": "x"})
    adapter = app.url_map.bind("127.0.0.1")
    someone = person(role)
    # a form leads to the search, no link does
    queue, seen, problems = [STARTS[role], *([] if role else ["/tim-kiem/"])], set(), []
    queue += unlinked.get(role, [])
    while queue:
        path = queue.pop(0)
        endpoint = endpoint_of(adapter, urlsplit(path).path)
        if endpoint is None or endpoint in seen or urlsplit(path).path.endswith(FILES):
            continue
        if role and endpoint.startswith("site."):
            continue
        answer = someone.page.request.get(served.address + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            seen.add(endpoint)
            continue
        seen.add(endpoint)
        queue += links_of(answer.text(), answer.url, served.address)
        if is_judged(role, endpoint):
            problems += judge(someone.open(path), f"{role or 'public'} {endpoint}")
    assert not problems, "\n".join(problems)
    if role:
        assert len(seen) >= 2, seen
    else:
        assert {f"site.{name}" for name in page_types(app)} <= seen


def page_types(app: Flask) -> set[str]:
    """Every kind of public page that the sample has an address for."""
    html = {name: one for name, one in PAGES.items() if one.is_html and name != "not_found"}
    with db.connection(app):
        shelf = Shelf()
        return {name for name, one in html.items() if one.paths(shelf, today())}
