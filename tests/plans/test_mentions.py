"""Units in running text as offices shorten them."""

import pytest

from portal.plans.importing.facts import Fact
from portal.plans.importing.letterhead import Letterhead, elsewhere
from portal.plans.importing.mentions import covered, find_units
from portal.plans.importing.reading import NamedUnit
from portal.plans.importing.register_names import NameTree
from tests.plans.import_measures import tree_of

NAMES = {
    "kho-bac": ("Kho bạc Nhà nước Sơn La", "Kho bạc Nhà nước tỉnh"),
    "khu-cong-nghiep": ("Ban Quản lý các khu công nghiệp", "Ban Quản lý khu công nghiệp tỉnh"),
    "binh-my": ("Ủy ban nhân dân thị trấn Bình Mỹ",),
    "nong-nghiep": ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kho bạc NN tỉnh", "kho-bac"),
        ("KBNN tỉnh", "kho-bac"),
        ("Ban QL các KCN tỉnh", "khu-cong-nghiep"),
        ("BQL các Khu công nghiệp", "khu-cong-nghiep"),
        ("UBND TT. Bình Mỹ", "binh-my"),
        ("UBND TT Bình Mỹ", "binh-my"),
        ("Sở NN&PTNT", "nong-nghiep"),
        ("Sở Nông nghiệp & PTNT", "nong-nghiep"),
        ("Sở Nông nghiệp và PTNT", "nong-nghiep"),
    ],
)
def test_what_is_written_short_is_found(written: str, code: str) -> None:
    tree = NameTree(NamedUnit(unit, names, (), True) for unit, names in NAMES.items())
    assert [one.code for one in find_units(f"Kiểm tra tại {written}.", tree)] == [code]


def test_a_list_is_one_even_where_the_register_knows_few_of_its_names() -> None:
    names = (
        "Sở Nông nghiệp và Phát triển nông thôn", "Sở Kế hoạch và Đầu tư",
        "Ban Quản lý các Khu kinh tế", "Ủy ban nhân dân huyện Bình Lục",
        "Ủy ban nhân dân thành phố Phủ Lý",
    )  # fmt: skip
    tree = NameTree(NamedUnit(unit, known, (), True) for unit, known in NAMES.items())
    text = ", ".join(names)
    found = find_units(text, tree)
    assert [one.written for one in found] == list(names)
    assert covered(text, found) == 1


@pytest.mark.parametrize("strange", ["UBND huyện Bình Lục", "UBND h. Bình Lục", "UBND TP Phủ Lý"])
@pytest.mark.parametrize("lead", ["Kiểm tra trực tiếp 02 đơn vị: ", "Kiểm tra tại các đơn vị: "])
def test_a_unit_the_register_lacks_is_shown_as_written(lead: str, strange: str) -> None:
    tree = NameTree(NamedUnit(unit, known, (), True) for unit, known in NAMES.items())
    found = find_units(f"{lead}Sở NN&PTNT, {strange}.", tree)
    assert [(one.written, one.code) for one in found] == [
        ("Sở NN&PTNT", "nong-nghiep"), (strange, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "province", "said"),
    [
        ("Ủy ban nhân dân tỉnh Hà Nam", "tỉnh Sơn La", "tỉnh Hà Nam"),
        ("Ủy ban nhân dân tỉnh Sơn La", "tỉnh Sơn La", ""),
        ("Ủy ban nhân dân tỉnh Sơn La", "Tỉnh SƠN LA", ""),
        ("Sở Nội vụ", "tỉnh Sơn La", ""),
        ("Ủy ban nhân dân tỉnh Hà Nam", "", ""),
    ],
)
def test_a_document_of_another_province_is_told_of(issuer: str, province: str, said: str) -> None:
    head = Letterhead({"issuer": Fact(issuer, issuer, "")})
    assert elsewhere(head, province) == said


@pytest.mark.parametrize(
    ("issuer", "place", "said"),
    [
        ("Ủy ban nhân dân tỉnh", "Quảng Nam", "Quảng Nam"),
        ("Sở Nội vụ", "Quảng Nam", "Quảng Nam"),
        ("", "Quảng Nam", "Quảng Nam"),
        ("Sở Nội vụ", "Sơn La", ""),
        ("Sở Nội vụ", "Tỉnh Sơn La", ""),
        ("Sở Nội vụ", "KH-UBND Sơn La", ""),
        ("Ủy ban nhân dân huyện Mai Sơn", "Mai Sơn", ""),
        ("UBND xã Mường La", "Mường La", ""),
        ("Sở Nội vụ", "Số QĐ-SNV Hà Nội", ""),
        ("Ủy ban nhân dân tỉnh Sơn La", "Hà Nội", ""),
    ],
)
def test_the_line_of_place_and_date_tells_of_another_province_too(
    issuer: str, place: str, said: str
) -> None:
    facts = {"place": Fact(place, place, "")}
    if issuer:
        facts["issuer"] = Fact(issuer, issuer, "")
    assert elsewhere(Letterhead(facts), "tỉnh Sơn La") == said
    assert elsewhere(Letterhead(facts), "") == ""


def test_a_phong_may_be_written_with_its_letter() -> None:
    tree = tree_of("son-la")
    (part,) = find_units("- P. Nội vụ h. Thuận Châu;", tree)
    assert (part.code, part.how) == ("ubnd-huyen-thuan-chau", "below")
    (ward,) = find_units("- UBND P. Tô Hiệu;", tree_of("son-la-2026"))
    assert (ward.code, ward.how) == ("ubnd-phuong-to-hieu", "exact")


def test_who_signs_is_no_school() -> None:
    assert find_units("TRƯỞNG PHÒNG", tree_of("son-la")) == []
    assert len(find_units("- Trường Cao đẳng Sơn La", tree_of("son-la"))) == 1
