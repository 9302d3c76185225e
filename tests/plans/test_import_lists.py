"""Lists of units in sentences, and the numbers of units that a document announces."""

import io

import docx
import pytest

from portal.plans.importing.counts_said import count_said
from portal.plans.importing.found_kind import FoundKind
from tests import factories
from tests.plans.import_measures import read
from tests.plans.test_import_review import upload


def document(*lines: str) -> bytes:
    made = docx.Document()
    for line in ("KẾ HOẠCH", "Kiểm tra cải cách hành chính năm 2099", *lines):
        made.add_paragraph(line)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def onsite(*lines: str) -> FoundKind:
    return read(document(*lines), "son-la-2026", 2099).kinds["truc-tiep"]


NAMES = ["Sở VHTTDL", "UBND huyện Bình Lục", "UBND huyện Mai Sơn"]


@pytest.mark.parametrize(
    "lead",
    [
        "Đoàn nghe báo cáo, xem xét hồ sơ, lập biên bản từng buổi làm việc theo mẫu tại các đơn "
        "vị: ",
        "Đoàn kiểm tra làm việc trực tiếp với bộ phận có liên quan; phỏng vấn người dân đến giao "
        "dịch; xem xét sổ sách; lập biên bản từng buổi làm việc tại các cơ quan sau: ",
    ],
)
def test_a_list_behind_a_sentence_on_how_is_a_list(lead: str) -> None:
    found = onsite("1. Kiểm tra trực tiếp", f"{lead}{', '.join(NAMES)}.")
    assert [one.mention.written for one in found.units] == NAMES
    assert found.method == []


def test_to_whom_reports_are_sent_is_no_list_of_who_is_inspected() -> None:
    found = onsite(
        "1. Kiểm tra trực tiếp",
        "Đơn vị chuẩn bị hồ sơ, tài liệu, số liệu có liên quan đến nội dung kiểm tra, lập báo cáo "
        "theo đề cương, ký duyệt rồi gửi bản giấy và bản điện tử về: Sở Nội vụ.",
    )
    assert found.units == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["1. Kiểm tra trực tiếp 03 đơn vị: Sở VHTTDL, UBND huyện Mai Sơn."], [(3, 2)]),
        (["1. Kiểm tra trực tiếp 03 đơn vị", "- Sở VHTTDL;", "- UBND huyện Mai Sơn."], [(3, 2)]),
        (["1. Kiểm tra trực tiếp 02 đơn vị", "- Sở VHTTDL;", "- UBND huyện Mai Sơn."], []),
        (["1. Kiểm tra trực tiếp tại 01 sở và 01 huyện: Sở VHTTDL, UBND huyện Mai Sơn."], []),
        (["1. Kiểm tra trực tiếp: 01 sở (Sở VHTTDL), 01 huyện (UBND huyện Mai Sơn)."], []),
        (["1. Kiểm tra trực tiếp", "Kiểm tra 04 đơn vị: Sở VHTTDL, UBND huyện Mai Sơn."], [(4, 2)]),
    ],
)
def test_another_number_of_units_than_was_read_is_told(
    lines: list[str], said: list[tuple[int, int]]
) -> None:
    words = [
        f"Văn bản ghi {announced:02d} đơn vị, đọc được {found:02d} tên; hãy rà lại."
        for announced, found in said
    ]
    assert onsite(*lines).count_notes == words


@pytest.mark.parametrize(
    ("lead", "text", "count"),
    [
        ("10 đơn vị, gồm ", "10 đơn vị, gồm 04 huyện: A; 06 sở: B", 10),
        ("06 sở: ", "06 sở: A, B; 04 huyện: C", 10),
        ("từ 02 đến 03 đơn vị: ", "từ 02 đến 03 đơn vị: A", None),
        ("ít nhất 02 đơn vị: ", "ít nhất 02 đơn vị: A", None),
        ("kiểm tra 03 đơn vị trực thuộc ", "kiểm tra 03 đơn vị trực thuộc A", None),
        ("Quyết định 12/QĐ-UBND: ", "Quyết định 12/QĐ-UBND: A", None),
    ],
)
def test_a_certain_number_alone_is_compared(lead: str, text: str, count: int | None) -> None:
    assert count_said(lead, text) == count


def test_the_review_warns_of_the_number_beside_the_kind(client, database) -> None:
    factories.unit(code="so-y-te", name="Sở Y tế", short_name="Sở Y tế")
    path = upload(client, document("1. Kiểm tra trực tiếp 03 đơn vị: Sở Y tế, Sở Tài chính."))
    assert "Văn bản ghi 03 đơn vị, đọc được 02 tên; hãy rà lại." in client.get(path).text
