"""A unit's report as a Word document in the layout of Nghị định 30/2020/NĐ-CP.

Letterhead, title, outline, signature block and recipients come first; the two appendices follow
on landscape pages, each saying which report it belongs to (``word_appendices``).
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import docx
from docx.document import Document

from portal.documents.word.blocks import Block, HeadingBlock, Run, TextBlock, text_block
from portal.documents.word.layout import saved
from portal.documents.word.writing import OfficialDocument, official_document
from portal.publishing import identity
from portal.reports.layout import OutlineLine, ReportLayout
from portal.reports.models import Duty, Submission
from portal.reports.narrative.word_blocks import word_blocks
from portal.reports.office_reading import reading_of
from portal.reports.word_appendices import write_appendices
from portal.units.queries import name_on
from portal.vietnamese import legal_date

__all__ = ["lead_of", "paper_of", "report_docx"]

DOTS = "…………………………………………………………………………………………………………"
_SIGN_LINES = {
    "department": ("GIÁM ĐỐC",),
    "district": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "commune": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "ward": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "special_zone": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
}
#: Word has headings of three levels; deeper ones (a), b)) are the third.
_DEEPEST = 3


def report_docx(
    duty: Duty, snapshot: Mapping[str, Any], submission: Submission | None = None
) -> bytes:
    """The report in ``snapshot`` (a submission's, or ``queries.snapshot_of`` a draft) as .docx.

    Number, date and signer come from ``submission``; without one, room is left for văn thư to
    write them. The same content gives the same bytes. What was not answered is a dotted line;
    không phát sinh and không áp dụng are written out.
    """
    reading = reading_of(snapshot)
    paper = paper_of(duty, snapshot, submission)
    content = replace(paper, body=tuple(_body(lead_of(duty, reading.unit_name), reading.layout)))
    document = docx.Document(io.BytesIO(official_document(content)))
    _keep_part_titles(document)
    if reading.layout:
        write_appendices(document, reading.layout, _belongs_to(reading.unit_name, submission))
    return saved(document, f"Báo cáo {_about(duty)}")


def paper_of(
    duty: Duty, snapshot: Mapping[str, Any], submission: Submission | None = None
) -> OfficialDocument:
    """Head and foot of the report on paper: issuer, number, day, title, signature, receivers."""
    reading, about = reading_of(snapshot), _about(duty)
    return OfficialDocument(
        issuer=reading.unit_name,
        parent=_parent_of(duty, snapshot),
        number=submission.doc_number if submission else "",
        symbol="BC-……",
        place=identity.province().get("place", ""),
        issued_on=submission.doc_date if submission else None,
        kind_name="Báo cáo",
        subject=about[:1].upper() + about[1:],
        sign_lines=_SIGN_LINES.get(duty.unit.type, ("THỦ TRƯỞNG",)),
        signer=submission.signer if submission else "",
        recipients=(
            f"{identity.province().get('office_name', 'Sở Nội vụ')};",
            "Đoàn kiểm tra cải cách hành chính;",
            "Lưu: VT.",
        ),
    )


def lead_of(duty: Duty, unit: str) -> str:
    """The sentence before the first part."""
    about = _about(duty)
    return f"Thực hiện {duty.plan.title}, {unit} báo cáo {about[:1].lower()}{about[1:]} như sau:"


def _about(duty: Duty) -> str:
    return duty.title.removeprefix("Báo cáo ").strip() or duty.title


def _parent_of(duty: Duty, snapshot: Mapping[str, Any]) -> str:
    """The body above the unit, as it was called when the report came in."""
    if not duty.unit.parent_id:
        return ""
    came = snapshot.get("received_on")
    parent = duty.unit.parent
    return name_on(parent, date.fromisoformat(came)) if came else parent.name


def _keep_part_titles(document: Document) -> None:
    """The title of a part never stays alone at the foot of a page."""
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("PHẦN "):
            paragraph.paragraph_format.keep_with_next = True


def _body(lead: str, layout: ReportLayout | None) -> list[Block]:
    blocks: list[Block] = [text_block(lead)]
    if layout is None:
        return blocks
    for line in layout.outline:
        blocks += _outline(line)
    return blocks


def _outline(line: OutlineLine) -> list[Block]:
    title = f"{line.number} {line.title}".strip()
    blocks: list[Block] = []
    if line.level == 1:
        blocks.append(TextBlock((Run(title.upper(), bold=True),), centred=True))
    else:
        blocks.append(HeadingBlock(title, min(line.level - 1, _DEEPEST)))
    if line.field:
        blocks += word_blocks(line.blocks) or [text_block(DOTS), text_block(DOTS)]
    return blocks


def _belongs_to(unit: str, submission: Submission | None) -> str:
    """“Kèm theo Báo cáo số … ngày … của …”, as every appendix says."""
    number = submission.doc_number if submission and submission.doc_number else "……/BC-……"
    day = submission.doc_date if submission else None
    return (
        f"(Kèm theo Báo cáo số {number} ngày {legal_date(day) if day else '……/……/………'} của {unit})"
    )
