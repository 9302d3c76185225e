"""Activation letters as one Word file: a page a unit, the code in groups and as a picture."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from docx.document import Document
from docx.shared import Mm, Pt

from portal.documents.word.layout import (
    CENTRE,
    JUSTIFY,
    LEFT,
    new_document,
    rule_below,
    saved,
    text_width,
    two_columns,
    write_line,
)
from portal.vietnamese import long_date, show_date

_QR = Mm(42)
_MASK = 2


@dataclass(frozen=True)
class Letter:
    """What one page says; ``link`` opens ``page`` with the code filled in."""

    unit: str
    code: str
    page: str
    link: str
    for_head: bool = False


def letters_docx(
    letters: Sequence[Letter],
    *,
    authority: str,
    office: str,
    place: str,
    title: str,
    valid_to: date,
    today: date,
) -> bytes:
    """The Word file (.docx), one page a letter."""
    document = new_document()
    for number, letter in enumerate(letters):
        _head(document, authority, office, place, today, number > 0)
        _body(document, letter, title, office, valid_to)
    return saved(document, "Thư kích hoạt tài khoản")


def _head(
    document: Document, authority: str, office: str, place: str, today: date, new_page: bool
) -> None:
    if new_page:
        start = document.add_paragraph()
        start.paragraph_format.page_break_before = True
        start.paragraph_format.space_after = start.paragraph_format.space_before = Pt(0)
        start.paragraph_format.line_spacing = Pt(1)
    width = text_width(document)
    left, right = two_columns(document, width * 0.45, width * 0.55)
    write_line(left.paragraphs[0], authority.upper(), size=12, align=CENTRE)
    write_line(left.add_paragraph(), office.upper(), size=12, bold=True, align=CENTRE)
    rule_below(left, width * 0.15)
    write_line(
        right.paragraphs[0], f"{place or '…'}, {long_date(today)}", size=13, italic=True,
        align=CENTRE,
    )  # fmt: skip
    heading = write_line(
        document.add_paragraph(), "THƯ KÍCH HOẠT TÀI KHOẢN", size=15, bold=True, align=CENTRE,
        after=12,
    )  # fmt: skip
    heading.paragraph_format.space_before = Pt(18)


def _body(document: Document, letter: Letter, title: str, office: str, valid_to: date) -> None:
    write_line(document.add_paragraph(), f"Kính gửi: {letter.unit}", bold=True, align=LEFT, after=8)
    whom = "thủ trưởng đơn vị" if letter.for_head else "người được đơn vị giao làm báo cáo"
    _say(
        document,
        f"{office} gửi mã để {whom} tạo tài khoản trên {title}. "
        "Mã dùng một lần, cho một người. Người đó mời thêm người của đơn vị ngay trên cổng.",
    )
    code = write_line(
        document.add_paragraph(), letter.code, size=24, bold=True, align=CENTRE, after=6
    )
    code.paragraph_format.space_before = Pt(8)
    for run in code.runs:
        run.font.name = "Courier New"
    write_line(
        document.add_paragraph(), "Mã không có số 0, số 1, chữ O, chữ I.", size=12, italic=True,
        align=CENTRE, after=8,
    )  # fmt: skip
    picture = document.add_paragraph()
    picture.alignment = CENTRE
    picture.paragraph_format.first_line_indent = Mm(0)
    picture.add_run().add_picture(_qr(letter.link), width=_QR)
    steps = (
        f"1. Mở trang {letter.page} trên máy tính, hoặc quét hình trên bằng điện thoại.",
        "2. Nhập mã, họ và tên, chức vụ và mật khẩu tự chọn (ít nhất 10 ký tự).",
        "3. Ghi lại tên đăng nhập mà cổng cho biết, rồi đăng nhập.",
    )
    for step in steps:
        _say(document, step)
    _say(
        document,
        f"Mã có hiệu lực đến hết ngày {show_date(valid_to)}. Không chụp, không gửi mã cho đơn vị "
        f"khác. Mất thư hoặc quá hạn thì báo {office} phát thư mới; mã cũ khi đó không dùng được.",
    )


def _say(document: Document, text: str) -> None:
    write_line(document.add_paragraph(), text, align=JUSTIFY, after=6)


def _qr(link: str) -> io.BytesIO:
    out = io.BytesIO()
    # a set mask: to choose the best of eight takes half the time of 200 letters
    segno.make(link, error="m", micro=False, mask=_MASK).save(out, kind="png", scale=4, border=4)
    out.seek(0)
    return out
