"""What is late is called so by one word, that of the documents: quá hạn (Phụ lục I)."""

import re

import pytest

from portal.config import ROOT
from portal.reports.timeliness import payload, rules

OTHERS = re.compile(
    r"\btrễ\b|nộp muộn|gửi muộn|báo cáo muộn|hay muộn|nộp chậm|\bchậm\b(?! nhất)", re.I
)
READ = [
    path
    for folder, ending in (
        ("portal/reports", "*.py"),
        ("templates/workspace/reports", "*.html"),
        ("content/pages", "huong-dan*.md"),
        ("content/provinces", "*/pages/huong-dan.md"),
    )
    for path in sorted((ROOT / folder).rglob(ending))
]


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_and_guides_say_qua_han(path):
    said = [line for line in path.read_text(encoding="utf-8").splitlines() if OTHERS.search(line)]
    assert not said


def test_sent_and_missing_reports_are_told_apart():
    assert rules.RESULTS["late"][0] == payload.RESULTS["late"] == "Nộp quá hạn"
    assert rules.RESULTS["overdue"][0] == "Chưa nộp, quá hạn"
