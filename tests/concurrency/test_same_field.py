"""One field of a draft, written by many at the same instant: one wins, all others are told."""

import pytest

from portal import db
from portal.accounts.rules import Actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import Conflict, Saved, save_field
from portal.reports.models import DraftEdit, DraftField
from tests.concurrency.at_once import at_once
from tests.reports import factories

TEXT = "outline:p1.i"
CELL = "stat:i.1-nhiem-vu:current"
WRITERS = 6
ROUNDS = 25


def actor(number: int) -> Actor:
    return Actor(None, f"Người {number}", frozenset({"unit_editor"}))


@pytest.fixture
def duty(database):
    return queries.duty_row(factories.duty().id)


def whole_history(duty, code):
    """The edits of a field, each of which started where the one before had ended."""
    edits = list(
        DraftEdit.select()
        .where(DraftEdit.duty == duty, DraftEdit.code == code)
        .order_by(DraftEdit.version)
    )
    assert [edit.version for edit in edits] == list(range(1, len(edits) + 1))
    assert [edit.before for edit in edits] == ["null", *(edit.after for edit in edits[:-1])]
    return edits


def test_autosaves_of_one_version_at_one_instant(app, duty):
    """From a blank field on, every version is taken by exactly one of the writers."""
    for seen in range(ROUNDS):

        def write(number, seen=seen):
            client = f"the-{number}"
            return save_field(actor(number), duty, TEXT, f"{seen}-{number}", seen, client, seen + 1)

        results = at_once(app, [lambda n=n: write(n) for n in range(WRITERS)])
        saved = [result for result in results if isinstance(result, Saved)]
        told = [result for result in results if isinstance(result, Conflict)]
        assert (len(saved), len(told)) == (1, WRITERS - 1), results
        assert {result.theirs for result in told} == {saved[0].value}
        assert queries.draft_values(duty)[TEXT] == saved[0].value.strip('"')
    assert len(whole_history(duty, TEXT)) == ROUNDS


def test_pages_and_autosaves_at_one_instant(app, duty):
    for seen in range(ROUNDS):

        def page(number, seen=seen):
            entries = [
                Entry(TEXT, f"trang {seen}-{number}", seen),
                Entry(CELL, f"{seen}{number}", seen),
            ]
            return save_page(actor(number), duty, entries, f"trang-{number}", seen + 1)

        def cell(number, seen=seen):
            client = f"o-{number}"
            return save_field(
                actor(number), duty, TEXT, f"ô {seen}-{number}", seen, client, seen + 1
            )

        calls = [lambda n=n: page(n) for n in range(3)] + [lambda n=n: cell(n) for n in range(3)]
        results = at_once(app, calls)
        won = [result for result in results[:3] if TEXT not in result.conflicts]
        won += [result for result in results[3:] if isinstance(result, Saved)]
        assert len(won) == 1, results
        assert sum(CELL not in result.conflicts for result in results[:3]) == 1
    assert len(whole_history(duty, TEXT)) == len(whole_history(duty, CELL)) == ROUNDS


def test_one_request_delivered_many_times_writes_once(app, duty):
    for turn in range(ROUNDS):

        def write(turn=turn):
            return save_field(actor(1), duty, TEXT, f"lần {turn}", turn, "the-1", turn + 1)

        results = at_once(app, [write] * WRITERS)
        assert all(isinstance(result, Saved) for result in results), results
    assert len(whole_history(duty, TEXT)) == ROUNDS
    assert DraftField.select().count() == 1


def test_the_instant_is_real(app):
    """The barrier lets all go together: their transactions would overlap."""
    found = at_once(app, [lambda: db.database.is_closed()] * 3)
    assert found == [False] * 3
