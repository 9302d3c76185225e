"""Official documents: every component is there, in its place, and Word opens the file."""

import io
from datetime import date

import docx
import pytest

from portal.documents.file_types import DOCX, media_type_of
from portal.documents.word.blocks import HeadingBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document

PLAN = OfficialDocument(
    issuer="Ủy ban nhân dân tỉnh Sơn La",
    number="12/KH-UBND",
    place="Sơn La",
    issued_on=date(2026, 2, 5),
    kind_name="Kế hoạch",
    subject="Kiểm tra công tác cải cách hành chính năm 2026",
    legal_bases=("Căn cứ Luật Tổ chức chính quyền địa phương;",),
    body=(HeadingBlock("I. MỤC ĐÍCH"), text_block("Đánh giá <thật> & đúng\x00.")),
    sign_lines=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
    signer="Nguyễn Văn A",
    recipients=("Bộ Nội vụ;", "- Lưu: VT, NC."),
)


def opened(content):
    return docx.Document(io.BytesIO(official_document(content)))


def cells(document):
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def body(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_a_plan():
    document = opened(PLAN)
    issuer, country, recipients, signature = cells(document)
    assert issuer.split("\n") == ["ỦY BAN NHÂN DÂN TỈNH SƠN LA", "", "Số: 12/KH-UBND"]
    assert country.split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Sơn La, ngày 05 tháng 02 năm 2026",
    ]
    assert recipients.split("\n") == ["Nơi nhận:", "- Bộ Nội vụ;", "- Lưu: VT, NC."]
    lines = [line for line in signature.split("\n") if line]
    assert lines == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"]
    assert body(document) == [
        "KẾ HOẠCH",
        "Kiểm tra công tác cải cách hành chính năm 2026",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "I. MỤC ĐÍCH",
        "Đánh giá <thật> & đúng.",
    ]


def test_a_decision():
    decision = OfficialDocument(
        issuer="UBND tỉnh",
        symbol="QĐ-UBND",
        kind_name="Quyết định",
        subject="Về việc ban hành Kế hoạch",
        authority="Chủ tịch Ủy ban nhân dân tỉnh",
        legal_bases=("Căn cứ Luật;",),
    )
    document = opened(decision)
    assert body(document) == [
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        "Căn cứ Luật;",
        "QUYẾT ĐỊNH:",
    ]
    issuer, country = cells(document)
    assert "Số:        /QĐ-UBND" in issuer
    assert "…, ngày      tháng      năm" in country


@pytest.mark.parametrize(
    ("receivers", "lines"),
    [
        (("Sở Tài chính.",), ["Kính gửi: Sở Tài chính."]),
        (("Sở A;", "Sở B."), ["Kính gửi:", "- Sở A;", "- Sở B."]),
    ],
)
def test_a_letter(receivers, lines):
    letter = OfficialDocument(
        parent="UBND tỉnh", issuer="Sở Nội vụ", subject="nộp báo cáo", addressed_to=receivers
    )
    document = opened(letter)
    assert body(document) == lines
    issuer = [line.strip() for line in cells(document)[0].split("\n")]
    assert issuer == ["UBND TỈNH", "SỞ NỘI VỤ", "", "Số:", "V/v nộp báo cáo"]


def test_the_same_content_gives_the_same_bytes():
    assert official_document(PLAN) == official_document(PLAN)


def test_the_portal_accepts_its_own_file(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(official_document(PLAN))
    assert media_type_of(path) == DOCX
