"""Words as search compares them."""

import pytest

from portal.site.search.words import fold_word, query_of, with_other_words, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("thuỷ", "thủy"), ("Khoẻ", "khỏe"), ("Uỷ", "ủy"), ("quý", "quí"),
        ("kĩ", "kỹ"), ("lí", "lý"), ("tỉ", "tỷ"), ("06", "6"), ("ĐƯỜNG", "đường"),
        ("hoa\u0300", "hòa"), ("ｋế", "kế"),
    ],
)  # fmt: skip
def test_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize("pair", [("ta", "tạ"), ("thi", "thy"), ("i", "y"), ("hai", "hay")])
def test_other_words_stay_apart(pair: tuple[str, str]) -> None:
    assert words_of(pair[0]) != words_of(pair[1])


def test_folded_words_keep_their_length() -> None:
    for word in words_of("Đường Nguyễn Thượng Hiền, phường Ô Chợ Dừa; hoà giải ở cơ sở"):
        assert len(fold_word(word)) == len(word)
        assert fold_word(word).isascii()


def test_numbers_signs_and_dates_are_words() -> None:
    assert words_of("Số 143/KH-UBND ngày 06/02/2026") == [
        "số", "143", "kh", "ubnd", "ngày", "6", "2", "2026",
    ]  # fmt: skip


def test_what_is_said_otherwise_stands_with_its_neighbours() -> None:
    assert "quyết thủ tục hành chính tại" in " ".join(with_other_words("Giải quyết TTHC tại xã"))
    assert "giải tthc tốt" in " ".join(with_other_words("giải thủ tục hành chính tốt"))
    assert "6 2 2026" in " ".join(with_other_words("ngày 06 tháng 02 năm 2026"))


def test_a_query_follows_pairs_not_across_a_sentence() -> None:
    query = query_of("Kế hoạch. Kiểm tra")
    assert query.words == ("kế", "họach", "kiểm", "tra")
    assert query.pairs == ("kế họach", "kiểm tra")
    assert query.marked
    assert not query_of("ke hoach").marked
    assert query_of("ngày 6 tháng 2 năm 2026").words == query_of("ngày 6/2/2026").words


def test_a_query_is_bounded() -> None:
    assert len(query_of("a1 " * 500).words) == 1
    assert len(query_of(" ".join(f"w{n}" for n in range(90))).words) == 12
