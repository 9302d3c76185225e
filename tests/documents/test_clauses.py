"""Clause numbers and the anchors they give."""

import pytest

from portal.documents.clauses import Outline, clause_of


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("I. MỤC ĐÍCH, YÊU CẦU", "h2"),
        ("XIV. Tổ chức", "h2"),
        ("A. Đặc điểm", "h2"),
        ("Phần II", "h2"),
        ("PHỤ LỤC I", "h2"),
        ("Chương III", "h2"),
        ("Điều 3. Chánh Văn phòng", "h3"),
        ("1. Mục đích", "h3"),
        ("12) Khác", "h3"),
        ("2.3. Phương pháp", "h4"),
        ("2.3 Phương pháp", "h4"),
        ("a) Thành phần", "h4"),
        ("đ) Kinh phí", "h4"),
        ("- b) Tồn tại", "h4"),
        ("C. Tổ chức thực hiện", "h2"),
        ("B- Nội dung", "h2"),
        ("II/ Đối tượng", "h2"),
        ("III - Thời gian", "h2"),
        ("1/ Mục đích", "h3"),
        ("2- Đối tượng", "h3"),
        ("2.1- Kiểm tra theo kế hoạch", "h4"),
        ("Mục đích", None),
        ("5-Sở Nội vụ", None),
        ("12/4 Sở Y tế", None),
        ("- Bộ Nội vụ;", None),
        ("30.10.2024", None),
        ("1.234 đồng", None),
        ("Phần lớn các đơn vị", None),
        ("Điều kiện", None),
        ("2024. Năm", None),
        ("", None),
    ],
)
def test_clause_of(text, tag):
    clause = clause_of(text)
    assert (clause.tag if clause else None) == tag


def test_anchors_follow_the_numbers():
    outline = Outline()
    texts = [
        ("I. MỤC ĐÍCH", "muc-i"),
        ("1. Mục đích", "muc-i-1"),
        ("2. Yêu cầu", "muc-i-2"),
        ("II. NỘI DUNG", "muc-ii"),
        ("a) Không có số", "muc-ii-a"),
        ("2. Phương pháp", "muc-ii-2"),
        ("a) Tự kiểm tra", "muc-ii-2-a"),
        ("đ) Khác", "muc-ii-2-dd"),
        ("2.1. Chi tiết", "muc-ii-2-1"),
        ("a) Của chi tiết", "muc-ii-2-1-a"),
        ("2. Viết trùng", "muc-ii-2-2"),
        ("Điều 1. Ban hành", "dieu-1"),
        ("1. Khoản", "dieu-1-1"),
        ("Phần II", "phan-ii"),
        ("I. CHỈ ĐẠO", "phan-ii-muc-i"),
        ("1. Kết quả", "phan-ii-muc-i-1"),
        ("Phụ lục I", "phu-luc-i"),
    ]
    for text, anchor in texts:
        assert outline.anchor(clause_of(text)) == anchor


def test_anchors_of_one_document_are_unique():
    outline = Outline()
    given = ["2. A x", "2.1. B x", "2. A x", "2.1. B x", "2. A x", "2. A x", "2. A x"]
    anchors = [outline.anchor(clause_of(text)) for text in given]
    assert len(set(anchors)) == len(anchors)
