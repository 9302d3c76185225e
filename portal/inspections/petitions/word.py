"""Tờ trình to the chairman: the units' proposals by the agency that must answer (.docx)."""

from collections.abc import Sequence

from portal.documents.word.blocks import Block, HeadingBlock, TableBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document
from portal.inspections.petitions.queries import Listed
from portal.publishing import identity
from portal.vietnamese import collation_key, show_date

_UNASSIGNED = "Chưa xác định cơ quan trả lời"


def submission_paper(rows: Sequence[Listed]) -> bytes:
    """The proposals in ``rows`` as a draft of the office; number, date and signature stay open."""
    known = identity.province()
    name = known.get("name", "")
    office = known.get("office_name", "Sở Nội vụ")
    units = {one.row.unit_id for one in rows}
    answered = sum(one.state == "answered" for one in rows)
    body: list[Block] = [
        text_block(
            f"Qua báo cáo của các đơn vị và kiểm tra công tác cải cách hành chính, {office} tổng "
            f"hợp được {len(rows)} đề xuất, kiến nghị của {len(units)} đơn vị, trong đó "
            f"{answered} đề xuất, kiến nghị đã được trả lời. {office} kính trình Chủ tịch Ủy ban "
            "nhân dân xem xét, giao các cơ quan giải quyết, trả lời như sau:"
        )
    ]
    for number, (agency, listed) in enumerate(_by_agency(rows), start=1):
        body.append(HeadingBlock(f"{number}. {agency}: {len(listed)} đề xuất, kiến nghị", 2))
        body.append(
            TableBlock(
                ("STT", "Đơn vị", "Nội dung đề xuất, kiến nghị", "Thời hạn", "Kết quả trả lời"),
                tuple(
                    (
                        str(at), one.row.unit.name, one.row.text, show_date(one.row.due_on),
                        _answer(one),
                    )
                    for at, one in enumerate(listed, start=1)
                ),
                (0.6, 1.8, 3.6, 1.2, 2.0),
            )
        )  # fmt: skip
    body.append(text_block(f"{office} kính trình Chủ tịch Ủy ban nhân dân xem xét, chỉ đạo."))
    return official_document(
        OfficialDocument(
            parent=f"Ủy ban nhân dân {name}".strip(),
            issuer=office,
            symbol="TTr-SNV",
            place=known.get("place", ""),
            kind_name="Tờ trình",
            subject="Về việc giải quyết đề xuất, kiến nghị của các đơn vị về cải cách hành chính",
            addressed_to=(f"Chủ tịch Ủy ban nhân dân {name}".strip(),),
            body=tuple(body),
            sign_lines=("Giám đốc",),
            recipients=("Như trên", "Các cơ quan có tên trong tờ trình", "Lưu: VT"),
        )
    )


def _by_agency(rows: Sequence[Listed]) -> list[tuple[str, list[Listed]]]:
    found: dict[str, list[Listed]] = {}
    for one in rows:
        found.setdefault(one.row.agency.strip() or _UNASSIGNED, []).append(one)
    return sorted(found.items(), key=lambda pair: (pair[0] == _UNASSIGNED, collation_key(pair[0])))


def _answer(one: Listed) -> str:
    if one.row.answer:
        day = show_date(one.row.answered_on)
        return f"{one.row.answer} (ngày {day})" if day else one.row.answer
    return "Quá hạn, chưa trả lời" if one.state == "overdue" else "Chưa trả lời"
