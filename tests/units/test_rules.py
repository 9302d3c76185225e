"""Matching of names as people write them."""

import pytest

from portal.units.rules import match_names

NAMES = [
    ("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL", "Sở VHTT&DL"),
    ("so-cong-thuong", "Sở Công Thương", "Sở Công Thương"),
    ("so-kh-cn", "Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("mai-son", "Ủy ban nhân dân huyện Mai Sơn", "UBND huyện Mai Sơn"),
    ("moc-chau", "Ủy ban nhân dân huyện Mộc Châu", "UBND huyện Mộc Châu"),
    ("bql-kcn", "Ban Quản lý các khu công nghiệp", "BQL các KCN"),
]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Sở VHTTDL", ["so-vhttdl"]),
        ("so cong thuong", ["so-cong-thuong"]),
        ("UBND h. Mai Sơn", ["mai-son"]),
        ("UBND các huyện: Mai Sơn, Mộc Châu.", ["mai-son", "moc-chau"]),
        ("Các sở: Khoa học và Công nghệ, Công thương", ["so-kh-cn", "so-cong-thuong"]),
        ("Ban Quản lý các KCN", ["bql-kcn"]),
        ("Sở Không Có", [""]),
    ],
)
def test_written_names_find_their_units(written, codes):
    assert [match.code for match in match_names(written, NAMES)] == codes
