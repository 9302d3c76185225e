"""The draft of the conclusion notice (Thông báo kết luận) as a Word file, official layout."""

from dataclasses import dataclass
from datetime import date

from portal.deadlines.rules import Due
from portal.deadlines.wording import on_paper
from portal.documents.word.blocks import Block, HeadingBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document
from portal.inspections.paper_signers import Signature
from portal.inspections.rules import DOMAINS, FINDING_KINDS, TO_REMEDY
from portal.vietnamese import legal_date

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class DraftLine:
    """A finding as the draft states it, with its remediation due."""

    kind: str
    domain: str
    text: str
    cause: str = ""
    recommendation: str = ""
    due: Due | None = None


@dataclass(frozen=True)
class Draft:
    """What the draft needs to know of a visit."""

    authority: str
    issuer: str
    place: str
    unit_name: str
    plan_title: str
    signature: Signature
    days: tuple[date, ...]
    summary: str
    lines: tuple[DraftLine, ...]


def conclusion_notice(draft: Draft) -> bytes:
    """The .docx of the draft; number and date stay open for văn thư."""
    return official_document(
        OfficialDocument(
            parent=draft.authority,
            issuer=draft.issuer,
            symbol="TB-ĐKT",
            place=draft.place,
            kind_name="Thông báo",
            subject=f"Kết luận kiểm tra công tác cải cách hành chính tại {draft.unit_name}",
            body=tuple(_body(draft)),
            sign_lines=draft.signature[0],
            signer=draft.signature[1],
            recipients=(draft.unit_name, "Thành viên Đoàn kiểm tra", "Lưu: VT, HS kiểm tra"),
        )
    )


def _body(draft: Draft) -> list[Block]:
    days = _on(draft.days)
    blocks: list[Block] = [
        text_block(
            f"Thực hiện {draft.plan_title}, {f'{days}, ' if days else ''}Đoàn kiểm tra đã "
            f"kiểm tra công tác cải cách hành chính tại {draft.unit_name}. "
            "Đoàn kiểm tra thông báo kết luận như sau:"
        )
    ]
    blocks += [text_block(line) for line in draft.summary.split("\n") if line.strip()]
    part = 0
    for kind, name in FINDING_KINDS.items():
        lines = [line for line in draft.lines if line.kind == kind]
        if lines:
            blocks.append(HeadingBlock(f"{_ROMAN[part]}. {name.upper()}", 1))
            blocks += _by_domain(lines)
            part += 1
    asked = [line for line in draft.lines if line.kind in TO_REMEDY and line.recommendation]
    if asked:
        blocks.append(HeadingBlock(f"{_ROMAN[part]}. YÊU CẦU, KIẾN NGHỊ", 1))
        for number, line in enumerate(asked, start=1):
            due = f" Thời hạn: {_until(line.due)}." if line.due else ""
            blocks.append(text_block(f"{number}. {_ended(line.recommendation)}{due}"))
    return blocks


def _by_domain(lines: list[DraftLine]) -> list[Block]:
    blocks: list[Block] = []
    for code, name in DOMAINS.items():
        of_domain = [line for line in lines if line.domain == code]
        if of_domain:
            blocks.append(HeadingBlock(name, 2))
        for line in of_domain:
            cause = f" Nguyên nhân: {_lower(line.cause)}" if line.cause else ""
            blocks.append(text_block(f"- {_ended(line.text)}{_ended(cause) if cause else ''}"))
    return blocks


def _on(days: tuple[date, ...]) -> str:
    """“ngày 10/11/2026”, “trong các ngày 10/11/2026 và 11/11/2026”."""
    words = [legal_date(day) for day in days]
    if len(words) < 2:
        return f"ngày {words[0]}" if words else ""
    return f"trong các ngày {', '.join(words[:-1])} và {words[-1]}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _until(due: Due) -> str:
    return _lower(on_paper(due.sentence)).removeprefix("trong thời hạn ")


def _ended(text: str) -> str:
    """A sentence that another one follows."""
    return text if text.rstrip().endswith((".", "!", "?", ";", "…")) else f"{text.rstrip()}."
