"""Tờ trình to the chairman: the units' proposals by the agency that must answer (.docx).

What waits for an answer comes first, since that is what the chairman decides on; the answers
given follow in one table.
"""

from collections.abc import Sequence

from portal.documents.word.blocks import Block, HeadingBlock, TableBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document
from portal.inspections.petitions.queries import Listed
from portal.publishing import identity
from portal.vietnamese import collation_key, legal_date

_UNASSIGNED = "Chưa xác định cơ quan trả lời"
_OPEN = ("TT", "Đơn vị", "Nội dung đề xuất, kiến nghị", "Thời hạn trả lời")
_ANSWERED = ("TT", "Đơn vị", "Nội dung đề xuất, kiến nghị", "Cơ quan trả lời", "Nội dung trả lời")


def submission_paper(rows: Sequence[Listed]) -> bytes:
    """The proposals in ``rows`` as a draft of the office; number, date and signature stay open."""
    known = identity.province()
    name = known.get("name", "")
    office = known.get("office_name", "Sở Nội vụ")
    chairman = f"Chủ tịch Ủy ban nhân dân {name}".strip()
    answered = [one for one in rows if one.state == "answered"]
    waiting = [one for one in rows if one.state != "answered"]
    asked = (
        "xem xét, giao các cơ quan giải quyết, trả lời như sau:"
        if waiting
        else "kết quả trả lời như sau:"
    )
    verb = "kính trình" if waiting else "kính báo cáo"
    body: list[Block] = [
        text_block(f"{_summary(office, rows, answered)} {office} {verb} {chairman} {asked}")
    ]
    if waiting:
        body.append(HeadingBlock(f"I. Đề xuất, kiến nghị chưa được trả lời ({_two(waiting)})", 1))
        for number, (agency, listed) in enumerate(_by_agency(waiting), start=1):
            body.append(HeadingBlock(f"{number}. {agency} ({_two(listed)})", 2))
            cells = tuple(
                (str(at), one.row.unit.name, one.row.text, _due(one))
                for at, one in enumerate(listed, start=1)
            )
            body.append(TableBlock(_OPEN, cells, (0.9, 2.4, 4.4, 1.9)))
    if answered:
        part = "II" if waiting else "I"
        body.append(
            HeadingBlock(f"{part}. Đề xuất, kiến nghị đã được trả lời ({_two(answered)})", 1)
        )
        given = tuple(
            (str(at), one.row.unit.name, one.row.text, one.row.agency, _answer(one))
            for at, one in enumerate(answered, start=1)
        )
        body.append(TableBlock(_ANSWERED, given, (0.9, 1.9, 2.8, 1.8, 2.6)))
    if waiting:
        body.append(text_block(f"{office} kính trình {chairman} xem xét, quyết định./."))
    return official_document(
        OfficialDocument(
            parent=f"Ủy ban nhân dân {name}".strip(),
            issuer=office,
            symbol="TTr-SNV",
            place=known.get("place", ""),
            kind_name="Tờ trình",
            subject="Về việc giải quyết đề xuất, kiến nghị của các đơn vị về cải cách hành chính",
            addressed_to=(chairman,),
            body=tuple(body),
            sign_lines=("Giám đốc",),
            recipients=("Như trên;", "Các cơ quan có tên trong tờ trình;", "Lưu: VT."),
        )
    )


def _summary(office: str, rows: Sequence[Listed], answered: Sequence[Listed]) -> str:
    """How many there are, of how many units, and how they stand."""
    units = {one.row.unit_id for one in rows}
    overdue = sum(one.state == "overdue" for one in rows)
    said = [f"{_two(answered)} đã được trả lời"] if answered else []
    said += [f"{overdue:02d} quá thời hạn trả lời"] if overdue else []
    return (
        "Qua báo cáo của các đơn vị và kết quả kiểm tra công tác cải cách hành chính, "
        f"{office} tổng hợp được {_two(rows)} đề xuất, kiến nghị của {len(units):02d} đơn vị"
        f"{', trong đó ' if said else ''}{', '.join(said)}."
    )


def _two(rows: Sequence[Listed]) -> str:
    """A count as administrative documents write it: “05”."""
    return f"{len(rows):02d}"


def _by_agency(rows: Sequence[Listed]) -> list[tuple[str, list[Listed]]]:
    found: dict[str, list[Listed]] = {}
    for one in rows:
        found.setdefault(one.row.agency.strip() or _UNASSIGNED, []).append(one)
    return sorted(found.items(), key=lambda pair: (pair[0] == _UNASSIGNED, collation_key(pair[0])))


def _due(one: Listed) -> str:
    if one.row.due_on is None:
        return "Chưa ấn định"
    day = legal_date(one.row.due_on)
    return f"{day} (đã quá hạn)" if one.state == "overdue" else day


def _answer(one: Listed) -> str:
    said: str = one.row.answer
    if one.row.answered_on is None:
        return said
    return f"{said.rstrip(' .')} (trả lời ngày {legal_date(one.row.answered_on)})"
