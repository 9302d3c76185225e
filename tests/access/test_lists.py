"""Lists and start pages: one's own things and no trace of others'."""

import re

import pytest

from tests.access import expected as to
from tests.access.marks import marks_in, may_read, text_of
from tests.access.only import enough, is_tried
from tests.access.people import PEOPLE
from tests.access.world import AccessWorld

_HREF = re.compile(r'href="(/[^"#?]*)')
#: The page of one report, not the list of them.
_REPORT = re.compile(r"/bao-cao/[0-9]")
#: A list, and the page of the things it leads to.
LISTED = {
    "inspections_unit.visits": "inspections_unit.visit",
    "inspections_team.visits": "inspections_team.visit",
    "inspections_office.schedule": "inspections_office.visit",
    "reports_unit.duties": "reports_unit.report",
    "reports_office.board": "reports_office.duty",
    "publishing_office.requests": "publishing_office.request_page",
}


#: Theirs are the lists of the office's editor.
ALIKE = {"office_approver", "officer_and_unit"}


@pytest.mark.parametrize("name", sorted(PEOPLE.keys() - ALIKE))
def test_every_list_leads_only_to_what_the_person_may_open(world: AccessWorld, name: str):
    person, client = PEOPLE[name], world.visitor(name).http
    faults, links, opened = [], {}, 0
    for rule in to.rules_of(world, "GET"):
        if rule.arguments or not to.may_call(person, rule.endpoint):
            continue
        answer = client.get(rule.rule)
        audience = "any" if rule.endpoint == "start.index" else to.audience_of(rule.endpoint)
        found = {mark for mark in marks_in(answer) if not may_read(person, audience, mark)}
        faults += [f"{rule.endpoint} repeats {mark}" for mark in found]
        # a list may be a spreadsheet as well, which leads nowhere
        for path in _HREF.findall(text_of(answer)):
            links.setdefault(path, rule.endpoint)
        opened += 1
    for path, endpoint in links.items():
        if path.startswith("/lam-viec/") and to.status(client, path) not in (200, 302):
            faults.append(f"{endpoint} leads to {path}")
    assert not faults, "\n".join(faults)
    assert enough(opened, 4)


@pytest.mark.parametrize("name", ["unit_editor", "team_member"])
def test_a_visit_leads_only_to_what_the_person_may_open(world: AccessWorld, name: str):
    """To the report of this visit and no other's, and to none that was not sent yet."""
    client, endpoint, reports = world.visitor(name).http, f"inspections_{name[:4]}.visit", 0
    for thing in world.of("visit"):
        if to.is_seen(PEOPLE[name], endpoint, thing):
            page = client.get(to.path_of(world, endpoint, {"visit_id": thing.values["visit_id"]}))
            for path in sorted({one for one in _HREF.findall(page.text) if _REPORT.search(one)}):
                reports += 1
                assert marks_in(client.get(path)) & {
                    (thing.side, duty.state, "duty") for duty in world.of("duty")
                }, (thing.name, path)
    assert reports >= 3


@pytest.mark.parametrize("endpoint", sorted(filter(is_tried, LISTED)))
@pytest.mark.parametrize(
    "name", ["unit_viewer", "other_unit_head", "team_head", "other_team_member", "recused_member",
             "officer_and_unit", "unit_of_nowhere", "supervisor"],
)  # fmt: skip
def test_a_list_names_all_that_is_ones_own_and_nothing_else(world: AccessWorld, name, endpoint):
    person, target = PEOPLE[name], LISTED[endpoint]
    rule = next(one for one in to.rules_of(world, "GET") if one.endpoint == endpoint)
    if not to.may_call(person, endpoint):
        assert world.visitor(name).http.get(rule.rule).status_code == 404
        return
    links = set(_HREF.findall(world.visitor(name).http.get(rule.rule).text))
    page = next(one for one in to.rules_of(world, "GET") if one.endpoint == target)
    for _at, thing in to.things_for(world, target):
        path = to.path_of(world, target, to.values_for(page, thing) or {})
        assert (path in links) == to.is_seen(person, target, thing), thing.name
