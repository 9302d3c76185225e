"""Plans as other offices number, word and lay them out: nothing that they say is lost."""

import io

import pytest

from portal.documents.word.reading import import_docx
from portal.plans.importing.blocks_found import read_blocks
from portal.plans.importing.paper import read_paper
from tests.plans.import_measures import Found, read, tree_of
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
