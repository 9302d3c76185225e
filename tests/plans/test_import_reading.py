"""What the import reads: the real plans against a reviewed table, and three unlike ones."""

from datetime import date

import pytest

from portal.plans.importing.letterhead import spelled
from portal.plans.importing.mentions import find_units
from tests.plans.import_documents import OWN
from tests.plans.import_measures import SEEDS, rates, read, tree_of

#: Reviewed by hand against the documents: number, day, signer, title, capacity, issuer, days.
FACTS = {
    "000_bafa2bbb808fc817": (
        "quang-nam", 2024, "", "", "Hồ Quang Bửu", "Phó Chủ tịch", "KT.",
        "Ủy ban nhân dân tỉnh Quảng Nam",
        {("months", "4,5,6,7,8,9"), ("days_before_visit", "5")},
        {
            "toan-dien": 15, "chuyen-de": 1, "cong-vu": 0, "dot-xuat": 0, "qua-bao-cao": 0,
            "truc-tuyen": 0,
        },
        1, 9,
    ),
    "001_18da4caefb78e105": (
        "ha-nam", 2022, "", "", "Trương Quốc Huy", "Chủ tịch", "TM.",
        "Ủy ban nhân dân tỉnh Hà Nam",
        {
            ("quarter", "3"), ("days_before_visit", "7"), ("before_date", "2022-10-30"),
            ("before_date", "2022-09-30"),
        },
        {"truc-tiep": 9, "tu-kiem-tra": 0},
        1, 7,
    ),
    "002_8078c6f4472879e8": (
        "thai-nguyen", 2024, "220/KH-UBND", "19/12/2023", "Trịnh Việt Hùng", "Chủ tịch", "",
        "Ủy ban nhân dân tỉnh Thái Nguyên",
        {
            ("by_date", "2024-10-30"), ("before_date", "2024-10-30"), ("before_date", "2024-06-15"),
            ("before_date", "2024-12-01"), ("range", "2024-01-01..2024-12-31"),
        },
        {"cong-vu": 0, "dot-xuat": 0, "truc-tiep": 0, "tu-kiem-tra": 0},
        12, 9,
    ),
    "003_83904f557bb4d90c": (
        "son-la", 2024, "", "", "Hoàng Quốc Khánh", "Chủ tịch", "",
        "Chủ tịch Ủy ban nhân dân tỉnh Sơn La",
        {("before_date", "2024-10-30"), ("days_before_visit", "10"), ("days_before_visit", "5")},
        {"truc-tiep": 10, "tu-kiem-tra": 0, "dot-xuat": 0},
        3, 7,
    ),
    "004_160119d2f152cc30": (
        "quang-nam", 2023, "5484/KH-UBND", "16/08/2023", "Hồ Quang Bửu", "Phó Chủ tịch", "KT.",
        "Ủy ban nhân dân tỉnh Quảng Nam", set(), None, 2, 11,
    ),
}  # fmt: skip


@pytest.mark.skipif(not SEEDS.exists(), reason="the real documents are not on this machine")
@pytest.mark.parametrize("name", FACTS)
def test_the_real_plans_are_read_as_a_careful_reader_reads_them(name):
    province, year, number, day, signer, title, capacity, issuer, days, kinds, bases, to = FACTS[
        name
    ]
    found = read((SEEDS / f"{name}.docx").read_bytes(), province, year)
    facts = {key: fact.value for key, fact in found.head.facts.items()}
    assert (facts["number"], facts["issued_on"]) == (number, day)
    assert (facts["signer"], facts["signer_title"], facts["sign_capacity"]) == (
        signer,
        title,
        capacity,
    )
    assert facts["issuer"] == issuer
    assert found.days == days
    assert len(found.bases) == bases
    assert len(found.head.recipients) == to
    assert not any("\\" in line for line in found.head.recipients)
    if kinds is not None:
        sure = {key: len(found.units(key)) for key, one in found.kinds.items() if one.sure}
        assert sure == kinds
    if not number:
        assert "để trống số" in found.head.facts["number"].note


@pytest.mark.skipif(not SEEDS.exists(), reason="the real documents are not on this machine")
def test_two_boundary_words_for_one_duty_are_pointed_out():
    found = read((SEEDS / "002_8078c6f4472879e8.docx").read_bytes(), "thai-nguyen", 2024)
    doubted = [one for one in found.deadlines if "hai cách" in one.note]
    assert {one.rule.kind for one in doubted} == {"by_date", "before_date"}
    assert {one.duty for one in doubted} == {"self_inspection_report"}


