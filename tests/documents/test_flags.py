"""What must be looked at before a text is published."""

import pytest

from portal.documents.flags import flags_in


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (r"I:\Dropbox\CÔNG2024\143-Kế hoạch KT CCHC.docx", ["path"]),
        (r"xem \\maychu\chung\bao cao.xlsx", ["path"]),
        ("143-KH kiem tra.docx", ["filename"]),
        ("gửi về hộp thư nguyenvana@tinh.gov.vn trước ngày 05/6", ["email"]),
        ("điện thoại 0912.345.678 hoặc 02353 852 000", ["phone"]),
        ("+84 912 345 678", ["phone"]),
        ("số căn cước 014089001234", ["identity"]),
        ("Số: /QĐ-UBND", ["number"]),
        ("Số:...../BC-.....", ["number"]),
        ("Quyết định số   /QĐ-UBND", ["number"]),
        ("Sơn La, ngày tháng năm", ["date"]),
        ("Quảng Nam, ngày    tháng 3 năm 2024", ["date"]),
        ("ngày 5 tháng … năm 2024", ["date"]),
        ("Céng hoµ x· héi", ["legacy"]),
        ("Quyết định số 2783/QĐ-UBND ngày 21 tháng 12 năm 2023", []),
        ("từ ngày 01/01/2024 đến hết ngày 31/12/2024", []),
        ("ngày tháng năm sinh", []),
        ("Kinh phí 0,5 tỷ; tổng 1.234.567.890 đồng", []),
        ("Nghị quyết số 76/NQ-CP", []),
        ("tỷ lệ a/b; tỉnh/thành phố", []),
    ],
)
def test_flags(line, kinds):
    assert [flag.kind for flag in flags_in([line])] == kinds


def test_a_flag_shows_its_place():
    flag = flags_in(["x" * 100 + " a@b.vn " + "y" * 100], "margin")[0]
    assert "a@b.vn" in flag.excerpt
    assert len(flag.excerpt) < 100
    assert flag.excerpt[0] == flag.excerpt[-1] == "…"
    assert flag.place == "margin"


def test_the_same_flag_is_said_once():
    assert len(flags_in(["Số: /QĐ-UBND", "Số: /QĐ-UBND"])) == 1
