"""Pasted lists of units against the register of Sơn La."""

import csv

import pytest

from portal.config import ROOT
from portal.plans.matching import match_list


@pytest.fixture(scope="module")
def names():
    path = ROOT / "content" / "provinces" / "son-la" / "units.csv"
    with path.open(encoding="utf-8") as file:
        return [
            (row["code"], row["name"], row["short_name"], *row["aliases"].split(";"))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sở VHTTDL", ["so-van-hoa-the-thao-va-du-lich"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["so-van-hoa-the-thao-va-du-lich"]),
        ("UBND h. Mai Sơn", ["ubnd-huyen-mai-son"]),
        ("ubnd h mai son", ["ubnd-huyen-mai-son"]),
        ("Uỷ ban nhân dân huyện Mai Sơn", ["ubnd-huyen-mai-son"]),
        ("1. Sở Tài chính\n2) So Noi vu", ["so-tai-chinh", "so-noi-vu"]),
        ("Sở Nội vụ tỉnh Sơn La", ["so-noi-vu"]),
        ("Văn phòng UBND tỉnh", ["van-phong-ubnd-tinh"]),
        (
            "+ UBND các huyện: Mai Sơn, Mộc Châu, Bắc Yên, Phù Yên.",
            ["ubnd-huyen-mai-son", "ubnd-huyen-moc-chau", "ubnd-huyen-bac-yen",
             "ubnd-huyen-phu-yen"],
        ),
        (
            "UBND các huyện Mai Sơn, Mộc Châu; các sở Tài chính, Nội vụ",
            ["ubnd-huyen-mai-son", "ubnd-huyen-moc-chau", "so-tai-chinh", "so-noi-vu"],
        ),
        (
            "+ Các sở: Tài chính, Khoa học và Công nghệ, Công thương, Nội vụ, Ngoại vụ, "
            "Ban Quản lý các khu công nghiệp.",
            ["so-tai-chinh", "so-khoa-hoc-va-cong-nghe", "so-cong-thuong", "so-noi-vu",
             "so-ngoai-vu", "ban-quan-ly-khu-cong-nghiep"],
        ),
        (
            "Các sở: Y tế, Văn hóa, Thể thao và Du lịch",
            ["so-y-te", "so-van-hoa-the-thao-va-du-lich"],
        ),
    ],
)  # fmt: skip
def test_lists_as_plans_write_them(names, text, codes):
    assert [match.code for match in match_list(text, names)] == codes


def test_what_fits_nothing_is_returned_as_written(names):
    found = match_list("Sở Vũ trụ\nSở Y tế", names)
    assert [(match.written, match.code) for match in found] == [
        ("Sở Vũ trụ", ""),
        ("Sở Y tế", "so-y-te"),
    ]


def test_a_unit_named_twice_counts_once(names):
    assert len(match_list("Sở Y tế\nSYT", names)) == 1


def test_an_empty_list_names_nobody(names):
    assert match_list(" \n;\n", names) == []


@pytest.mark.parametrize("written", ["UBND TT. Bình Mỹ", "UBND TT Bình Mỹ", "TT. Bình Mỹ"])
def test_a_township_written_short_is_found(written):
    town = ("ubnd-thi-tran-binh-my", "Ủy ban nhân dân thị trấn Bình Mỹ", "UBND thị trấn Bình Mỹ")
    assert [match.code for match in match_list(written, [town])] == ["ubnd-thi-tran-binh-my"]
