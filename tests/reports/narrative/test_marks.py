"""Rich text and its marked text: there and back, and plain answers as they always were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.narrative.blocks import (
    LOOKS,
    Grid,
    Item,
    Listing,
    Paragraph,
    Piece,
    narrative_blocks,
    plain_blocks,
    plain_text,
    tidy,
)
from portal.reports.narrative.marks import blocks_of, marked, parsed, value_of

TEXTS = st.text(st.sampled_from("ab đ*_~^|\\-–+•1. \n|#<&"), min_size=1, max_size=12)
PIECES = st.lists(
    st.builds(Piece, TEXTS, st.frozensets(st.sampled_from(LOOKS), max_size=2)), max_size=4
).map(tuple)
ITEMS = st.builds(Item, PIECES, st.integers(0, 3), st.booleans())
BLOCKS = st.lists(
    st.one_of(
        st.builds(Paragraph, PIECES),
        st.builds(Listing, st.lists(ITEMS, max_size=4).map(tuple)),
        st.builds(
            Grid,
            st.lists(st.lists(PIECES, max_size=3).map(tuple), max_size=3).map(tuple),
            st.booleans(),
        ),
    ),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_whatever_is_written_is_read_back(blocks):
    rich = tidy(blocks)
    assert tidy(rich) == rich
    assert parsed(marked(rich)) == rich
    assert blocks_of(value_of(rich)) == rich


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read_and_is_stable_after_that(text):
    rich = parsed(text)
    assert parsed(marked(rich)) == rich


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab -*•\n12."), max_size=40))
def test_a_plain_answer_means_what_it_always_meant(text):
    """Signs of marked text have no meaning in it."""
    kinds = {"p": Paragraph, "ul": Listing}
    assert [type(block) for block in blocks_of(text)] == [
        kinds[kind] for kind, _lines in narrative_blocks(text)
    ]
    assert not any(piece.looks for block in blocks_of(text) if isinstance(block, Paragraph)
                   for piece in block.pieces)  # fmt: skip


def test_formatting_is_stored_only_where_there_is_some():
    plain = plain_blocks("Kết quả\n- Một\n- Hai\nHết")
    assert value_of(plain) == "Kết quả\n- Một\n- Hai\nHết"
    rich = (Paragraph((Piece("Kết "), Piece("quả", frozenset({"bold"})))),)
    assert value_of(rich) == {"marked": "Kết **quả**"}
    numbered = (Listing((Item((Piece("Một"),), 0, True), Item((Piece("Hai"),), 0, True))),)
    assert value_of(numbered) == {"marked": "1. Một\n2. Hai"}


def test_the_words_of_a_rich_answer():
    rich = parsed("**Bảng**\n\n| Tên | Số |\n|---|---|\n| A\\|B | 1\\n2 |\n\n1. Một\n  - Hai")
    assert plain_text(rich) == "Bảng\nTên | Số\nA|B | 1 2\n1. Một\n- Hai"
    assert rich[1].headed


def test_a_sign_alone_stands_for_itself():
    assert parsed("2 * 3 = 6")[0] == Paragraph((Piece("2 * 3 = 6"),))
    assert parsed("\\- không phải mục")[0] == Paragraph((Piece("- không phải mục"),))
