"""The finder of checks and their removal, on a few of them: the campaign cannot rot unseen."""

import pytest

from portal.config import ROOT
from tests.access import only, test_objects, test_scoping, test_writes
from tests.access.checks import checks_in
from tests.access.removal import AT_START, removed

CHECKS = checks_in(ROOT)
#: The file, the function and the beginning of what is asked, and which test misses it.
FEW = {
    "role": ("portal/plans/office.py", "plans", -1, lambda w, c: _opens(w, "appraiser")),
    "guard": ("portal/accounts/access.py", "_guard", -1, lambda w, c: _opens(w, "unit_viewer")),
    "scope": ("portal/inspections/queries.py", "visits_for", -1, lambda w, c: _finds(w)),
    "prepared": ("portal/reports/queries.py", "seen_by", -1, lambda w, c: _finds_one(w)),
    "parent": ("portal/reports/evidence/queries.py", "evidence_for", 0, lambda w, c: _crosses(w)),
    "state": ("portal/inspections/actions.py", "change_visit", 0, lambda w, c: _changes(w, c)),
}


def _opens(world, name):
    test_objects.test_each_person_opens_what_the_table_says_and_nothing_else(world, name)


def _finds(world):
    test_scoping.test_a_query_gives_what_is_ones_own(world, "unit_viewer", "unit")


def _finds_one(world):
    test_scoping.test_a_duty_is_found_by_its_number_only_where_it_is_ones_own(
        world, "unit_viewer", "unit"
    )


def _crosses(world):
    test_objects.test_a_child_of_another_parent_is_not_found_under_ones_own(world, "unit_editor")


def _changes(world, cases):
    endpoint = "inspections_office.edit_visit_save"
    test_writes.test_an_object_is_written_in_the_states_of_the_table_only(world, cases, endpoint)


@pytest.mark.parametrize("kind", sorted(FEW))
def test_a_removed_check_is_missed(world, cases, kind, monkeypatch):
    monkeypatch.setattr(only, "PATTERN", r"(plans_office\.plan|reports_unit|.*edit_visit).*")
    path, inside, which, trial = FEW[kind]
    check = [one for one in CHECKS if (one.path, one.inside) == (path, inside)][which]
    trial(world, cases)
    with removed(check, ROOT), pytest.raises(AssertionError):
        trial(world, cases)
    trial(world, cases)


def test_every_check_leaves_a_module_that_can_be_read():
    """Also that the finder still knows the ways in which the portal asks."""
    for check in CHECKS:
        source = (ROOT / check.path).read_text(encoding="utf-8")
        without = check.removed(source)
        assert without != source
        compile(without, check.path, "exec")
    kinds = {kind: sum(one.kind == kind for one in CHECKS) for kind in {c.kind for c in CHECKS}}
    least = {"role": 150, "state": 30, "parent": 25, "session": 12, "scope": 12, "gate": 2}
    assert kinds.keys() == least.keys()
    assert all(kinds[kind] >= number for kind, number in least.items()), kinds
    assert sum(one.inside in AT_START for one in CHECKS) >= 4
