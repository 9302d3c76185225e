"""The readers of free text, with any text at all: a value, or the error they name."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.replay import local_target, pairs_in
from portal.documents.markup import clean_html, markdown_html, text_of, too_deep
from portal.plans.matching import match_list
from portal.reports.form_version import TYPES, Indicator
from portal.reports.rules import BadValue
from portal.reports.statistics.rules import read_cell, typed_again
from portal.vietnamese import (
    collation_key,
    fold,
    format_date,
    format_number,
    has_control,
    looks_legacy,
    nfc,
    parse_date,
    parse_number,
    person_key,
    slug,
)
from portal.web.described import clean_text, shown_again
from tests.bad_input.values import ATTRIBUTE, SCRIPT, VALUES
from tests.page_checks import Page

#: Any text, and texts made of what numbers, dates, markup and JSON are made of.
ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.sampled_from([value[:5000] for value in VALUES]),
    st.text(alphabet="0123456789.,-−/ %\u00a0²٣thángnăàkpsd", max_size=45),
    st.text(alphabet="<>/=\"' abhimgonreftscp&;:#!-[]()*_`|\n\x00\u202e", max_size=60),
    st.text(alphabet='[]{}",:0123456789\\ud8', max_size=30),
)

always_the_same = settings(derandomize=True, deadline=None)


def outcome(refusal: type[Exception], read: Callable[..., Any], *args: Any) -> tuple[Any, str]:
    """(what was read, "") or (None, why not): no other error is let through."""
    try:
        return read(*args), ""
    except refusal as error:
        return None, str(error) or "no words"


@always_the_same
@given(ANY_TEXT)
def test_a_number_is_read_or_refused(text):
    number, refusal = outcome(ValueError, parse_number, text)
    assert isinstance(number, Decimal) != bool(refusal)
    if not refusal:
        assert parse_number(format_number(number)) == number


@always_the_same
@given(ANY_TEXT)
def test_a_date_is_read_or_refused(text):
    day, refusal = outcome(ValueError, parse_date, text)
    assert isinstance(day, date) != bool(refusal)
    if not refusal:
        assert parse_date(format_date(day)) == day


@always_the_same
@given(ANY_TEXT, st.booleans(), st.booleans())
def test_cleaned_markup_is_harmless_and_stays_as_it_is(text, anchors, images):
    once = clean_html(text, keep_anchors=anchors, images=images)
    assert clean_html(once, keep_anchors=anchors, images=images) == once
    _harmless(once)
    text_of(once)


@pytest.mark.parametrize("part", ["<ul><li>", "<blockquote>", "<div>x", "<table><tr><td>"])
def test_what_is_nested_without_end_is_refused_before_it_is_cleaned(part):
    assert too_deep(part * 20_000)
    assert not too_deep((part + part[0] + "/" + part[1:]) * 5)
    assert not too_deep("<ul>" + "<li>một<li>hai" * 500 + "</ul>")


@always_the_same
@given(ANY_TEXT)
def test_markdown_is_harmless(text):
    _harmless(markdown_html(text))


@pytest.mark.parametrize(
    "text", [SCRIPT, ATTRIBUTE, "<svg/onload=alert(1)>", "<a href='javascript:x'>"]
)
def test_known_attacks_leave_nothing_that_runs(text):
    for made in (clean_html(text), clean_html(text, keep_anchors=True), markdown_html(text)):
        _harmless(made)


def _harmless(made: str) -> None:
    page = Page(made)
    inline = [one for one in page.problems if one.startswith("inline")]
    assert inline == []
    assert not [link for link in page.links if link.lower().strip().startswith("javascript")]
    assert "<script" not in made.lower()


@always_the_same
@given(st.sampled_from(sorted(TYPES)), st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_a_cell_is_read_or_refused_and_shown_again_as_read(kind, typed):
    item = Indicator("x", "1", "Chỉ tiêu", "", kind, ("tử", "mẫu"), "g", None, False, True)
    stored, refusal = outcome(BadValue, read_cell, item, typed)
    if not refusal:
        assert read_cell(item, typed_again(item, stored)) == stored


@always_the_same
@given(ANY_TEXT)
def test_text_is_cleaned_or_refused(text):
    clean, refusal = outcome(ValueError, clean_text, text)
    kept = shown_again(text) if refusal else clean
    assert not has_control(kept)
    assert refusal or kept == nfc(kept).strip()
    kept.encode("utf-8")


@always_the_same
@given(ANY_TEXT)
def test_words_are_folded_sorted_and_matched_whatever_they_are(text):
    assert slug(text).isascii()
    assert len(slug(text)) <= 100
    assert isinstance(fold(text), str)
    assert collation_key(text) <= collation_key(text)
    person_key(text)
    looks_legacy(text)
    match_list(text, [("Sở Tư pháp",), ("UBND xã Mường É", "Mường É")])


@always_the_same
@given(ANY_TEXT)
def test_what_a_browser_kept_is_pairs_of_text_or_nothing(text):
    for name, value in pairs_in(text):
        f"{name}{value}".encode()


@pytest.fixture(scope="module")
def somewhere() -> Iterator[None]:
    """An address of its own to fall back to."""
    app = Flask(__name__)
    app.add_url_rule("/lam-viec/", "start.index")
    with app.test_request_context():
        yield


@always_the_same
@given(st.one_of(ANY_TEXT, st.text(alphabet="/\\:@.\r\n\t ahtpx", max_size=12)))
def test_after_sign_in_nobody_is_led_off_the_site(somewhere, text):
    target = local_target(text)
    assert target.startswith("/")
    assert target[1:2] not in ("/", "\\")
    assert not set("\r\n\t") & set(target)
