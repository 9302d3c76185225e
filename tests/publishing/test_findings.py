"""How serious what stands out in a payload is, and what the clerk is told to do."""

import pytest

from portal.publishing.findings import Finding, in_order, is_personal_mailbox, text_findings


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("tranthib@tinh.gov.vn", True),
        ("snv@tinh.gov.vn", False),
        ("sonoivu@tinh.gov.vn", False),
        ("vanthu.snv@tinh.gov.vn", False),
        ("cchc@tinh.gov.vn", False),
        ("cchc.tinh@gmail.com", True),
        ("sonnt@tinh.gov.vn", True),
        ("banhtv@tinh.gov.vn", True),
    ],
)
def test_whose_mailbox_it_is(address, personal):
    assert is_personal_mailbox(address) is personal


@pytest.mark.parametrize(
    ("text", "kind", "severity", "acceptable"),
    [
        (r"xem I:\Chung\KH 2024.docx", "path", "block", False),
        ("căn cước 014089001234", "identity", "block", True),
        ("CMND số 123456789", "identity", "block", True),
        ("gửi về tranthib@tinh.gov.vn", "email", "look", True),
        ("gửi về snv@tinh.gov.vn", "role_mailbox", "hint", True),
        ("gọi 0912 345 678", "phone", "look", True),
        ("gọi 0222 385 2000", "office_phone", "hint", True),
        ("Số: /KH-UBND", "number", "look", True),
    ],
)
def test_how_serious_a_place_is(text, kind, severity, acceptable):
    (found,) = text_findings({"summary": text})
    assert (found.kind, found.severity, found.acceptable) == (kind, severity, acceptable)
    assert found.path == "summary"
    assert found.advice


def test_the_role_mailbox_is_suggested_in_the_same_domain():
    (found,) = text_findings({"summary": "gửi về tranthib@tinh.gov.vn"})
    assert "@tinh.gov.vn" in found.advice
    assert "tranthib" not in found.advice


def test_a_line_with_a_mobile_behind_an_office_number_is_not_waved_through():
    (found,) = text_findings({"summary": "gọi 0222 385 2000 hoặc 0912 345 678"})
    assert found.kind == "phone"


def test_every_text_of_a_payload_is_looked_at_and_codes_are_not():
    payload = {
        "strands": [{"code": "a", "units": [], "text": "gọi 0912345678"}],
        "document": {"legal_bases": ["Nghị quyết 01/NĐ-CP"]},
        "signed_file": {"sha256": "0" * 12, "name": "PHỤ LỤC I.pdf"},
        "body_html": '<p id="muc-i">Xem Phụ lục I và Phụ lục II</p>',
    }
    assert [(one.path, one.kind) for one in text_findings(payload)] == [
        ("strands[a].text", "phone"),
        ("document.legal_bases", "citation"),
        ("body_html", "annex"),
    ]


def test_the_serious_come_first_and_nothing_twice():
    hint, block = Finding("a", "hint", "Nhỏ"), Finding("b", "block", "Lớn")
    assert in_order([hint, block, hint]) == [block, hint]


def test_a_reason_holds_for_the_same_words_of_the_same_document_alone():
    one = Finding("phone", "look", "Số máy", "gọi 0912345678", subject="plan 2024/a")
    assert one.key == Finding("phone", "look", "Số máy", "gọi 0912345678", advice="Khác",
                              subject="plan 2024/a").key  # fmt: skip
    assert one.key != Finding("phone", "look", "Số máy", "gọi 0912345678", subject="plan x").key
    assert one.key != Finding("phone", "look", "Số máy", "gọi 0900000000",
                              subject="plan 2024/a").key  # fmt: skip