@pytest.mark.skipif(not SEEDS.exists(), reason="the real documents are not on this machine")
def test_reports_on_the_civil_service_are_told_apart_by_half_year_and_year():
    found = read((SEEDS / "002_8078c6f4472879e8.docx").read_bytes(), "thai-nguyen", 2024)
    days = {
        (one.duty, one.rule.day) for one in found.deadlines if one.duty.startswith("civil_service")
    }
    assert days == {
        ("civil_service_half", date(2024, 6, 15)), ("civil_service_year", date(2024, 12, 1)),
    }  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_three_unlike_documents(name):
    content, expected = OWN[name]()
    found = read(content, expected.register, expected.issued_on.year)
    assert found.head.issued_on == expected.issued_on
    facts = {key: fact.value for key, fact in found.head.facts.items()}
    assert facts["number"] == expected.number
    assert (facts["signer"], facts["signer_title"]) == (expected.signer, expected.signer_title)
    for key, units in expected.units.items():
        assert rates(found.units(key), units) == (1.0, 1.0)
    assert rates(found.days, expected.days) == (1.0, 1.0)
    sessions = {(one.on, one.unit.code) for one in found.sessions if one.unit}
    assert rates(sessions, expected.sessions) == (1.0, 1.0)


def test_a_schedule_keeps_part_place_team_and_chair():
    content, expected = OWN["merged"]()
    first, second, third, last = read(content, expected.register, 2024).sessions
    assert (first.part, first.place, first.team, first.chair) == (
        "morning", "Phòng họp Sở Y tế", "Đoàn số 1", "Lê Văn Minh Họa",
    )  # fmt: skip
    assert (second.part, second.team, second.chair) == ("afternoon", "Đoàn số 1", "Lê Văn Minh Họa")
    assert third.chair == "Phạm Thị Ví Dụ"
    assert (last.part, last.time) == ("morning", "08:00")


WRITTEN = {
    "Sở VHTTDL": ("so-van-hoa-the-thao-va-du-lich", "exact"),
    "Sở VH,TT&DL": ("so-van-hoa-the-thao-va-du-lich", "exact"),
    "Sở Văn hoá, Thể thao và Du lịch": ("so-van-hoa-the-thao-va-du-lich", "exact"),
    "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH": ("so-van-hoa-the-thao-va-du-lich", "exact"),
    "Sở LĐ-TB&XH": ("so-lao-dong-thuong-binh-va-xa-hoi", "exact"),
    "Sở KH&ĐT": ("so-ke-hoach-va-dau-tu", "exact"),
    "UBND h. Bình Lục": ("ubnd-huyen-binh-luc", "exact"),
    "UBND huyện Bình Lục": ("ubnd-huyen-binh-luc", "exact"),
    "Uỷ ban nhân dân huyện Bình Lục": ("ubnd-huyen-binh-luc", "exact"),
    "huyện Bình Lục": ("ubnd-huyen-binh-luc", "exact"),
    "TX Duy Tiên": ("ubnd-thi-xa-duy-tien", "exact"),
    "UBND TP. Phủ Lý": ("ubnd-thanh-pho-phu-ly", "exact"),
    "UBND huyện Kim Bàng": ("ubnd-huyen-kim-bang", "marks"),
    "So Tai chinh": ("so-tai-chinh", "marks"),
    "Sở Tài chnh": ("so-tai-chinh", "close"),
    "Phòng Nội vụ thành phố Phủ Lý": ("ubnd-thanh-pho-phu-ly", "below"),
    "BHXH tỉnh": ("bao-hiem-xa-hoi-tinh", "exact"),
    "BQL các KCN": ("ban-quan-ly-khu-cong-nghiep", "exact"),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_unit_is_found_however_it_is_written(written):
    (found,) = find_units(f"- {written};", tree_of("ha-nam"))
    assert (found.code, found.how) == WRITTEN[written]


def test_what_fits_nothing_is_listed_with_what_is_near():
    (found,) = find_units("- Sở Công nghệ cao;", tree_of("ha-nam"))
    assert found.code == ""
    assert "so-khoa-hoc-va-cong-nghe" in found.candidates


def test_a_list_of_several_kinds_gives_each_name_its_own():
    found = find_units(
        "- UBND các huyện, thị xã, thành phố: Bình Lục, Duy Tiên, Phủ Lý.", tree_of("ha-nam")
    )
    assert [one.code for one in found] == [
        "ubnd-huyen-binh-luc", "ubnd-thi-xa-duy-tien", "ubnd-thanh-pho-phu-ly",
    ]  # fmt: skip


def test_a_place_of_two_units_is_decided_by_the_word_before_it():
    found = find_units("các xã: Mai Sơn; các phường: Mộc Châu", tree_of("son-la-2026"))
    assert [one.code for one in found] == ["ubnd-xa-mai-son", "ubnd-phuong-moc-chau"]


@pytest.mark.parametrize(
    ("capitals", "words"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("BAN CHỈ ĐẠO CCHC", "Ban chỉ đạo CCHC"),
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("UBND XÃ MAI SƠN", "UBND xã Mai Sơn"),
    ],
)
def test_capitals_are_written_out_as_in_running_text(capitals, words):
    assert spelled(capitals) == words


def test_a_day_without_a_year_is_not_invented_silently():
    content, _ = OWN["communes"]()
    found = read(content, "son-la-2026", 2026)
    assert found.head.issued_on == date(2026, 2, 3)
