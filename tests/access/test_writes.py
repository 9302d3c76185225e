"""Every address that writes × every person: the forbidden change nothing, the others something."""

from typing import Any

import pytest

from portal.accounts.models import User
from portal.plans.models import Plan, PlanItem, StrandUnit
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest
from portal.reports.models import Duty
from tests.access import expected as to
from tests.access.objects_table import OBJECTS
from tests.access.only import enough, is_tried
from tests.access.people import PEOPLE, Person
from tests.access.posting import adapted, send, undone
from tests.access.test_objects import crossed
from tests.access.things import Thing
from tests.access.world import AccessWorld
from tests.bad_input.samples import SHOWN
from tests.page_forms import forms_of

#: Where the form of one's own account is not taken from everyone: the password is another's.
ONES_OWN = {
    "accounts.change_password", "accounts.typist", "accounts.sign_in",
    "feedback.index", "feedback.lookup", "receipts.check", "people_own.delegate",
    "own_sessions.end", "second_step.enter", "second_step.set_up", "second_step.recovery",
    "second_step.begin", "people_own.invite", "inbox.open_item", "inbox.read_all",
}  # fmt: skip
#: Whose good form is answered with what the file would change: nothing is written yet.
LOOKED_AT = {
    "units_office.import_file", "reports_unit.compare_draft", "reports_unit.compare_excel",
    "reports_unit.compare_word", "reports_office.keying",
    "reports_unit.clean_paste",
}  # fmt: skip
#: Where the object of the good form is in use, so that it is kept.
INSTEAD = {"plans_office.remove_strand": ("plan", "other", "draft")}
#: What is gone or another's is as good as removed: a second click is no error.
REMOVED_ALREADY = {
    "reports_office.remove_comment", "reports_office.remove_note", "reports_unit.remove_evidence",
    "reports_unit.place_evidence",
}  # fmt: skip
#: Addresses that write in some states only.
STATED = [e for e, at in OBJECTS.items() if at.writes is not None and is_tried(e)]
#: In whose name the states of an address are tried.
WRITER = {"unit": "unit_head", "team": "team_secretary", "office": "office_approver"}


def _shown(world: AccessWorld, name: str, thing: Thing, path: str) -> dict[str, Any]:
    """The form to ``path`` as the page of its plan shows it."""
    page = world.clients[name].get(f"/lam-viec/dieu-hanh/ke-hoach/{thing.values['plan_id']}/").text
    return next(form for form in forms_of(page) if form.action == path).data()


def _parts(world: AccessWorld, endpoint: str, thing: Thing) -> dict[str, Any]:
    rule = next(rule for rule in to.rules_of(world, "POST") if rule.endpoint == endpoint)
    return to.values_for(rule, thing) or {}


def _neighbours() -> list[tuple[int, int]]:
    """Rows of plans that no good form is about, and their places."""
    items = PlanItem.select(PlanItem.id, PlanItem.position).join(Plan)
    return list(items.where(Plan.title == "Kế hoạch chưa trình").order_by(PlanItem.id).tuples())


def may_write(person: Person, endpoint: str) -> bool:
    """Whether the object of the good form, which is the own unit's and team's, is theirs."""
    return to.may_call(person, endpoint) and person.sees(to.audience_of(endpoint), "own")


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_who_may_not_write_changes_nothing(world: AccessWorld, cases, name: str):
    person, faults, refused = PEOPLE[name], {}, 0
    before = to.digest()
    for endpoint, case in cases.items():
        if not may_write(person, endpoint):
            refused += 1
            found = send(world, name, case)
            if found != 404:
                faults[endpoint] = found
    assert not faults
    assert to.digest() == before
    assert enough(refused, 20)


@pytest.mark.parametrize("name", sorted(name for name in PEOPLE if name != "without_role"))
def test_who_may_write_does(world: AccessWorld, cases, name: str):
    """The positive control: the same forms are taken from the others, and write."""
    person, faults = PEOPLE[name], {}
    before, alone = to.digest(), _neighbours()
    for endpoint, case in cases.items():
        if not may_write(person, endpoint) or person.tries not in ("", to.audience_of(endpoint)):
            continue
        instead = world.one(*INSTEAD[endpoint]) if endpoint in INSTEAD else None
        path = to.path_of(world, endpoint, _parts(world, endpoint, instead)) if instead else ""
        with undone(world, name):
            shown = _shown(world, name, instead, path) if instead else None
            found = send(world, name, case, path, shown)
            if endpoint in ONES_OWN:
                wrote = found in (200, 302, 422)
            elif endpoint in LOOKED_AT:
                wrote = found == 200 and to.digest() == before
            else:
                wrote = found == (200 if endpoint in SHOWN else 302) and to.digest() != before
            if _neighbours() != alone and endpoint != "plans_office.remove_plan":
                faults[endpoint] = "a row of another plan"
        if not wrote:
            faults[endpoint] = found
    assert not faults


def test_every_address_is_written_to_by_somebody(world: AccessWorld, cases):
    assert not [e for e in cases if not any(may_write(one, e) for one in PEOPLE.values())]
    assert {e for e, at in OBJECTS.items() if at.writes is not None and is_tried(e)} <= set(cases)


