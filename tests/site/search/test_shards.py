"""The lists of the frozen index."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portal.site.search.shards import (
    Record,
    changed,
    content_of,
    decoded,
    encoded,
    script,
    shard_name,
    shard_of,
    whole,
)
from portal.site.search.words import said

TEXTS = st.lists(st.sampled_from(["hồ sơ", "ho so", "đường xá", "TTHC", "kế hoạch. kiểm tra"]))
SITES = st.dictionaries(st.integers(1, 99), TEXTS.map(" ".join), max_size=8)


@given(st.sets(st.integers(2, 3_000_000), max_size=50))
def test_places_come_back_as_they_were(places: set[int]) -> None:
    one_each = {place >> 1: place for place in places}
    given_places = sorted(one_each.values())
    assert list(decoded(encoded(given_places))) == list(given_places)


def test_spellings_of_a_folded_term_share_a_shard() -> None:
    assert shard_of("đường xá", 2048) == shard_of("dương xa", 2048) == shard_of("duong xa", 2048)


@given(SITES, SITES)
def test_a_changed_index_is_the_whole_one(before: dict[int, str], after: dict[int, str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        last = Path(name)
        (last / shard_name(0)).parent.mkdir(parents=True)
        shards = dict(whole(_records(before), 16))
        for number, content in shards.items():
            (last / shard_name(number)).write_text(script("tu", number, content), "utf-8")
            assert content_of(last / shard_name(number)) == content
        now = dict(whole(_records(after), 16))
        edited = dict(changed(_records(before), _records(after), 16, last))
        assert {**shards, **edited} == now
        assert [list(one) for one in {**shards, **edited}.values()] == [
            list(o) for o in now.values()
        ]
        assert all(shards[number] != content for number, content in edited.items())


def _records(texts: dict[int, str]) -> list[Record]:
    return [Record(number, *said("Kế hoạch", f"\t{texts[number]}")) for number in sorted(texts)]
