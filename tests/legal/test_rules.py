"""Which documents a line of legal bases cites, and whether they were in force."""

from datetime import date

import pytest

from portal.legal.rules import LegalBasis, basis_faults, cited_bases, misquoted


def law(number, title, issued, since, until=None, heir="", kind="Luật"):
    return LegalBasis(number, kind, title, issued, since, until, heir)


OLD = law("77/2015/QH13", "Luật Tổ chức chính quyền địa phương", date(2015, 6, 19),
          date(2016, 1, 1), date(2025, 3, 1), "65/2025/QH15")  # fmt: skip
MIDDLE = law("65/2025/QH15", "Luật Tổ chức chính quyền địa phương", date(2025, 2, 19),
             date(2025, 3, 1), date(2025, 6, 16), "72/2025/QH15")  # fmt: skip
NEW = law("72/2025/QH15", "Luật Tổ chức chính quyền địa phương", date(2025, 6, 16),
          date(2025, 6, 16))  # fmt: skip
AMENDING = law(
    "47/2019/QH14",
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền "
    "địa phương", date(2019, 11, 22), date(2020, 7, 1), date(2025, 3, 1),
)  # fmt: skip
DECREE = law("61/2018/NĐ-CP", "Về cơ chế một cửa", date(2018, 4, 23), date(2018, 6, 21),
             date(2025, 7, 1), "118/2025/NĐ-CP", kind="Nghị định")  # fmt: skip
ORDER = law("26/CT-TTg", "Về kỷ cương", date(2016, 9, 5), date(2016, 9, 5), kind="Chỉ thị")
REGISTER = [OLD, MIDDLE, NEW, AMENDING, DECREE, ORDER]


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Luật Tổ chức chính quyền địa phương ngày 19/6/2015", [OLD]),
        ("Luật Tổ chức chính quyền địa phương năm 2015", [OLD]),
        ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025", [NEW]),
        ("Luật Tổ chức chính quyền địa phương ngày 19/02/2025", [MIDDLE]),
        # two laws of that name are of 2025: the year alone does not say which
        ("Luật Tổ chức chính quyền địa phương năm 2025", []),
        ("Luật Tổ chức chính quyền địa phương", []),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính "
            "quyền địa phương ngày 22/11/2019",
            [AMENDING],
        ),
        ("Nghị định số 61/2018/NĐ-CP", [DECREE]),
        ("Quyết định số 61/2018/QĐ-UBND", []),
    ],
)
def test_what_a_line_cites(line, cited):
    assert cited_bases(line, REGISTER) == cited


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2015, 12, 31), ["not_yet"]),
        (date(2016, 1, 1), []),
        (date(2025, 2, 28), []),
        (date(2025, 3, 1), ["ended"]),
    ],
)
def test_force_begins_and_ends_on_its_days(day, kinds):
    line = "Luật Tổ chức chính quyền địa phương ngày 19/6/2015"
    assert [one.kind for one in basis_faults(line, REGISTER, day)] == kinds


def test_what_takes_the_place_is_that_of_the_day():
    line = "Luật Tổ chức chính quyền địa phương ngày 19/6/2015"
    (spring,) = basis_faults(line, REGISTER, date(2025, 4, 1))
    (autumn,) = basis_faults(line, REGISTER, date(2025, 10, 1))
    assert "65/2025/QH15" in spring.advice
    assert "72/2025/QH15" in autumn.advice
    assert "01/3/2025" in autumn.sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chỉ thị số 27/CT-TTg ngày 05/9/2016", "26/CT-TTg"),
        ("Chỉ thị số 26/CT-TTg ngày 05/9/2016", ""),
        ("Chỉ thị số 26/CT-TTg ngày 06/9/2016", "05/9/2016"),
        # numbers start anew each year
        ("Chỉ thị số 26/CT-TTg ngày 01/8/2021", ""),
        ("Quyết định số 5/QĐ-UBND ngày 05/9/2016", ""),
    ],
)
def test_citations_held_against_the_register(text, said):
    found = misquoted(text, REGISTER)
    assert bool(found) == bool(said)
    assert not said or said in found[0].sentence
