"""Drafts: compare-and-set of a field, of a page, and what the draft then holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.rules import Actor
from portal.reports import queries
from portal.reports.draft_pages import Entry, save_page
from portal.reports.drafts import Conflict, DraftLocked, Invalid, Saved, save_field
from portal.reports.models import DraftEdit, DraftField, Duty
from portal.reports.rules import Incoming, Stored, decide
from tests.reports import factories

LAN = Actor(None, "Chị Lan", frozenset({"unit_editor"}))
MINH = Actor(None, "Anh Minh", frozenset({"unit_editor"}))
TEXT = "outline:p1.i"
CELL = "stat:i.1-nhiem-vu:current"


@pytest.fixture
def duty(database):
    return queries.duty_row(factories.duty().id)


def value(duty, code=TEXT):
    return queries.draft_values(duty).get(code)


def test_the_first_edit_of_a_blank_field_is_version_1(duty):
    saved = save_field(LAN, duty, TEXT, "Phòng tổ chức", 0, "the-1", 1)
    assert isinstance(saved, Saved)
    assert (saved.version, value(duty)) == (1, "Phòng tổ chức")
    edit = DraftEdit.get()
    assert (edit.before, edit.after, edit.by) == ("null", '"Phòng tổ chức"', "Chị Lan")


def test_two_people_get_both_texts(duty):
    save_field(LAN, duty, TEXT, "của Lan", 0, "the-lan", 1)
    refused = save_field(MINH, duty, TEXT, "của Minh", 0, "the-minh", 1)
    assert isinstance(refused, Conflict)
    assert (refused.theirs, refused.mine, refused.by) == ('"của Lan"', '"của Minh"', "Chị Lan")
    assert value(duty) == "của Lan"
    kept = save_field(MINH, duty, TEXT, "của Minh", refused.version, "the-minh", 2)
    assert isinstance(kept, Saved)
    assert value(duty) == "của Minh"


def test_two_tabs_of_one_person_conflict_as_well(duty):
    save_field(LAN, duty, TEXT, "thẻ một", 0, "the-1", 1)
    assert isinstance(save_field(LAN, duty, TEXT, "thẻ hai", 0, "the-2", 1), Conflict)


def test_a_field_left_as_it_was_keeps_the_version_it_was_seen_at(duty):
    save_field(LAN, duty, TEXT, "một", 0, "the-1", 1)
    save_field(MINH, duty, TEXT, "hai", 1, "the-2", 1)
    untouched = save_field(LAN, duty, TEXT, "một ", 1, "the-1", 2)
    assert (untouched.version, value(duty)) == (1, "hai")
    edit = save_field(LAN, duty, TEXT, "một rưỡi", untouched.version, "the-1", 3)
    assert isinstance(edit, Conflict)


def test_a_page_of_the_tab_that_autosaved_is_no_conflict(duty):
    save_field(LAN, duty, TEXT, "một", 0, "the-1", 1)
    saved = save_page(LAN, duty, [Entry(TEXT, "một hai", 0)], "the-1", 2)
    assert (saved.saved, saved.conflicts, value(duty)) == (1, {}, "một hai")
    late = save_field(LAN, duty, TEXT, "một", 0, "the-1", 1)
    assert (isinstance(late, Saved), value(duty)) == (True, "một hai")
    assert TEXT in save_page(LAN, duty, [Entry(TEXT, "ba", 0)], "the-2", 1).conflicts


def test_a_late_request_of_the_same_tab_changes_nothing(duty):
    save_field(LAN, duty, TEXT, "mới", 0, "the-1", 2)
    late = save_field(LAN, duty, TEXT, "cũ", 0, "the-1", 1)
    assert isinstance(late, Saved)
    assert (late.version, value(duty), DraftEdit.select().count()) == (1, "mới", 1)


def test_a_doubled_request_writes_once(duty):
    for _ in range(2):
        save_field(LAN, duty, TEXT, "một lần", 0, "the-1", 1)
    assert (DraftField.select().count(), DraftEdit.select().count()) == (1, 1)


def test_a_tab_that_lost_the_answer_to_its_own_write_goes_on(duty):
    save_field(LAN, duty, TEXT, "một", 0, "the-1", 1)
    assert isinstance(save_field(LAN, duty, TEXT, "một hai", 0, "the-1", 2), Saved)
    assert value(duty) == "một hai"


def test_what_cannot_be_read_is_refused_with_a_message(duty):
    refused = save_field(LAN, duty, CELL, "mười", 0)
    assert isinstance(refused, Invalid)
    assert "chữ số" in refused.message
    assert DraftField.select().count() == 0


@pytest.mark.parametrize(
    "code", ["stat:khong-co:current", "outline:p9", "x", "task:../..", "done:"]
)
def test_unknown_fields_are_refused(duty, code):
    assert isinstance(save_field(LAN, duty, code, "1", 0), Invalid)


def test_a_submitted_report_is_locked(duty):
    Duty.update(state="submitted").execute()
    with pytest.raises(DraftLocked):
        save_field(LAN, duty, TEXT, "muộn", 0)
    with pytest.raises(DraftLocked):
        save_page(LAN, duty, [Entry(TEXT, "muộn", 0)])


def test_an_autosave_costs_three_queries(duty, queries):
    save_field(LAN, duty, TEXT, "một", 0, "the-1", 1)
    with queries() as seen:
        save_field(LAN, duty, TEXT, "hai", 1, "the-1", 2)
    assert seen.count == 3


def test_a_page_saves_what_is_valid_and_names_the_rest(duty):
    result = save_page(LAN, duty, [Entry(TEXT, "chữ", 0), Entry(CELL, "mười", 0)])
    assert (result.saved, list(result.invalid), result.conflicts) == (1, [CELL], {})
    assert value(duty) == "chữ"


def test_a_page_leaves_alone_what_its_writer_did_not_touch(duty):
    save_field(LAN, duty, CELL, "10", 0)
    shown = queries.draft_fields(duty)
    save_field(MINH, duty, CELL, "11", 1)
    result = save_page(LAN, duty, [Entry(CELL, "10", shown[CELL].version), Entry(TEXT, "x", 0)])
    assert (result.saved, result.conflicts) == (1, {})
    assert value(duty, CELL) == {"state": "value", "value": "11"}


def test_a_page_conflicts_where_both_wrote(duty):
    save_field(LAN, duty, CELL, "10", 0)
    save_field(MINH, duty, CELL, "11", 1)
    result = save_page(LAN, duty, [Entry(CELL, "12", 1)])
    assert list(result.conflicts) == [CELL]
    assert value(duty, CELL) == {"state": "value", "value": "11"}


def test_a_page_twice_writes_once(duty):
    for _ in range(2):
        result = save_page(LAN, duty, [Entry(CELL, "7", 0), Entry(TEXT, "chữ", 0)])
        assert not result.conflicts
    assert DraftEdit.select().count() == 2


def test_fields_of_other_levels_are_kept_but_not_listed(duty):
    save_field(LAN, duty, TEXT, "chữ", 0)
    DraftField.create(
        duty=duty, code="outline:p2.ii.2.a-huyen-xa", value='"huyện"', updated_at=duty.created_at
    )
    assert list(queries.draft_values(duty)) == [TEXT]


requests = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(1, 6), st.text("xyz", max_size=3)), max_size=12
)


@given(requests)
def test_whatever_the_order_of_requests_a_tab_never_overwrites_its_newer_text(sent):
    stored = Stored()
    newest: dict[str, int] = {}
    for client, sequence, text in sent:
        edit = Incoming(f'"{text}"', stored.version, client, sequence)
        decision = decide(stored, edit)
        if stored.client == client and sequence <= newest.get(client, 0):
            assert decision == "late"
        if decision == "write":
            newest[client] = sequence
            stored = Stored(edit.value, stored.version + 1, client, sequence)
        assert decision != "conflict"


@given(st.integers(0, 5), st.integers(0, 5), st.text("ab", max_size=2), st.text("ab", max_size=2))
def test_an_older_version_of_someone_else_never_wins_silently(now, seen, theirs, mine):
    stored, edit = Stored(theirs, now, "A", 1), Incoming(mine, seen, "B", 1)
    assert (decide(stored, edit) == "conflict") == (now != seen and theirs != mine)
