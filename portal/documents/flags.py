"""Things in a text that somebody should look at before it is published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.vietnamese import looks_legacy

_BLANK = r"[.…_\s]*"
_KINDS = (
    ("path", "Đường dẫn máy tính nội bộ", re.compile(r"(?:\b[A-Za-z]:\\|\\\\\w)[^\n<>|\"]*")),
    ("filename", "Tên tệp còn sót lại",
     re.compile(r"(?<![^\s\\/])[^\s\\/]+\.(?:docx?|xlsx?)\b", re.I)),
    ("email", "Địa chỉ thư điện tử", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", "Số điện thoại", re.compile(r"(?<![\d/.,])(?:\+84|0)(?:[ .-]?\d){9,10}(?![\d/])")),
    ("identity", "Dãy 12 chữ số, có thể là số căn cước", re.compile(r"(?<!\d)\d{12}(?!\d)")),
    ("identity", "Số chứng minh nhân dân",
     re.compile(r"\b(?:CMND|CMTND|chứng minh(?: nhân dân| thư)?)\D{0,30}\d{9}(?!\d)", re.I)),
    ("number", "Chưa có số văn bản",
     re.compile(rf"\bSố\s*:?{_BLANK}/(?:\d{{4}}/)?[A-ZĐ]{{2}}[\w-]*", re.I)),
    ("date", "Chưa có ngày, tháng, năm",
     re.compile(rf"\bngày{_BLANK}tháng(?!\s*năm sinh)|\btháng{_BLANK}năm\b(?!\s*sinh)", re.I)),
)  # fmt: skip
_AROUND = 40


@dataclass(frozen=True)
class Flag:
    """`kind` is a stable code, `label` says it in Vietnamese, `excerpt` shows the place."""

    kind: str
    label: str
    excerpt: str
    place: str = "body"


def flags_in(lines: Iterable[str], place: str = "body") -> tuple[Flag, ...]:
    """What stands in `lines` (one paragraph each) that needs a decision, in reading order."""
    found: list[Flag] = []
    for line in lines:
        covered: list[range] = []
        for kind, label, pattern in _KINDS:
            for match in pattern.finditer(line):
                # the file name inside a path that is already flagged says nothing new
                if any(match.start() in span for span in covered):
                    continue
                covered.append(range(match.start(), match.end()))
                found.append(Flag(kind, label, _excerpt(line, match), place))
        if looks_legacy(line):
            found.append(Flag("legacy", "Chữ gõ bằng bảng mã cũ (TCVN3, VNI)", line[:100], place))
    return tuple(dict.fromkeys(found))


def _excerpt(line: str, match: re.Match[str]) -> str:
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    cut = line[start:end].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(line) else ''}"
