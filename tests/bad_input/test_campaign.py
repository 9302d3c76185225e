"""A generated campaign over every form and every address of the url map.

Hypothesis draws each request, the same ones in each run; a route added tomorrow is attacked
without a change here, and one whose form or address cannot be filled fails. ``make bad-input``
sends ten thousand requests and prints the counts (BAD_INPUT_REQUESTS says how many).
"""

from collections.abc import Iterator

import pytest

from tests.bad_input.addresses import (
    address,
    has_nothing,
    opened,
    query_names,
    real_values,
    variables,
    visitor_of,
)
from tests.bad_input.attacks import queries
from tests.bad_input.campaign import REQUESTS, Campaign
from tests.bad_input.world import World, undone

#: Of all requests so many in a hundred go to forms, the rest to addresses.
FORMS = 70

pytestmark = pytest.mark.timeout(max(300, REQUESTS))


@pytest.fixture
def campaign(world: World) -> Iterator[Campaign]:
    made = Campaign(world)
    yield made
    print(f"\n{made.report()}")


def verdict(campaign: Campaign, least: int) -> None:
    """Every fault once, and a campaign that did take place."""
    faults = list(dict.fromkeys(campaign.faults))
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)
    assert not any(status >= 500 for status in campaign.statuses)
    assert campaign.sent >= least


def test_every_form_refuses_or_takes_anything(cases, campaign):
    each = -(-REQUESTS * FORMS // 100 // len(cases))
    for case in cases.values():
        campaign.on_form(case, each)
    verdict(campaign, REQUESTS * FORMS // 100)
    assert {200, 302, 400, 422} <= set(campaign.statuses)


def test_every_address_takes_anything(world, campaign):
    rules, names = opened(world), query_names()
    each = -(-REQUESTS * (100 - FORMS) // 100 // len(rules))
    assert {"next", "plan", "muc", "tu_ngay", "vai_tro"} <= set(names)
    for rule in rules:
        real, http = real_values(world, rule), visitor_of(world, rule.endpoint)

        def odd(drawn, rule=rule, real=real, http=http):
            kind, place, part, query = drawn
            path = address(rule, real, place, part)
            campaign.get(http, f"{path}?{query.decode()}" if query else path, kind)

        campaign.drawn(queries(names, rule.rule, len(variables(rule))), each, rule.rule, odd)
    verdict(campaign, REQUESTS * (100 - FORMS) // 100)
    assert {200, 404} <= set(campaign.statuses)


def test_every_address_opens_with_real_objects(world):
    """The positive control: the odd part is what is refused, not the rest of the address."""
    closed = {}
    for rule in opened(world):
        with undone(world.clients[""]):
            path = address(rule, real_values(world, rule))
            answer = visitor_of(world, rule.endpoint).get(path)
            if answer.status_code not in (200, 302) and not has_nothing(rule):
                closed[f"{rule.endpoint} {path}"] = answer.status_code
            answer.close()
    assert closed == {}
