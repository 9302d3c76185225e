"""Slip (phiếu trình) and submission (tờ trình) as Word files, ready to sign.

Layout of Nghị định 30/2020/NĐ-CP by ``documents.word``; who signs, in which order and under
which symbol are data of the office (``signer_actions``).
"""

from collections.abc import Mapping
from typing import Any

from portal.documents.word.blocks import Block, HeadingBlock, TableBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document

_ROOM = "\n\n\n\n"
#: A slip is one A4: more changes than these are counted.
_CHANGES, _CHANGE_LENGTH = 10, 140


def slip_word(context: Mapping[str, Any]) -> bytes:
    """The slip (.docx): what becomes public, what changed, a box to sign per step."""
    found, asked = context["request_row"], context["asked"]
    body: list[Block] = [
        *_told(context),
        HeadingBlock(f"Những gì sẽ {asked.outcome}", 2),
        *_what(context),
        text_block(""),
        _boxes(context),
    ]
    return official_document(
        OfficialDocument(
            **_head(context, context["paper"].slip_symbol),
            kind_name="Phiếu trình",
            subject=f"{_capital(asked.verb)}: {asked.content} (phiếu số {found.id} trên cổng)",
            body=tuple(body),
        )
    )


def submission_word(context: Mapping[str, Any]) -> bytes:
    """The submission (.docx) of the office to whoever decides, signed by the last of the order."""
    found, paper, asked = context["request_row"], context["paper"], context["asked"]
    signers = context["signers"]
    last = signers[-1] if signers else None
    body: list[Block] = [
        text_block(
            f"{context['province'].get('office_name', 'Cơ quan')} kính trình xem xét, cho phép "
            f"{asked.verb} trên {context['province'].get('portal_title', 'cổng thông tin')} "
            f"nội dung “{asked.content}” như sau:"
        ),
        HeadingBlock(f"1. Nội dung đề nghị {asked.verb}", 2),
        *_what(context),
        HeadingBlock("2. Lý do", 2),
        *_told(context),
        text_block(
            f"Kèm theo: Phiếu trình số {found.id} trên cổng. Kính trình xem xét, quyết định."
        ),
    ]
    return official_document(
        OfficialDocument(
            **_head(context, paper.symbol),
            kind_name="Tờ trình",
            subject=f"Về việc {asked.verb} {_lower(asked.content)}",
            addressed_to=tuple(paper.addressed_to),
            body=tuple(body),
            sign_lines=tuple(filter(None, (last.capacity, last.title))) if last else (),
            signer=last.name if last else "",
            recipients=tuple(paper.recipients),
        )
    )


def _head(context: Mapping[str, Any], symbol: str) -> dict[str, Any]:
    known = context["province"]
    return {
        "parent": known.get("authority", ""),
        "issuer": known.get("office_name", ""),
        "place": known.get("place", ""),
        "symbol": symbol,
    }


def _told(context: Mapping[str, Any]) -> list[Block]:
    found = context["request_row"]
    lines = [
        ("Loại thay đổi", context["change_kinds"].get(found.change_kind, found.change_kind)),
        ("Ghi chú thay đổi", found.change_note),
        ("Lý do văn bản ban hành chưa đủ", found.missing_document_reason),
        ("Người trình", found.author.full_name if found.author_id else "Hệ thống"),
        ("Trang thay đổi", pages_words(context["touched"])),
        ("Thông báo", context["told"].words),
    ]
    return [text_block(f"{name}: {text}") for name, text in lines if text]


def pages_words(touched: Mapping[str, list[str]]) -> str:
    """“11 trang sẽ đổi, 2 trang thêm, 0 trang mất”; empty when nothing was counted."""
    if not touched:
        return ""
    return (
        f"{len(touched['changed'])} trang sẽ đổi, {len(touched['added'])} trang thêm, "
        f"{len(touched['removed'])} trang mất"
    )


def _what(context: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = []
    left = _CHANGES
    for row in context["compared"]:
        kind = context["kinds"].get(row.proposal.kind, row.proposal.kind)
        blocks.append(text_block(f"- {kind}: {row.proposal.title} ({_how(row)})."))
        for one in row.changes[:left]:
            text = f"{_cut(one.before)} → {_cut(one.after)}"
            blocks.append(text_block(f"  + {one.where}: {text}"))
        hidden = len(row.changes) - max(left, 0)
        if row.changes and hidden > 0:
            blocks.append(text_block(f"  + và {hidden} chỗ khác, xem trên cổng."))
        left = max(left - len(row.changes), 0)
    return blocks


def _how(row: Any) -> str:
    if row.ending:
        return row.ending.words
    if not row.current:
        return "đăng lần đầu"
    return f"phiên bản {row.current.version + 1}, {len(row.changes)} chỗ thay đổi"


def _boxes(context: Mapping[str, Any]) -> TableBlock:
    author = context["request_row"].author
    rows = context["signers"]
    heads, cells = [], []
    for number, one in enumerate(rows):
        heads.append("\n".join(filter(None, (one.step.upper(), one.capacity, one.title))))
        name = one.name or (author.full_name if number == 0 and author else "")
        cells.append(f"{_ROOM}{name}")
    if not rows:
        heads, cells = ["NGƯỜI TRÌNH", "NGƯỜI DUYỆT ĐĂNG"], [_ROOM, _ROOM]
    return TableBlock(tuple(heads), (tuple(cells),))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CHANGE_LENGTH else f"{text[: _CHANGE_LENGTH - 1]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
