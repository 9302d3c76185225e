"""A published province with everything that search must find."""

from pathlib import Path
from typing import Any

import pytest

from portal.publishing.editorial import PagePayload
from portal.site.search.filling import read_files
from tests.site import factories, publishing
from tests.site.search import papers

#: Asked live and in the frozen site: both give the same pages in the same order.
QUESTIONS = (
    "ke hoach kiem tra", "Kế hoạch kiểm tra", "kế hoạch 2026", "152/QĐ-UBND", "152/qd ubnd",
    "so tai chinh", "Sở Tài chính", "UBND", "ủy ban nhân dân xã", "uỷ ban nhân dân", "TTHC",
    "thủ tục hành chính", "thu tuc hanh chinh", "hòa bình", "hoà bình", "hoa binh", "kĩ thuật",
    "kỹ thuật", "đường", "duong", "dương", "de nghi", "ra soat van ban", "Mai Sơn", "hat lot",
    "12/5/2026", "ngày 12 tháng 5 năm 2026", "may quet", "nghiệm thu", "Phần mềm một cửa",
    "khắc phục", "xyz khong co", "kế hoạch xyz", "CCHC", "cc-ct", "đoàn kiểm tra 2026",
    "kiểm tra kiểm tra", "…", "tháng 5", "2026", "sửa chữa đường không-có", "đường phố không-có",
)  # fmt: skip


def page(slug: str, title: str, *lines: str) -> None:
    """An editorial page of paragraphs."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    publishing.publish(slug, PagePayload(title, lines[0], 9, body))


def publish_more(data: Path) -> None:
    """Pages whose words differ by marks alone, and a plan with three files."""
    page("duong-xa", "Làm đường", "Sửa chữa đường giao thông của xã.", "Đường dài 3 km.")
    page("duong-dong", "Phường Dương Đông", "Tên gọi của phường Dương Đông.")
    page("hoa-binh", "Kĩ thuật số", "Thuỷ lợi Hoà Bình, kĩ thuật tưới.")
    page("giai-quyet", "Một cửa", "Bộ phận giải quyết TTHC của xã.", "Ngày 07/02/2026 họp.")
    files = {
        "bien-ban.pdf": papers.pdf("Bien ban nghiem thu may quet", "Trang hai noi khac"),
        "phu-luc.docx": papers.word("Nghiệm thu thiết bị.", row=("Phần mềm một cửa", "tốt")),
        "so-lieu.xlsx": papers.sheet(("Chỉ tiêu", "Số"), ("Hồ sơ trễ hạn", 12345)),
    }
    stored = {name: papers.stored(data, name, content) for name, content in files.items()}
    publishing.publish(
        "2025/co-tep",
        factories.plan(
            year=2025, title="Kế hoạch có tệp", original=stored["phu-luc.docx"],
            document=factories.document(number="9/KH", signed_file=stored["bien-ban.pdf"]),
        ),
    )  # fmt: skip
    publishing.publish(
        "2024/so-lieu",
        factories.plan(
            year=2024, title="Kế hoạch có bảng", original=stored["so-lieu.xlsx"],
            document=factories.document(number="8/KH"),
        ),
    )  # fmt: skip


@pytest.fixture
def searchable(published: None, data: Path) -> Any:
    """Everything is public and every file has been read."""
    publish_more(data)
    assert read_files(data) == 4
