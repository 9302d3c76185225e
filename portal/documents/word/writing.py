"""Writes administrative documents in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from dataclasses import dataclass
from datetime import date

from docx.document import Document
from docx.shared import Mm, Pt

from portal.documents.word.blocks import Block, write_blocks
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
from portal.vietnamese import long_date

_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class OfficialDocument:
    """What a document says, by the components of Nghị định 30/2020/NĐ-CP Điều 8.

    `parent` and `issuer` stand top left; an empty `number` or `issued_on` leaves room for văn thư
    to write it (`symbol` alone: `Số:      /KH-UBND`). Without `kind_name` it is a letter (công
    văn) with its subject under the number. `authority` is who decides, above the legal bases of
    a decision. `sign_lines` come above the signature (`KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`).
    """

    issuer: str
    parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    issued_on: date | None = None
    kind_name: str = ""
    subject: str = ""
    addressed_to: tuple[str, ...] = ()
    authority: str = ""
    legal_bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    sign_lines: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    landscape: bool = False


def official_document(content: OfficialDocument) -> bytes:
    """The Word file (.docx); the same content always gives the same bytes."""
    document = new_document(content.landscape)
    _letterhead(document, content)
    _title(document, content)
    for line in content.legal_bases:
        paragraph = write_line(document.add_paragraph(), line, italic=True, align=JUSTIFY, after=6)
        paragraph.paragraph_format.first_line_indent = Mm(10)
    if content.authority:
        write_line(
            document.add_paragraph(), f"{content.kind_name.upper()}:", bold=True, align=CENTRE,
            after=6,
        )  # fmt: skip
    write_blocks(document, content.body)
    _signature(document, content)
    return saved(document, f"{content.kind_name} {content.subject}".strip())


def _letterhead(document: Document, content: OfficialDocument) -> None:
    width = text_width(document)
    left, right = two_columns(document, width * 0.4, width * 0.6)
    first = left.paragraphs[0]
    if content.parent:
        write_line(first, content.parent.upper(), size=12, align=CENTRE)
        first = left.add_paragraph()
    write_line(first, content.issuer.upper(), size=12, bold=True, align=CENTRE)
    rule_below(left, width * 0.14)
    write_line(left.add_paragraph(), _number_line(content), size=13, align=CENTRE)
    if content.subject and not content.kind_name:
        write_line(left.add_paragraph(), f"V/v {content.subject}", size=12, align=CENTRE)
    write_line(right.paragraphs[0], _COUNTRY, size=12, bold=True, align=CENTRE)
    write_line(right.add_paragraph(), _MOTTO, size=13, bold=True, align=CENTRE)
    rule_below(right, width * 0.1)
    place = f"{content.place or '…'}, {_date_line(content.issued_on)}"
    write_line(right.add_paragraph(), place, size=13, italic=True, align=CENTRE)


def _number_line(content: OfficialDocument) -> str:
    if content.number:
        return f"Số: {content.number}"
    return f"Số:        /{content.symbol}" if content.symbol else "Số:        "


def _date_line(day: date | None) -> str:
    return long_date(day) if day else "ngày      tháng      năm        "


def _title(document: Document, content: OfficialDocument) -> None:
    if content.kind_name:
        kind = write_line(
            document.add_paragraph(), content.kind_name.upper(), bold=True, align=CENTRE
        )
        kind.paragraph_format.space_before = Pt(12)
        write_line(document.add_paragraph(), content.subject, bold=True, align=CENTRE, after=12)
    if content.authority:
        write_line(
            document.add_paragraph(), content.authority.upper(), bold=True, align=CENTRE, after=12
        )
    if content.addressed_to:
        _addressees(document, content.addressed_to)


def _addressees(document: Document, receivers: tuple[str, ...]) -> None:
    """One receiver stands on the line of “Kính gửi”, several below it."""
    only = receivers[0] if len(receivers) == 1 else ""
    lead = write_line(document.add_paragraph(), f"Kính gửi: {only}".rstrip(), align=LEFT, after=6)
    lead.paragraph_format.left_indent, lead.paragraph_format.space_before = Mm(30), Pt(12)
    for receiver in receivers if not only else ():
        item = write_line(document.add_paragraph(), f"- {receiver}", align=LEFT, after=3)
        item.paragraph_format.left_indent = Mm(40)


def _signature(document: Document, content: OfficialDocument) -> None:
    if not (content.sign_lines or content.signer or content.recipients):
        return
    width = text_width(document)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    left, right = two_columns(document, width * 0.5, width * 0.5)
    if content.recipients:
        write_line(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
        for receiver in content.recipients:
            line = receiver if receiver.startswith("-") else f"- {receiver}"
            write_line(left.add_paragraph(), line, size=11, align=LEFT)
    paragraph = right.paragraphs[0]
    for line in content.sign_lines:
        write_line(paragraph, line.upper(), bold=True, align=CENTRE)
        paragraph = right.add_paragraph()
    for _ in range(4):
        paragraph = write_line(paragraph, "", align=CENTRE)
        paragraph = right.add_paragraph()
    write_line(paragraph, content.signer, bold=True, align=CENTRE)
