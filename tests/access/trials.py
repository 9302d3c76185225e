"""The access tests as calls, for one check: those of its addresses first, at last all of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.access import (
    only,
    test_apart,
    test_doors,
    test_lists,
    test_objects,
    test_scoping,
    test_writes,
)
from tests.access.checks import Check
from tests.access.people import OUTSIDE, PEOPLE, UNFINISHED
from tests.access.world import AccessWorld

Trial = Callable[[], Any]
#: Where a check of a feature can be missed: its own addresses and the start page.
_FEATURES = {
    "inspections": "(inspections|start).*", "reports": "(reports|start).*",
    "plans": "(plans|start).*", "publishing": "(publishing|start).*",
    "accounts": "(accounts|start).*", "units": "units.*",
}  # fmt: skip
#: These people differ in what a check could tell apart.
_TELLING = (
    "unit_viewer", "other_unit_head", "recused_member", "office_editor", "supervisor", "admin",
    "without_role", "lapsed", "unit_editor", "team_member",
)  # fmt: skip
_THOROUGH = ("unit_viewer", "team_member", "office_editor", "supervisor", "unit_editor")


class Trials:
    """Calls the tests on one world. ``cases`` are the good forms of all addresses."""

    def __init__(self, world: AccessWorld, cases: dict[str, Any]) -> None:
        self.world, self.every, self.backed = world, cases, False

    @property
    def cases(self) -> dict[str, Any]:
        """The forms of the addresses that are tried."""
        return {name: case for name, case in self.every.items() if only.is_tried(name)}

    def misses(self, check: Check, endpoints: list[str], thorough: bool = True) -> str:
        """The first test that turns red without ``check``; empty when none does."""
        feature = _FEATURES.get(check.path.split("/")[1], "")
        own = "|".join(name.replace(".", r"\.") for name in endpoints)
        for pattern, trials in ((own or feature, self.first(check)), (feature, self.all(_TELLING))):
            only.PATTERN = pattern
            if red := self._red(trials):
                return red
            if not thorough:
                break
        return ""

    def red_of_all(self) -> str:
        """The first test that is red with every check in place; empty as it should be."""
        only.PATTERN = ""
        return self._red(self.all(tuple(PEOPLE)))

    def _red(self, trials: Iterator[Trial]) -> str:
        for trial in trials:
            try:
                trial()
            except (Exception, pytest.fail.Exception) as red:  # noqa: BLE001 - red is red
                return f"{type(red).__name__}: {red}"
        return ""

    def first(self, check: Check) -> Iterator[Trial]:
        """The tests that a check of this kind most likely turns red."""
        world = self.world
        if check.inside in ("visits_for", "seen_by"):
            yield from self.scoping()
        elif check.kind == "role" and "import" in check.without:
            for name in ("lapsed", "unit_viewer"):
                yield (
                    lambda name=name: (
                        test_objects.test_each_person_opens_what_the_table_says_and_nothing_else(  # type: ignore[misc]
                            world, name
                        )
                    )
                )
                yield lambda name=name: test_writes.test_who_may_not_write_changes_nothing(  # type: ignore[misc]
                    world, self.cases, name
                )
            yield lambda: test_doors.test_outside_there_is_nothing_but_the_sign_in_page(
                world, self.cases, "anonymous"
            )
        elif check.kind == "state":
            yield from self.states()
        elif check.kind in ("session", "scope"):
            yield from self.doors()
        else:
            if check.kind == "parent":
                yield from self.parents()
            for name in _THOROUGH:
                yield from self.reading(name)
            if check.kind != "parent":
                yield from self.parents()

    def all(self, names: tuple[str, ...]) -> Iterator[Trial]:
        """Every test, for these people."""
        yield from self.states()
        yield from self.parents()
        if not self.backed:  # the second lock alone would turn these red
            yield from self.scoping()
        yield from self.doors()
        for name in names:
            yield from self.reading(name)
        for name in names:
            yield lambda name=name: test_writes.test_who_may_not_write_changes_nothing(  # type: ignore[misc]
                self.world, self.cases, name
            )
        for name in names:
            yield lambda name=name: test_writes.test_who_may_write_does(  # type: ignore[misc]
                self.world, self.cases, name
            )

    def reading(self, name: str) -> Iterator[Trial]:
        """What one person reads."""
        yield lambda: test_objects.test_each_person_opens_what_the_table_says_and_nothing_else(
            self.world, name
        )
        yield lambda: test_lists.test_every_list_leads_only_to_what_the_person_may_open(
            self.world, name
        )
        if name in ("unit_editor", "team_member"):
            yield lambda: test_lists.test_a_visit_leads_only_to_what_the_person_may_open(
                self.world, name
            )

    def parents(self) -> Iterator[Trial]:
        """Parts of another parent."""
        for kind in test_apart.QUERIES:
            yield lambda kind=kind: test_apart.test_the_rows_of_one_are_not_those_of_another(  # type: ignore[misc]
                self.world, kind
            )
        for name in sorted(test_writes.WRITER.values()):
            yield (
                lambda name=name: (
                    test_objects.test_a_child_of_another_parent_is_not_found_under_ones_own(  # type: ignore[misc]
                        self.world, name
                    )
                )
            )
            yield (
                lambda name=name: test_writes.test_nothing_is_written_to_a_child_of_another_parent(  # type: ignore[misc]
                    self.world, self.cases, name
                )
            )

    def states(self) -> Iterator[Trial]:
        """What may be written when."""
        for endpoint in test_writes.STATED:
            if only.is_tried(endpoint):
                yield (
                    lambda endpoint=endpoint: (
                        test_writes.test_an_object_is_written_in_the_states_of_the_table_only(  # type: ignore[misc]
                            self.world, self.every, endpoint
                        )
                    )
                )
        yield lambda: test_writes.test_a_visit_is_released_once_and_only_if_it_was_unannounced(
            self.world, self.every
        )
        yield lambda: test_writes.test_only_an_awaited_report_is_handed_over(self.world, self.every)
        yield lambda: test_writes.test_a_strand_is_shown_with_its_own_units(self.world)
        yield lambda: test_writes.test_who_proposed_does_not_approve(self.world, self.every)
        yield lambda: self._patched(test_writes.test_only_the_head_signs_off_online, self.every)

    def scoping(self) -> Iterator[Trial]:
        """The scoping queries themselves."""
        for name in PEOPLE:
            for audience in ("office", "team", "unit"):
                yield lambda n=name, a=audience: test_scoping.test_a_query_gives_what_is_ones_own(  # type: ignore[misc]
                    self.world, n, a
                )
            yield lambda n=name: test_scoping.test_autosave_finds_the_duties_of_ones_own_unit(  # type: ignore[misc]
                self.world, n
            )

    def doors(self) -> Iterator[Trial]:
        """Signing in and out, sessions, tokens."""
        for name in (*(one.name for one in OUTSIDE), *UNFINISHED):
            test = (
                test_doors.test_first_things_come_first
                if name in UNFINISHED
                else test_doors.test_outside_there_is_nothing_but_the_sign_in_page
            )
            yield lambda name=name, test=test: test(self.world, self.cases, name)  # type: ignore[misc]
        yield lambda: self._patched(
            test_doors.test_a_demo_account_is_worth_nothing_outside_demo_mode
        )
        yield lambda: test_doors.test_a_locked_account_does_not_sign_in(self.world)
        for endpoint in ("accounts_admin.set_active", "accounts_admin.reset"):
            yield lambda e=endpoint: (  # type: ignore[misc]
                test_doors.test_locking_and_a_new_password_end_every_session(
                    self.world, self.every, e, "admin"
                )
            )
        yield lambda: test_doors.test_signing_out_ends_the_session_for_a_copied_cookie_too(
            self.world
        )
        yield lambda: test_doors.test_changing_the_password_ends_the_other_sessions(
            self.world, self.every
        )
        yield lambda: self._patched(
            test_doors.test_a_route_that_names_no_role_is_closed_to_everyone
        )

    def _patched(self, test: Callable[..., Any], *more: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            test(self.world, *more, monkeypatch=patch)
