"""The files for nginx and Caddy hand every address of the live service on to it."""

import re
from collections.abc import Callable
from fnmatch import fnmatchcase

import pytest

from portal.config import ROOT


def by_nginx() -> Callable[[str], bool]:
    text = (ROOT / "deploy/web/nginx.conf").read_text(encoding="utf-8")
    found = re.search(r"location ~ (\^/\S+) \{[^}]*proxy_pass", text)
    assert found
    return lambda address: bool(re.match(found[1], address))


def by_caddy() -> Callable[[str], bool]:
    text = (ROOT / "deploy/web/Caddyfile").read_text(encoding="utf-8")
    found = re.search(r"@live path (.+)", text)
    assert found
    return lambda address: any(fnmatchcase(address, one) for one in found[1].split())


@pytest.mark.parametrize("handed_on", [by_nginx(), by_caddy()], ids=["nginx", "caddy"])
def test_what_only_the_service_answers_reaches_it(app, handed_on):
    live, frozen = set(), set()
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<[^>]+>", "1", rule.rule)
        if rule.endpoint != "static":
            (frozen if rule.endpoint.startswith("site.") else live).add(address)
    assert {one for one in live if not handed_on(one)} == set()
    assert {one for one in frozen if handed_on(one)} == set()
