"""Plans as other offices number, word and lay them out: nothing that they say is lost."""

import io

import pytest

from portal.documents.word.reading import import_docx
from portal.plans.importing.blocks_found import read_blocks
from portal.plans.importing.kind_labels import name_of_kind
from portal.plans.importing.paper import read_paper
from tests.plans.import_measures import Found, read, short_rule, tree_of
from tests.plans.test_import_lists import document


def of_lines(*lines: str, register: str = "son-la-2026") -> Found:
    """What is read in a plan of such lines."""
    return read(document(*lines), register, 2099)


@pytest.mark.parametrize(
    "marks", [("A- ", "1- ", "2.1- "), ("B. ", "2/ ", "2.1/ "), ("II - ", "1 – ", "1.2. ")]
)
def test_numbers_typed_by_hand_open_clauses(marks: tuple[str, str, str]) -> None:
    part, point, below = marks
    found = of_lines(
        f"{part}NỘI DUNG, ĐỐI TƯỢNG", f"{point}Đối tượng kiểm tra",
        f"{below}Kiểm tra theo kế hoạch: Sở Y tế, UBND xã Tô Múa.",
        "C- TỔ CHỨC THỰC HIỆN", "1- Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp.",
    )  # fmt: skip
    assert found.units("truc-tiep") == {"so-y-te", "ubnd-xa-to-mua"}


def test_who_is_left_out_of_a_block_is_not_the_block() -> None:
    content = document(
        "II. ĐỐI TƯỢNG XẾP HẠNG", "1. 14 sở, ban, ngành (trừ Văn phòng UBND tỉnh)",
        "2. UBND 75 xã, phường (không bao gồm xã Tô Múa)", "III. TIẾN ĐỘ",
    )  # fmt: skip
    paper = read_paper(import_docx(io.BytesIO(content)).html)
    departments, communes = read_blocks(paper, tree_of("son-la-2026"))
    assert (departments.block, departments.said) == ("so-ban-nganh", 14)
    assert (departments.units, departments.without) == ((), ("van-phong-ubnd-tinh",))
    assert (communes.block, communes.said, communes.units) == ("xa", 75, ())
    assert communes.without == ("ubnd-xa-to-mua",)


def test_a_decision_may_carry_the_plan_in_its_own_articles() -> None:
    found = of_lines(
        "Điều 1. Phê duyệt Kế hoạch kiểm tra cải cách hành chính với các nội dung sau:",
        "1. Đối tượng và hình thức kiểm tra:",
        "a) Trực tiếp: Sở Y tế, UBND phường Mộc Châu, UBND xã Không Có.",
        "b) Trực tuyến: UBND xã Xuân Nha; UBND xã Song Khủa.",
        "c) Qua báo cáo: các xã, phường còn lại.",
        "Điều 2. Thành lập Đoàn kiểm tra gồm: Sở Nội vụ, Sở Tư pháp.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở: Sở Nội vụ, Sở Xây dựng thi hành.",
    )
    assert found.units("truc-tiep") == {"so-y-te", "ubnd-phuong-moc-chau"}
    assert found.units("truc-tuyen") == {"ubnd-xa-xuan-nha", "ubnd-xa-song-khua"}
    assert found.units("qua-bao-cao") == set()
    assert [group for group, _ in found.kinds["qua-bao-cao"].groups] == ["commune"]


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Kiểm tra trực tiếp: Sở Y tế.", "2. Kiểm tra trực tiếp: UBND xã Không Có."),
        ("1. Đối tượng kiểm tra", "a) Các sở: Y tế", "b) Đặc khu Cồn Sơn"),
    ],
)
def test_a_place_that_the_register_lacks_is_shown_and_no_other_is_chosen_for_it(
    lines: tuple[str, ...],
) -> None:
    found = of_lines(*lines).kinds["truc-tiep"].units
    known, stranger = (one.mention for one in found)
    assert known.code == "so-y-te"
    assert (stranger.code, stranger.how) == ("", "none")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Các đơn vị được kiểm tra trực tiếp gồm", "Kiểm tra trực tiếp"),
        ("Các cơ quan, đơn vị tự kiểm tra gồm", "Tự kiểm tra"),
        ("Đối tượng kiểm tra toàn diện", "Kiểm tra toàn diện"),
        ("Kiểm tra chuyên đề tại các đơn vị sau", "Kiểm tra chuyên đề"),
    ],
)
def test_a_kind_is_called_by_what_is_done(label: str, name: str) -> None:
    assert name_of_kind(label) == name


@pytest.mark.parametrize(
    ("line", "rule", "window"),
    [
        ("Đợt 1: trong tháng 3/2099; đợt 2: tháng 8 và tháng 9/2099.", ("months", "3,8,9"), True),
        ("Kiểm tra đợt I: quý II, đợt II: tháng 10 năm 2099.", ("months", "4,5,6,10"), True),
        ("Đơn vị gửi báo cáo về Sở Nội vụ trong tháng 8 năm 2099.", ("month", "8"), False),
        ("Kiểm tra qua báo cáo: trong tháng 8 năm 2099.", ("month", "8"), True),
    ],
)
def test_months_say_when_one_inspects_or_when_a_report_is_due(
    line: str, rule: tuple[str, str], window: bool
) -> None:
    (found,) = of_lines("I. THỜI GIAN", f"1. {line}").deadlines
    assert (short_rule(found), found.window) == (rule, window)
    assert window or found.title == "Đơn vị gửi báo cáo về Sở Nội vụ"