@pytest.mark.parametrize("endpoint", STATED)
def test_an_object_is_written_in_the_states_of_the_table_only(world: AccessWorld, cases, endpoint):
    at, case, faults = OBJECTS[endpoint], cases[endpoint], []
    rule = next(rule for rule in to.rules_of(world, "POST") if rule.endpoint == endpoint)
    audience = to.audience_of(endpoint)
    name, before = WRITER[audience], to.digest(files=False)
    for thing in world.of(at.kind):
        values = to.values_for(rule, thing)
        if thing.side != "own" or not to.is_seen(PEOPLE[name], endpoint, thing) or not values:
            continue
        with undone(world, name):
            path = to.path_of(world, endpoint, values)
            found = send(world, name, case, path, adapted(case, thing))
            wrote = to.digest(files=False) != before
        if wrote != (thing.state in (at.writes or "").split()) or found >= 500:
            faults.append(f"{thing.name}: {found}, {'written' if wrote else 'unchanged'}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", sorted(WRITER.values()))
def test_nothing_is_written_to_a_child_of_another_parent(world: AccessWorld, cases, name: str):
    person, faults, tried, before = PEOPLE[name], [], 0, to.digest()
    for rule in to.rules_of(world, "POST"):
        if len(rule.arguments) < 2 or not to.may_call(person, rule.endpoint):
            continue
        for path, _mine in crossed(world, person, rule):
            tried += 1
            found = send(world, name, cases[rule.endpoint], path)
            if found != 404 and not (found == 302 and rule.endpoint in REMOVED_ALREADY):
                faults.append(f"{rule.endpoint}: {found} ({path})")
    assert not faults, "\n".join(faults)
    assert to.digest() == before
    assert enough(tried, 3)


def test_nothing_is_written_without_the_token_of_the_session(world: AccessWorld, cases):
    before, faults = to.digest(), {}
    names = {"office_approver", "unit_editor", "team_head", "admin"}
    for endpoint, case in cases.items():
        name = next((one for one in sorted(names) if may_write(PEOPLE[one], endpoint)), None)
        for token in ("", "khong-phai-ma"):
            found = send(world, name or "unit_editor", case, token=token)
            if found != 400:
                faults[endpoint] = found
    assert not faults
    assert to.digest() == before


def test_who_proposed_does_not_approve(world: AccessWorld, cases):
    case, name = cases["publishing_office.approve"], "office_approver"
    with undone(world, name):
        count = Publication.select().count()
        asked = PublicationRequest.get_by_id(world.ids["request_id"])
        author = world.one("user", "own", "active").values["user_id"]
        for who, published in ((_id_of(name), 0), (author, 1)):
            PublicationRequest.update(author=who).where(PublicationRequest.id == asked.id).execute()
            assert send(world, name, case) == (302 if published else 422)
            assert Publication.select().count() == count + published


def _id_of(username: str) -> int:
    return User.get(User.username == username).id


def test_a_visit_is_released_once_and_only_if_it_was_unannounced(world: AccessWorld, cases):
    case, name, before = cases["inspections_office.reasoned_save"], "office_editor", to.digest()
    for thing in world.of("visit"):
        values = {"visit_id": thing.values["visit_id"], "what": "cong-khai"}
        with undone(world, name):
            send(world, name, case, to.path_of(world, case.endpoint, values), adapted(case, thing))
            assert (to.digest() != before) == (thing.state == "unannounced"), thing.name


def test_a_strand_is_shown_with_its_own_units(world: AccessWorld):
    for thing in world.of("plan"):
        strand = thing.values["strand_id"]
        rows = StrandUnit.select(StrandUnit.unit).where(StrandUnit.strand == strand).tuples()
        values = {"plan_id": thing.values["plan_id"], "strand_id": strand}
        page = world.visitor("office_editor").http.get(
            to.path_of(world, "plans_office.units", values)
        )
        boxes = [one for form in forms_of(page.text) for one in form.inputs.values()]
        ticked = [value for one in boxes if one.kind == "checkbox" for value in one.values]
        assert sorted(ticked) == sorted(str(unit) for (unit,) in rows), thing.name


def test_only_an_awaited_report_is_handed_over(world: AccessWorld, cases):
    case, name = cases["reports_office.hand_over"], "office_editor"
    for state, written in (("open", 1), ("returned", 1), ("submitted", 0), ("accepted", 0)):
        with undone(world, name):
            Duty.update(state=state).where(Duty.id == world.ids["of_a_gone_unit"]).execute()
            before = to.digest()
            send(world, name, case)
            assert (to.digest() != before) == bool(written), state


def test_only_the_head_signs_off_online(world: AccessWorld, cases, monkeypatch):
    """The setting lets the head of a unit send without a signed file, and nobody else."""
    monkeypatch.setitem(world.app.config, "ONLINE_SIGN_OFF", True)
    case = cases["reports_unit.confirm"]
    data = {name: value for name, value in case.good.items() if name != "file"}
    for name, wanted in (("unit_editor", 422), ("unit_head", 302)):
        with undone(world, name):
            assert send(world, name, case, data=data) == wanted
